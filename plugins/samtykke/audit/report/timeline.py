"""What was requested of others, in the order in which it happened, before and after each act of the visitor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samtykke.audit.model import AuditResult, Request, Step
from samtykke.locale import Translate
from samtykke.model import Party
from samtykke.register import Register
from samtykke.rules.base import shown

from .items import source
from .states import Cell, judged, owner

MOST_EVENTS = 60
"""Of one stage of a timeline; the rest is counted, and stands in the results."""


@dataclass(frozen=True, slots=True)
class Event:
    """A request to somebody else."""

    at: float
    who: str
    url: str
    kind: str
    by: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Stage:
    """What happened between two acts of the visitor."""

    title: str
    events: tuple[Event, ...]
    more: int
    """Events beyond `MOST_EVENTS`."""
    own: int
    """Requests to the site itself."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page in a state."""

    state: str
    page: str
    stages: tuple[Stage, ...]


def timelines(result: AuditResult, register: Register, states: Mapping[str, str], t: Translate) -> Iterator[Timeline]:
    """Of the first page in each state, where the choice was made."""
    titles = {
        Step.LOAD: t("The page is opened"),
        Step.CHOICE: t("After the choice"),
        Step.WITHDRAWAL: t("After the withdrawal"),
        Step.RELOAD: t("Loaded anew"),
        Step.NEXT: t("On a further page"),
    }
    for visit in result.visits:
        if not visit.first:
            continue
        stages = []
        for step in Step:
            found = sorted((r for r in visit.requests if r.step is step), key=lambda request: request.at)
            if not found and step is not Step.LOAD:
                continue
            events = [_event(request, register, result.site) for request in found if request.party is Party.THIRD]
            own = len(found) - len(events)
            stages.append(Stage(titles[step], tuple(events[:MOST_EVENTS]), max(0, len(events) - MOST_EVENTS), own))
        yield Timeline(states.get(visit.state, visit.state), visit.page, tuple(stages))


def _event(request: Request, register: Register, site: str) -> Event:
    service = owner(register, request.host)
    name = f"{service.name} ({request.host})" if service else request.host
    cell = judged(service, request.consent, did=True)
    return Event(request.at, shown(name), shown(request.url, 200), request.kind, source(request.initiator, site), cell)
