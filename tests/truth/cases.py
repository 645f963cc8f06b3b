"""A table of constructs, one page each: whatever browsers were ever seen to act on, and what only looks like it.

`HOST` in the markup is a name of the case's own under truth.example, `HOST2` a second one, so that every request tells
by itself which construct it comes from.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from truth import apis, css, frames, gates, markup, near, scripts

DOMAIN = "truth.example"
_PAGE = "<!doctype html><html lang=en><head><meta charset=utf-8><title>x</title>{}</head><body><p>x</p>\n{}"
_HOST = re.compile(r"HOST(2?)")
_TYPES = {
    "html": "text/html", "xhtml": "application/xhtml+xml", "svg": "image/svg+xml", "css": "text/css",
    "js": "text/javascript", "mjs": "text/javascript", "xml": "application/xml", "xsl": "text/xsl",
    "json": "application/json", "webmanifest": "application/manifest+json", "png": "image/png",
}  # fmt: skip
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Case:
    """A construct: its files (path → bytes), of which `page` is opened, and the headers that go with the page."""

    name: str
    page: str
    files: Mapping[str, bytes]
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The third parties that it names, contacted or not."""
        return hosts(self.name)

    @property
    def named(self) -> frozenset[str]:
        """Those of them that stand in its files or headers as text."""
        text = b"\n".join([*self.files.values(), *(value.encode() for value in self.headers.values())])
        text = text.replace(b"\0", b"")  # UTF-16 too
        return frozenset(host for host in self.hosts if host.encode() in text)


def hosts(name: str) -> tuple[str, ...]:
    """The two names that belong to a case."""
    return f"{name}.{DOMAIN}", f"{name}-2.{DOMAIN}"


def content_type(path: str) -> str:
    """What a plain server says of a file: no charset, so that the page's own counts."""
    if path.endswith("rules.json"):
        return "application/speculationrules+json"
    return _TYPES.get(path.rpartition(".")[2], "text/plain")


def cases() -> Iterator[Case]:
    """All of them; the names are unique."""
    for name, body in {
        **markup.BODY,
        **scripts.BODY,
        **css.BODY,
        **frames.BODY,
        **gates.BODY,
        **apis.BODY,
        **near.BODY,
    }.items():
        yield _case(name, _PAGE.format("", body))
    for name, head in {**markup.HEAD, **css.HEAD, **near.HEAD}.items():
        yield _case(name, _PAGE.format(head, ""))
    for name, whole in {**markup.WHOLE, **frames.WHOLE, **near.WHOLE}.items():
        yield _case(name, whole)
    for name, files in {**scripts.FILES, **css.FILES, **frames.FILES, **apis.FILES, **near.FILES}.items():
        yield _case(name, "", files)
    for name, (files, headers) in near.SERVED.items():
        yield _case(name, "", files, headers)
    for name, headers in {**frames.HEADERS, **near.HEADERS}.items():
        yield _case(name, _PAGE.format("", ""), headers=headers)


def _case(
    name: str,
    page: str | bytes,
    files: Mapping[str, str | bytes] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Case:
    written = {key: _filled(name, text) for key, text in (files or {"index.html": page}).items()}
    # The first file is the page; scripts and style sheets beside it are found by their relative addresses.
    paths = {f"{name}/{key}": text for key, text in written.items()}
    told = {key: _filled(name, value).decode() for key, value in (headers or {}).items()}
    if told:
        lines = f"/{name}/*\n" + "".join(f"  {key}: {value}\n" for key, value in told.items())
        paths["_headers"] = lines.encode()
    return Case(name, next(iter(paths)), paths, told)


def _filled(name: str, text: str | bytes) -> bytes:
    first, second = hosts(name)
    if isinstance(text, str):
        return _HOST.sub(lambda match: second if match[1] else first, text).encode()
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        for placeholder, host in (("HOST2", second), ("HOST", first)):
            text = text.replace(placeholder.encode(encoding), host.encode(encoding))
    return text
