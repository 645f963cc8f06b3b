"""Headers that a server is told to send: `_headers`, netlify.toml, .htaccess, nginx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from samtykke.model import Evidence, Kind, Scan, StorageKind, StorageWrite
from samtykke.site import Document

from . import syntax
from .context import Found, Frame, SiteContext
from .elements import header_link

_NAMES = (
    "Link|Refresh|Set-Cookie|Speculation-Rules|Reporting-Endpoints|Report-To|Content-Security-Policy(?:-Report-Only)?"
)
# `Link: …`, `Link = "…"`, `Header set Link "…"`, `add_header Link "…"`; a comment is a line that begins with # or ;.
_LINE = re.compile(
    rf"^[^#;\n]*?(?<![\w-])\"?({_NAMES})\"?(?:[ \t]*[:=][ \t]*|[ \t]+)(\S.*)$", re.IGNORECASE | re.MULTILINE
)
_REPORT_URI = re.compile(r"report-uri\s+([^;\"]+)")
_QUOTED_URL = re.compile(r"\"url\\?\"\s*:\s*\\?\"([^\"\\]+)|=\s*\\?[\"']?(https?://[^\"'\\,\s]+)")
_MAX_AGE = re.compile(r"max-age\s*=\s*\"?(-?\d{1,12})", re.IGNORECASE)
_EXPIRES = re.compile(r"expires\s*=\s*([^;]+)", re.IGNORECASE)


def scan(file: Document, site: SiteContext) -> Scan:
    """Addresses that the headers make a browser contact, and cookies that they set, for every page at once."""
    text = syntax.decoded(file.raw)
    found = Found(file.path)
    frame = Frame(found, site, base=site.hosts.base, url=site.hosts.base)
    line, counted = 1, 0
    for match in _LINE.finditer(text):
        name, value = match[1].lower(), _unquoted(match[2].strip())
        line += text.count("\n", counted, match.start(1))
        counted = match.start(1)
        at = frame.place(line, match.start(1) - text.rfind("\n", 0, match.start(1)))
        if name == "set-cookie":
            cookie = value.split(";", 1)[0].partition("=")
            if cookie[1] and cookie[0].strip():
                write = StorageWrite(
                    at, StorageKind.COOKIE, cookie[0].strip()[:500], _lifetime(value), Evidence.ATTRIBUTE
                )
                found.storage[write] = None
            continue
        for kind, url in _addresses(name, value):
            frame.refer(kind, url, at)
    return found.scan("headers")


def _addresses(name: str, value: str) -> Iterator[tuple[Kind, str]]:
    if name == "link":
        for url, attrs in syntax.links(value):
            yield from ((vector.kind, vector.written) for vector in header_link(url, attrs))
    elif name == "speculation-rules":
        yield from ((Kind.HINT, url.strip(" \t\"'")) for url in value.split(","))
    elif name == "refresh":
        target = syntax.refresh(value)
        if target:
            yield Kind.REFRESH, target.strip("\"'")
    elif name.startswith("content-security-policy"):
        for match in _REPORT_URI.finditer(value):
            yield from ((Kind.CONNECTION, url) for url in match[1].split())
    else:
        yield from ((Kind.CONNECTION, a or b) for a, b in _QUOTED_URL.findall(value))


def _unquoted(value: str) -> str:
    """A value without the quotation marks of its configuration file, and what follows them there."""
    if value[:1] in ("'", '"'):
        quote = value[0]
        end = value.rfind(quote)
        value = value[1:end] if end > 0 else value[1:]
    return value.replace('\\"', '"')


def _lifetime(cookie: str) -> str | None:
    age = _MAX_AGE.search(cookie)
    if age:
        return f"PT{max(0, int(age[1]))}S"
    expires = _EXPIRES.search(cookie)
    if expires is None:
        return "session"
    try:
        left = parsedate_to_datetime(expires[1].strip()) - datetime.now(UTC)
    except (ValueError, TypeError, IndexError):
        return None
    return f"P{max(0, left.days)}D"
