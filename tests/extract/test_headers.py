"""Headers in the files that configure servers."""

from __future__ import annotations

import pytest

from extract.pages import read, third
from samtykke.model import Kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("/*\n  Link: <https://c.example/a.css>; rel=preload; as=style\n", Kind.HINT),
        ("/*\n  link: </a.css>; rel=preload, <//c.example>; rel=\"preconnect\"\n", Kind.HINT),
        ("/*\n  Link: <//c.example/a.css>; rel=stylesheet\n", Kind.STYLESHEET),
        ("/*\n  Refresh: 5; url=https://c.example/\n", Kind.REFRESH),
        ('[headers.values]\n  Link = "<https://c.example>; rel=preconnect"\n', Kind.HINT),
        ('  "Link" = "<https://c.example>; rel=preconnect"\n', Kind.HINT),
        ('Header set Link "<https://c.example>; rel=\\"dns-prefetch\\""\n', Kind.HINT),
        ("Header always add Refresh \"0; url='https://c.example/'\"\n", Kind.REFRESH),
        ('add_header Link "<https://c.example/x.js>; rel=preload; as=script" always;\n', Kind.HINT),
        ("  Content-Security-Policy: default-src 'self'; report-uri https://c.example/r\n", Kind.CONNECTION),
        ("  Reporting-Endpoints: a=\"https://c.example/r\"\n", Kind.CONNECTION),
        ('  Report-To: {"group":"a","endpoints":[{"url":"https://c.example/r"}]}\n', Kind.CONNECTION),
    ],
)  # fmt: skip
def test_contacts(text: str, kind: Kind) -> None:
    (found,) = [r for r in read(text, kind="headers", path="_headers").references if r.party == "third"]
    assert (found.host, found.kind, found.state) == ("c.example", kind, "live")
    assert found.position.line == text[: text.index("c.example")].count("\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        "# Link: <https://c.example>; rel=preconnect\n",
        "/*\n  Link: <https://c.example>; rel=canonical\n",
        "/*\n  X-Link: <https://c.example>; rel=preconnect\n",
        "/*\n  Content-Security-Policy: img-src https://c.example\n",
        "/*\n  Refresh: 5\n",
        "",
    ],
)
def test_inert(text: str) -> None:
    assert third(text, kind="headers", path="_headers") == {}


@pytest.mark.parametrize(
    ("value", "name", "lifetime"),
    [
        ("a=b; Path=/; Max-Age=3600", "a", "PT3600S"),
        ("a=b", "a", "session"),
        ("a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "a", "P0D"),
        ("a=b; Expires=never", "a", None),
    ],
)
def test_cookies(value: str, name: str, lifetime: str | None) -> None:
    (write,) = read(f"/*\n  Set-Cookie: {value}\n", kind="headers", path="_headers").storage
    assert (write.kind, write.name, write.lifetime, write.position.line) == ("cookie", name, lifetime, 2)
