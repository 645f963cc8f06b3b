"""Services by states: who was contacted and what was stored, under the choice in force at the end of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samtykke import catalogue
from samtykke.audit.model import AuditResult
from samtykke.locale import Translate
from samtykke.model import Party
from samtykke.register import Register, Service

from .items import stored
from .states import Cell, in_force, judged, owner


@dataclass(frozen=True, slots=True)
class Did:
    """A service in a state."""

    cell: Cell
    requests: int
    stored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A service, or a host that nobody has declared, through the states."""

    name: str
    category: str
    """Its title; empty for what is not declared."""
    cells: tuple[Did, ...]


def rows(result: AuditResult, register: Register, lang: str, t: Translate) -> Iterator[Row]:
    """The declared services in the order of their categories, then who is not declared."""
    requests: dict[str, dict[str, int]] = {}
    kept: dict[str, dict[str, dict[str, None]]] = {}
    unseen = {v.state for v in result.visits if not v.verified} | (
        set(result.states) - {v.state for v in result.visits}
    )
    for visit in result.visits:
        for request in visit.requests:
            if request.party is Party.THIRD and request.consent == in_force(visit.state):
                service = owner(register, request.host)
                count = requests.setdefault(service.id if service else f"host {request.host}", {})
                count[visit.state] = count.get(visit.state, 0) + 1
        for kind, item in stored(visit):
            if item.kept or item.consent == in_force(visit.state):
                found = register.find_storage(kind, item.name)
                key = found[0].id if found else "storage"
                kept.setdefault(key, {}).setdefault(visit.state, {})[item.name] = None

    def cells(key: str, service: Service | None) -> tuple[Did, ...]:
        made = []
        for state in result.states:
            number, names = requests.get(key, {}).get(state, 0), tuple(kept.get(key, {}).get(state, {}))
            cell = judged(service, in_force(state), did=bool(number or names))
            made.append(Did(Cell.UNSEEN if state in unseen and cell is Cell.QUIET else cell, number, names))
        return tuple(made)

    for category in register.category:
        for service in register.service:
            if service.category == category.id:
                yield Row(service.name, category.title.in_language(lang), cells(service.id, service))
    for key in sorted(key for key in requests if key.startswith("host ")):
        host = key.removeprefix("host ")
        known = catalogue.load().by_url(host, "/")
        yield Row(f"{known.name} ({host})" if known else host, "", cells(key, None))
    if "storage" in kept:
        yield Row(t("Stored, and not in the register"), "", cells("storage", None))
