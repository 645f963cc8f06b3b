"""Which service a reference belongs to: the register's word first, then the catalogue's."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from samtykke.catalogue import Catalogue
from samtykke.model import Party, Reference, Scan, StorageWrite
from samtykke.register import Register
from samtykke.urls import matches


class Namer:
    """Names hosts and remembers the answers: the same few hosts stand on every page."""

    def __init__(self, register: Register, catalogue: Catalogue) -> None:
        self._register = register
        self._catalogue = catalogue
        self._hosts: dict[tuple[str, str], str | None] = {}

    def name(self, scan: Scan) -> Scan:
        """The same scan with the services filled in."""
        if not scan.references and not scan.storage:
            return scan
        return replace(
            scan,
            references=tuple(self._reference(r) for r in scan.references),
            storage=tuple(self._storage(w) for w in scan.storage),
        )

    def _reference(self, reference: Reference) -> Reference:
        if not reference.host or reference.service:
            return reference
        key = (reference.host, _path(reference.url))
        if key not in self._hosts:
            self._hosts[key] = self._find(*key, third=reference.party is Party.THIRD)
        service = self._hosts[key]
        return replace(reference, service=service) if service else reference

    def _find(self, host: str, path: str, *, third: bool) -> str | None:
        if third:
            for service in self._register.service:
                if any(matches(pattern, host) for pattern in service.hosts):
                    return service.id
        known = self._catalogue.by_url(host, path)
        return known.id if known else None

    def _storage(self, write: StorageWrite) -> StorageWrite:
        declared = self._register.find_storage(write.kind, write.name)
        return replace(write, service=declared[0].id) if declared else write


def _path(url: str) -> str:
    """Path and query: `gtag/js?id=AW-…` is another service than `gtag/js?id=G-…`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
