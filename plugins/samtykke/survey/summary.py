"""What a survey came to: for each site, which services are live before consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import tables


@dataclass(slots=True)
class Summed:
    """One site, over all units that have it."""

    pages: int = 0
    documents: int = 0
    unverified: int = 0
    notes: set[str] = field(default_factory=set)
    services: set[str] = field(default_factory=set)
    """Of the catalogue, contacted before consent."""
    hosts: set[str] = field(default_factory=set)
    """Registrable names of those that the catalogue does not know, contacted before consent."""


def summed(folder: Path) -> Mapping[str, Summed]:
    """Host → what is known, by host. Raises OSError and ValueError, as `tables.read` does."""
    found: dict[str, Summed] = {}
    for row in tables.read(folder, "sites", ("site", "pages", "documents", "unverified", "note")):
        one = found.setdefault(row["site"], Summed())
        one.pages += row["pages"]
        one.documents += row["documents"]
        one.unverified += row["unverified"]
        one.notes |= {row["note"]} - {""}
    for row in tables.read(folder, "contacts", ("site", "service", "domain", "state")):
        if row["state"] == "live":
            one = found[row["site"]]
            (one.services if row["service"] else one.hosts).add(row["service"] or row["domain"])
    return dict(sorted(found.items()))


def as_data(found: Mapping[str, Summed]) -> dict[str, Any]:
    """With stable keys, for programs."""
    return {
        "version": 1,
        "sites": [
            {
                "site": site, "pages": one.pages, "documents": one.documents, "live": sorted(one.services),
                "unknown": sorted(one.hosts), "unverified": one.unverified, "notes": sorted(one.notes),
            }
            for site, one in found.items()
        ],
    }  # fmt: skip
