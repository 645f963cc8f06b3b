"""Finding services by address: the catalogue's index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from .model import KnownService
from .signatures import Scanner, Signature

_REMEMBERED = 4096
"""Addresses: pages of a site load much the same, and each rule asks anew."""


class Catalogue:
    """The known services, indexed. Safe to share: nothing in it changes."""

    def __init__(self, services: Iterable[KnownService]) -> None:
        self.services: Mapping[str, KnownService] = MappingProxyType({s.id: s for s in services})
        self._hosts: dict[str, KnownService] = {}
        self._urls: dict[str, list[tuple[str, KnownService]]] = {}
        self._paths: dict[str, KnownService] = {}
        for service in self.services.values():
            self._hosts.update(dict.fromkeys(service.hosts, service))
            self._paths.update(dict.fromkeys(service.paths, service))
            for url in service.urls:
                host, _, path = url.partition("/")
                self._urls.setdefault(host, []).append((f"/{path}".lower(), service))
        for starts in self._urls.values():
            starts.sort(key=lambda start: -len(start[0]))
        self._scanner: Scanner | None = None
        self._known = lru_cache(_REMEMBERED)(self._find)

    def by_url(self, host: str, path: str) -> KnownService | None:
        """Whose an address is. `host` is ASCII in lower case; `path` begins with `/` and may carry the query.

        A rule on the path wins (with a host before without one, the longer before the shorter), then the exact host,
        then the longest suffix of whole labels. Case does not count in paths.
        """
        return self._known(host, path.lower())

    def _find(self, host: str, path: str) -> KnownService | None:
        suffixes = list(_suffixes(host.rstrip(".")))
        for suffix in suffixes:
            for start, service in self._urls.get(suffix, ()):
                if _begins(path, start):
                    return service
        file = path.partition("?")[0].rpartition("/")[2]
        owner = self._paths.get(f"/{file}")
        if owner is not None:
            return owner
        return next((self._hosts[s] for s in suffixes if s in self._hosts), None)

    def signatures(self, text: str) -> tuple[Signature, ...]:
        """What a script's text gives away, in the order of the text: each address once, each service's calls once.

        Takes time linear in the length of the text (seconds).
        """
        if self._scanner is None:
            self._scanner = Scanner(self.services.values(), self.by_url)
        return self._scanner.scan(text)


def _begins(path: str, start: str) -> bool:
    """Whether a path begins so without going on in a longer word: `/tr` begins `/tr/` and `/tr?id=1`, not `/travel`."""
    if not path.startswith(start):
        return False
    more = path[len(start) : len(start) + 1]
    return not (more.isalnum() and start[-1].isalnum())


def _suffixes(host: str) -> Iterator[str]:
    """The host and what is left as labels are taken from its front: a.b.c, b.c, c. Hosts end at 253 characters."""
    while host and len(host) <= 253:
        yield host
        host = host.partition(".")[2]
