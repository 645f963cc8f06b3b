"""Where a banner asks again after it was answered, and whether the answer was kept."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.model import Step, Visit
from samtykke.model import StorageKind

from .observation import Observation


def returns(observation: Observation) -> Iterator[tuple[Visit, str, bool]]:
    """(visit, when in words, whether the answer was kept), once for each state."""
    t = observation.context.t
    words = {Step.RELOAD: t("when the page is loaded anew"), Step.NEXT: t("on the next page")}
    kept: dict[str, bool] = {}
    told: set[str] = set()
    for visit in observation.visits:
        if visit.first:
            kept[visit.state] = _kept(observation, visit)
        again = next((c for c in visit.choices if c.shown and c.step in words), None)
        answered = any(c.step in (Step.CHOICE, Step.WITHDRAWAL) for c in visit.choices) or not visit.first
        if again is not None and answered and visit.state not in told and visit.state in kept and visit.state != "gpc":
            told.add(visit.state)
            yield visit, words[again.step], kept[visit.state] or again.categories is not None


def _kept(observation: Observation, visit: Visit) -> bool:
    """Whether something that needs no consent, such as the choice's own cookie, was stored with the answer."""
    for item in observation.items(visit):
        free = item.service is None or item.service.basis != "consent"
        if free and item.seen.kept and item.seen.step in (Step.CHOICE, Step.WITHDRAWAL, Step.RELOAD):
            return item.kind in (StorageKind.COOKIE, StorageKind.LOCAL)
    return False
