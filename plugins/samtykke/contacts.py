"""Whom the pages of a site contact and what they store, summed up over the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samtykke.model import Kind, Party, Scan, State, StorageKind
from samtykke.packed import Packed, Picked


@dataclass(frozen=True, slots=True)
class Contact:
    """A host that is not the site's own, referred to in one way."""

    service: str
    """The id that the register, else the catalogue, has for it; empty for nobody known."""
    host: str
    state: State
    kind: Kind
    paths: Sequence[str]
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
    paths: Sequence[str]


class Tally:
    """Takes one document after the other."""

    def __init__(self) -> None:
        self._paths = Packed()
        self._contacts: dict[tuple[str, str, State, Kind], Picked] = {}
        self._stored: dict[tuple[StorageKind, str, str, str, State], Picked] = {}

    def add(self, scan: Scan) -> None:
        """Count in a document: once, as a whole, for all that it contacts or stores in the same way."""
        self._paths.append(scan.path)
        for r in scan.references:
            if r.party is Party.THIRD:
                kind = r.service or "", r.host, r.state, r.kind
                self._contacts.setdefault(kind, Picked(self._paths)).pick_last()
        for w in scan.storage:
            key = w.kind, w.name, w.service or "", w.lifetime or "", w.state
            self._stored.setdefault(key, Picked(self._paths)).pick_last()

    def contacts(self) -> tuple[Contact, ...]:
        """By service, host, state and kind."""
        return tuple(Contact(*key, self._contacts[key]) for key in sorted(self._contacts))

    def stored(self) -> tuple[Stored, ...]:
        """By kind and name."""
        return tuple(Stored(*key, self._stored[key]) for key in sorted(self._stored))
