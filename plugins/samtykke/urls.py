"""Addresses as browsers read them, and whose they are.

Everything goes through the WHATWG parser of ada-url: `\\\\host`, `http:///host`, a tab in the scheme and credentials
before the host are third party to a browser, whatever RFC 3986 says of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

import ada_url

from samtykke.model import Party

NOWHERE = "https://site.invalid/"
"""Where a site of unknown address stands while its own addresses are resolved; never shown. RFC 2606 keeps it free."""

_NOWHERE_HOST = "site.invalid"
_LONGEST_KEPT = 2_000
"""Characters of an address, or of a base, that is worth remembering."""
_LONGEST_BASE = 20_000
"""Of a longer base only the origin is kept: with as many addresses upon it, a page could fill all memory."""
_SPACE = re.compile(
    r"[\x20\xa0\u2000-\u200a\u202f\u205f\u3000]|%(?:20|c2%a0|e2%80%(?:8[0-9a]|af)|e2%81%9f|e3%80%80)", re.IGNORECASE
)
_STANDS_FOR_SPACE = "z0space0z"
_STRIPPED = "".join(map(chr, range(33)))
"""What the standard takes off both ends of an address."""


class Resolved(NamedTuple):
    """An address as a browser would request it."""

    url: str
    host: str
    """ASCII, lower case, without a port; empty for `data:`, `mailto:` and the like."""
    scheme: str
    """Without the colon."""


def resolve(written: str, base: str) -> Resolved | None:
    """What `written` means on a page at `base`; None for what the URL parser rejects.

    However long it is, it is read whole: a thousand slashes may stand before a host.
    """
    if len(base) > _LONGEST_BASE:
        base = _origin(base)
    return (_remembered if len(written) + len(base) < _LONGEST_KEPT else _resolved)(written, base)


def _resolved(written: str, base: str) -> Resolved | None:
    written = written.encode("utf-8", "replace").decode()
    url = _parsed(written, base)
    if url is not None:
        return Resolved(url.href, url.hostname.lower().rstrip("."), url.protocol.rstrip(":"))
    # Against the standard, Chromium takes a space in a host for %20, and asks for that.
    url = _parsed(_SPACE.sub(_STANDS_FOR_SPACE, written.strip(_STRIPPED)), base)
    if url is None or _STANDS_FOR_SPACE not in url.hostname or _STANDS_FOR_SPACE in url.protocol:
        return None
    spaced = _resolved(url.href, base)
    assert spaced is not None
    return Resolved(*(part.replace(_STANDS_FOR_SPACE, "%20") for part in spaced))


def _parsed(written: str, base: str) -> ada_url.URL | None:
    try:
        return ada_url.URL(written, base)
    except ValueError:
        return None


_remembered = lru_cache(maxsize=32_768)(_resolved)


@lru_cache(maxsize=8)
def _origin(base: str) -> str:
    try:
        origin: str = ada_url.URL(base).origin
    except ValueError:
        origin = "null"
    return "about:blank" if origin == "null" else f"{origin}/"


def matches(pattern: str, host: str) -> bool:
    """Whether a declared host takes in another: the same name, or for `*.` any name below it."""
    if pattern.startswith("*."):
        return host.endswith(pattern[1:]) and len(host) > len(pattern) - 1
    return pattern == host


class Hosts:
    """The site's own address and hosts. Equal and hashable by what it was made of; picklable."""

    __slots__ = ("base", "host", "known", "own")

    def __init__(self, base_url: str | None, own_hosts: Sequence[str] = ()) -> None:
        """Raise ValueError for a base URL that is not http(s)."""
        self.known = bool(base_url)
        resolved = resolve(base_url or NOWHERE, NOWHERE)
        if resolved is None or resolved.scheme not in ("http", "https"):
            raise ValueError(f"not an address of a site: {base_url!r}")
        self.base = resolved.url.split("#")[0].split("?")[0]
        if not self.base.endswith("/"):
            self.base += "/"
        self.host = resolved.host
        self.own = tuple(own_hosts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hosts) and (self.base, self.known, self.own) == (other.base, other.known, other.own)

    def __hash__(self) -> int:
        return hash((self.base, self.known, self.own))

    def party(self, host: str) -> Party:
        """First party: the site's host and those declared as its own. Nothing by resemblance."""
        if host == self.host or any(matches(pattern, host) for pattern in self.own):
            return Party.FIRST
        return Party.THIRD

    def shown(self, resolved: Resolved) -> tuple[str, str]:
        """(url, host) as reported: without a host, where the site's own address is not known."""
        if not self.known and resolved.host == _NOWHERE_HOST:
            path = resolved.url.split(_NOWHERE_HOST, 1)[1]
            return path[path.find("/") :], ""
        return resolved.url, resolved.host

    def page_url(self, path: str) -> str:
        """The address at which a file of the output tree is served; `a/index.html` is `a/`."""
        folder, _, name = path.rpartition("/")
        shown = path if name not in ("index.html", "index.htm") else f"{folder}/" if folder else ""
        return self.base + quote(os.fsencode(shown), safe="/~@!$&'()*+,;=:")

    def local_path(self, url: str) -> str | None:
        """The file of the output tree that a first-party address names; None for all others and for ways out."""
        resolved = resolve(url, self.base)
        if resolved is None or self.party(resolved.host) is not Party.FIRST:
            return None
        try:
            path = ada_url.URL(resolved.url).pathname
        except ValueError:
            return None
        root = ada_url.URL(self.base).pathname
        if resolved.host == self.host:
            if not path.startswith(root):
                return None
            path = path[len(root) :]
        raw = unquote_to_bytes(path.lstrip("/"))
        if b"\0" in raw or b"\\" in raw:
            return None
        decoded = os.fsdecode(raw)
        if not decoded or decoded.endswith("/"):
            decoded += "index.html"
        normal = normpath(decoded)
        return None if normal.startswith(("../", "/")) or normal in ("..", ".") else normal
