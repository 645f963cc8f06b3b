"""What came, went and changed in the register, from one of its states to the next: the statement's change log.

Only what matters to a visitor: services, what they store and for how long, and the category that consent is asked for.
A mended sentence is no change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from samtykke.register.history import State


@dataclass(frozen=True, slots=True)
class Change:
    """One change, as the words of the statement name it: `kind` is a key of `Texts.changes`."""

    kind: str
    service: str
    storage: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """What changed on a day."""

    day: date
    changes: tuple[Change, ...]


def changed(states: Sequence[State]) -> list[Day]:
    """The days on which something changed, latest first; the first state is what the log begins with, not a change."""
    days = [Day(later.day, tuple(_between(earlier.data, later.data))) for earlier, later in pairwise(states)]
    return [day for day in reversed(days) if day.changes]


def _between(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> Iterator[Change]:
    before, after = _services(earlier), _services(later)
    for key, service in after.items():
        if key not in before:
            yield Change("service_added", _name(service))
    for key, service in before.items():
        if key not in after:
            yield Change("service_removed", _name(service))
    for key, service in after.items():
        if key in before:
            yield from _within(before[key], service)


def _within(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> Iterator[Change]:
    name = _name(later)
    if earlier.get("category") != later.get("category"):
        yield Change("category", name, before=str(earlier.get("category")), after=str(later.get("category")))
    before, after = _storage(earlier), _storage(later)
    for key, item in after.items():
        if key not in before:
            yield Change("storage_added", name, key[1], after=str(item.get("lifetime", "unknown")))
        elif before[key].get("lifetime") != item.get("lifetime"):
            lifetimes = (str(before[key].get("lifetime", "unknown")), str(item.get("lifetime", "unknown")))
            yield Change("lifetime", name, key[1], *lifetimes)
    for key in before:
        if key not in after:
            yield Change("storage_removed", name, key[1])


def _services(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {str(s.get("id")): s for s in _tables(data.get("service"))}


def _storage(service: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(str(i.get("kind", "cookie")), str(i.get("name"))): i for i in _tables(service.get("storage"))}


def _tables(value: object) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def _name(service: Mapping[str, Any]) -> str:
    return str(service.get("name") or service.get("id"))
