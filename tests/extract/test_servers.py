"""Settings of servers and hosts: headers, cookies, and redirects that something on the site runs into."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pages import SITE, problems, read
from samtykke.checking import Target, inventory
from samtykke.extract import servers
from samtykke.model import Kind
from samtykke.redirects import redirected
from samtykke.workers import Readers

VERCEL = '{"headers": [{"source": "/(.*)", "headers": [{"key": "Link", "value": "<//c.example>; rel=preconnect"}]}]}'
AZURE = '{"globalHeaders": {"Link": "<//c.example>; rel=preconnect"}}'
FIREBASE = f'{{"hosting": {VERCEL.lower()}}}'
IIS = '<customHeaders><add name="Link" value="&lt;//c.example>; rel=preconnect" /></customHeaders>'


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("vercel.json", VERCEL),
        ("staticwebapp.config.json", AZURE),
        ("firebase.json", FIREBASE),
        ("web.config", IIS),
        ("Caddyfile", 'example.no {\n  header {\n    Link "<//c.example>; rel=preconnect"\n  }\n}\n'),
        ("Caddyfile", "header /x +Link <//c.example>; rel=preconnect\n"),
    ],
)
def test_headers(path: str, text: str) -> None:
    (found,) = read(text, kind="headers", path=path).references
    assert (found.host, found.kind, found.state) == ("c.example", Kind.HINT, "live")
    assert found.position.line == text[: text.index("c.example")].count("\n") + 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("web.config", IIS.replace("<add", "<!-- <add").replace(" />", " /> -->")),
        ("vercel.json", VERCEL.replace("Link", "X-Link")),
        ("vercel.json", '{"rewrites": [{"source": "/x.js", "destination": "https://c.example/"}]}'),
        ("Caddyfile", 'header -Link "<//c.example>; rel=preconnect"\n'),
    ],
)
def test_inert(path: str, text: str) -> None:
    scan = read(text, kind="headers", path=path)
    assert (scan.references, scan.redirects, scan.problems) == ((), (), ())


@pytest.mark.parametrize(("path", "text"), [("vercel.json", "{"), ("netlify.toml", "[[")])
def test_what_its_server_could_not_read(path: str, text: str) -> None:
    assert problems(text, kind="headers", path=path) == ["unreadable-document"]


@pytest.mark.parametrize(
    ("flags", "lifetime"),
    [("CO=v:1:.example.no:525600:/", "PT525600M"), ("L,CO=v:1:.example.no", "session"), ("cookie=;v;1:2;x", "session")],
)
def test_cookies_of_rewrites(flags: str, lifetime: str) -> None:
    (write,) = read(f"RewriteRule ^ - [{flags}]\n", kind="headers", path=".htaccess").storage
    assert (write.kind, write.name, write.lifetime) == ("cookie", "v", lifetime)


REDIRECTS = [
    ("_redirects", "/lib/x.js https://c.example/x.js 302\n"),
    ("_redirects", "/lib/* https://c.example/:splat\n"),
    ("_redirects", "/:any/x.js v=:v https://c.example/ 301! Language=nb\n"),
    ("_redirects", "https://www.example.no/lib/* https://c.example/:splat 307\n"),
    ("netlify.toml", '[[redirects]]\nfrom = "/lib/*"\nto = "https://c.example/:splat"\n'),
    ("vercel.json", '{"redirects": [{"source": "/lib/:path*", "destination": "https://c.example/:path*"}]}'),
    ("vercel.json", '{"redirects": [{"source": "/(lib|app)/(.*)", "destination": "https://c.example/"}]}'),
    ("vercel.json", '{"routes": [{"src": "^/lib/.*", "status": 302, "headers": {"Location": "https://c.example/"}}]}'),
    ("firebase.json", '{"hosting": [{"redirects": [{"source": "/lib/**", "destination": "https://c.example/"}]}]}'),
    ("firebase.json", '{"hosting": {"redirects": [{"regex": "/l.b/x[.]js", "destination": "https://c.example/"}]}}'),
    ("staticwebapp.config.json", '{"routes": [{"route": "/lib/*.{js,mjs}", "redirect": "https://c.example/"}]}'),
    ("web.config", '<rule><match url="^lib/(.+)$"/><action type="Redirect" url="https://c.example/{R:1}"/></rule>'),
    ("web.config", '<httpRedirect enabled="true"><add wildcard="/lib/*" destination="https://c.example/"/></httpRedirect>'),
    (".htaccess", "Redirect 302 /lib https://c.example/lib\n"),
    (".htaccess", 'RedirectMatch "^/lib/(.*)$" "https://c.example/$1"\n'),
    (".htaccess", "RewriteRule ^lib/(.*)\\.js$ https://c.example/$1 [R=302,L]\n"),
    ("nginx.conf", "server {\n location /lib/ { return 302 https://c.example$request_uri; }\n}\n"),
    ("nginx.conf", "location ~* \\.js$ {\n  if ($x) { return 301 https://c.example/; }\n}\n"),
    ("nginx.conf", "rewrite ^/lib/(.*)$ https://c.example/$1 permanent;\n"),
    ("Caddyfile", "redir /lib/* https://c.example{uri} 302\n"),
]  # fmt: skip


def sent(path: str, text: str, *bodies: str) -> set[tuple[str, str, str, str]]:
    """(path, host, kind, state) of what redirects make of a site's own references."""
    scans = [read(body, path=f"{n}.html") for n, body in enumerate(bodies)]
    scans = [*redirected([read(text, kind="headers", path=path), *scans], SITE.hosts)]
    assert len(scans) == len(bodies) + 1
    return {
        (r.position.path, r.host, r.kind.value, r.state.value)
        for s in scans
        for r in s.references
        if r.party == "third"
    }


@pytest.mark.parametrize(("path", "text"), REDIRECTS)
def test_what_is_loaded_through_a_redirect_is_contacted(path: str, text: str) -> None:
    assert sent(path, text, "<script src=/lib/x.js></script>") == {(path, "c.example", "script", "live")}


def test_a_redirect_is_found_wherever_in_the_tree_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><img src=/lib/x.png>", "utf-8")
    (tmp_path / "z").mkdir()
    (tmp_path / "z" / "_redirects").write_text("/lib/* https://c.example/:splat\n", "utf-8")
    scans = inventory(Target.open(tmp_path, base_url="https://www.example.no"), readers=Readers(0))
    assert {r.host for scan in scans for r in scan.references if r.party == "third"} == {"c.example"}


@pytest.mark.parametrize(("path", "text"), REDIRECTS)
def test_a_redirect_that_nothing_is_loaded_through_is_a_link(path: str, text: str) -> None:
    assert sent(path, text, "<a href=/lib/x.js>x</a><img src=/x.png>") == set()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("_redirects", "/lib/* https://c.example/:splat 200\n"),  # fetched by the server itself
        ("_redirects", "# /lib/* https://c.example/:splat\n"),
        ("_redirects", "/lib/* /annet/:splat\n"),
        (".htaccess", "RewriteRule ^lib/(.*)$ https://c.example/$1 [P]\n"),
        (".htaccess", "RewriteRule ^ https://www.example.no%{REQUEST_URI} [R=301]\n"),
        ("nginx.conf", "server { return 301 https://c.example$request_uri; }\n"),
        ("web.config", '<rule enabled="false"><match url=".*"/><action type="Redirect" url="https://c.example/"/></rule>'),
        ("Caddyfile", "c.example.no {\n  redir https://c.example{uri}\n}\n"),
    ],
)  # fmt: skip
def test_no_redirect_of_this_site(path: str, text: str) -> None:
    assert sent(path, text, "<script src=/lib/x.js></script>") == set()


def test_the_most_live_of_two_loads_counts() -> None:
    gated = '<script type="text/plain" data-category="analytics" data-src="/lib/x.js"></script>'
    rule = ("_redirects", "/lib/* https://c.example/\n")
    assert {state for *_, state in sent(*rule, gated)} == {"gated"}
    assert {state for *_, state in sent(*rule, gated, "<script src=/lib/x.js></script>")} == {"live"}


@pytest.mark.parametrize(
    ("source", "path", "expected"),
    [
        ("/a", "/a/", True), ("/a", "/ab", False), ("/a/*", "/a", True), ("/a/*", "/b", False), ("*", "/x", True),
        ("/a*c", "/abc", True), ("/ab*bc", "/abc", False), ("*/b/*", "/a/b/c", True), ("/A.JS", "/a.js", False),
    ],
)  # fmt: skip
def test_patterns(source: str, path: str, *, expected: bool) -> None:
    assert servers.taken(source, path) is expected
