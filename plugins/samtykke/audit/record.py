"""What was really observed, in a form that is kept with the site and compared from run to run: sorted, no times.

`samtykke audit --record` writes it; where it lies beside the register under this name, `samtykke check` holds the
register against it, without a browser.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from samtykke.model import Party
from samtykke.register import lifetime

from .model import AuditResult, CookieSeen, StorageSeen

NAME = "observed.json"
VERSION = 1


@dataclass(frozen=True, slots=True, order=True)
class Observed:
    """A cookie or another item."""

    kind: str
    name: str
    party: str
    by: str
    """The host whose script or answer stored it; empty where that is not known."""
    lifetime: str
    """ISO 8601, session or forever: the longest that was seen."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was observed on a site."""

    mode: str
    """live, or stand-ins: then what third parties store is what the catalogue documents."""
    hosts: tuple[str, ...]
    """Third parties that were contacted."""
    storage: tuple[Observed, ...]


def of(result: AuditResult) -> Record:
    """The record of an audit."""
    hosts = sorted({r.host for v in result.visits for r in v.requests if r.party is Party.THIRD})
    longest: dict[tuple[str, str, str, str], float | None] = {}
    for visit in result.visits:
        everything: tuple[CookieSeen | StorageSeen, ...] = (*visit.cookies, *visit.storage)
        for seen in everything:
            kind = seen.kind.value if isinstance(seen, StorageSeen) else "cookie"
            key = (kind, seen.name, seen.party.value, urlsplit(seen.setter.url).hostname or "")
            length = seen.lifetime if isinstance(seen, CookieSeen) else None
            longest[key] = max(filter(None, (longest.get(key), length)), default=None)
    items = (Observed(*key, _words(key[0], length)) for key, length in longest.items())
    return Record(result.mode, tuple(hosts), tuple(sorted(items)))


def render(result: AuditResult) -> str:
    """The record as JSON."""
    return json.dumps({"version": VERSION, **asdict(of(result))}, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> Record:
    """The record in a file. Raises OSError, and ValueError for what is none."""
    data = json.loads(path.read_bytes())
    try:
        if data["version"] != VERSION:
            raise ValueError(f"version {data['version']}")
        items = tuple(Observed(**item) for item in data["storage"])
        for item in items:
            lifetime.parse(item.lifetime)
        return Record(str(data["mode"]), tuple(map(str, data["hosts"])), items)
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a record: {error}") from error


def _words(kind: str, length: float | None) -> str:
    if length is not None:
        return lifetime.of_seconds(length)
    return "session" if kind in ("cookie", "session") else "forever"
