"""Whom the pages of a site contact and what they store, summed up over the pages."""

from __future__ import annotations

from dataclasses import dataclass

from samtykke.model import Kind, Party, Scan, State, StorageKind


@dataclass(frozen=True, slots=True)
class Contact:
    """A host that is not the site's own, referred to in one way."""

    service: str
    """The id that the register, else the catalogue, has for it; empty for nobody known."""
    host: str
    state: State
    kind: Kind
    paths: tuple[str, ...]
    """The documents, in the order of the run."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A cookie or other item that the site's own scripts were seen to write."""

    kind: StorageKind
    name: str
    service: str
    lifetime: str
    """ISO 8601, `session` or `forever`; empty where it cannot be told."""
    state: State
    paths: tuple[str, ...]


class Tally:
    """Takes one document after the other."""

    def __init__(self) -> None:
        self._contacts: dict[tuple[str, str, State, Kind], list[str]] = {}
        self._stored: dict[tuple[StorageKind, str, str, str, State], list[str]] = {}

    def add(self, scan: Scan) -> None:
        """Count in a document."""
        for r in scan.references:
            if r.party is Party.THIRD:
                _note(scan.path, self._contacts.setdefault((r.service or "", r.host, r.state, r.kind), []))
        for w in scan.storage:
            key = w.kind, w.name, w.service or "", w.lifetime or "", w.state
            _note(scan.path, self._stored.setdefault(key, []))

    def contacts(self) -> tuple[Contact, ...]:
        """By service, host, state and kind."""
        return tuple(Contact(*key, tuple(paths)) for key, paths in sorted(self._contacts.items()))

    def stored(self) -> tuple[Stored, ...]:
        """By kind and name."""
        return tuple(Stored(*key, tuple(paths)) for key, paths in sorted(self._stored.items()))


def _note(path: str, paths: list[str]) -> None:
    """Once for a document: it is counted in as a whole."""
    if not paths or paths[-1] != path:
        paths.append(path)
