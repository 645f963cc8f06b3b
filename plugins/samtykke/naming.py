"""Which service a reference belongs to: the register's word first, then the catalogue's."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from samtykke.catalogue import Catalogue
from samtykke.model import Party, Reference, Scan, StorageWrite
from samtykke.register import Register


class Namer:
    """Names hosts."""

    def __init__(self, register: Register, catalogue: Catalogue) -> None:
        self._register = register
        self._catalogue = catalogue

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
        if reference.service and not reference.host and reference.party is Party.THIRD:
            host = self._host(reference.service)
            return replace(reference, host=host, url=f"https://{host}/" if host else "")
        if not reference.host or reference.service:
            return reference
        declared = self._register.declaring(reference.host) if reference.party is Party.THIRD else None
        found = declared or self._catalogue.by_url(reference.host, path_of(reference.url))
        return reference.of(found.id) if found else reference

    def _host(self, service: str) -> str:
        """A host of a service that is known by its name only: as declared, else the catalogue's; empty for none."""
        declared = self._register.find_service(service)
        if declared is not None and declared.hosts:
            return _bare(declared.hosts[0])
        known = self._catalogue.services.get(service)
        if known is None:
            return ""
        theirs = (*known.hosts, *(url.partition("/")[0] for url in known.urls))
        for one in self._register.service:
            for host in map(_bare, one.hosts):
                if any(host == own or host.endswith(f".{own}") for own in theirs):
                    return host
        return next(iter(theirs), "")

    def _storage(self, write: StorageWrite) -> StorageWrite:
        declared = self._register.find_storage(write.kind, write.name)
        return replace(write, service=declared[0].id) if declared else write


def _bare(pattern: str) -> str:
    """A name that a declared host takes in: for `*.` there is none by itself, and `www` stands for all."""
    return f"www.{pattern[2:]}" if pattern.startswith("*.") else pattern


def path_of(url: str) -> str:
    """Path and query: `gtag/js?id=AW-…` is another service than `gtag/js?id=G-…`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
