"""What a server is told to send with every page: headers that make a browser contact or keep something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from samtykke.model import Evidence, Guard, Kind, Redirect, Scan, StorageKind, StorageWrite
from samtykke.site import Document

from . import servers, syntax
from .context import Found, Frame, SiteContext, _
from .elements import header_link

_LONGEST = 500
_REPORT_URI = re.compile(r"report-uri\s+([^;\"]+)")
_QUOTED_URL = re.compile(r"\"url\\?\"\s*:\s*\\?\"([^\"\\]+)|=\s*\\?[\"']?(https?://[^\"'\\,\s]+)")
_MAX_AGE = re.compile(r"max-age\s*=\s*\"?(-?\d{1,12})", re.IGNORECASE)
_EXPIRES = re.compile(r"expires\s*=\s*([^;]+)", re.IGNORECASE)


def scan(file: Document, site: SiteContext) -> Scan:
    """Addresses that headers make a browser contact, cookies that are set, and where browsers are sent on to."""
    text = syntax.decoded(file.raw)
    found = Found(file.path)
    frame = Frame(found, site, base=site.hosts.base, url=site.hosts.base)
    redirects: dict[Redirect, None] = {}
    guards: dict[Guard, None] = {}
    try:
        said = list(servers.read(file.path, text))
    except ValueError:
        found.problem("unreadable-document", _("its server could not read it either"))
        said = []
    for one in said:
        at = frame.place(text.count("\n", 0, one.offset) + 1, one.offset - text.rfind("\n", 0, one.offset))
        if isinstance(one, servers.Sending):
            redirects[Redirect(at, one.source, one.target[:_LONGEST])] = None
        elif isinstance(one, servers.Cookie):
            lifetime = "session" if not one.minutes else f"PT{one.minutes}M"
            found.storage[StorageWrite(at, StorageKind.COOKIE, one.name[:_LONGEST], lifetime, Evidence.ATTRIBUTE)] = (
                None
            )
        elif one.name == "set-cookie":
            cookie = one.value.split(";", 1)[0].partition("=")
            if cookie[1] and cookie[0].strip():
                write = StorageWrite(
                    at, StorageKind.COOKIE, cookie[0].strip()[:_LONGEST], _lifetime(one.value), Evidence.ATTRIBUTE
                )
                found.storage[write] = None
        else:
            if one.name == "content-security-policy":
                guards[Guard(at, one.value)] = None
            for kind, url in _addresses(one.name, one.value):
                frame.refer(kind, url, at)
    return replace(found.scan("headers"), redirects=tuple(redirects), guards=tuple(guards))


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
