"""Addresses as browsers read them, and whose they are.

Everything goes through the WHATWG parser of ada-url: `\\\\host`, `http:///host`, a tab in the scheme and credentials
before the host are third party to a browser, whatever RFC 3986 says of them.
"""

from __future__ import annotations

import os
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
_LONGEST = 65_536
"""Characters of an address that are looked at; browsers stop at two million, servers at some thousand."""


class Resolved(NamedTuple):
    """An address as a browser would request it."""

    url: str
    host: str
    """ASCII, lower case, without a port; empty for `data:`, `mailto:` and the like."""
    scheme: str
    """Without the colon."""


@lru_cache(maxsize=32_768)
def resolve(written: str, base: str) -> Resolved | None:
    """What `written` means on a page at `base`; None for what the URL parser rejects."""
    if len(written) > _LONGEST:
        written = written[:_LONGEST]
    try:
        url = ada_url.URL(written.encode("utf-8", "replace").decode(), base)
    except ValueError:
        return None
    return Resolved(url.href, url.hostname.lower().rstrip("."), url.protocol.rstrip(":"))


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
