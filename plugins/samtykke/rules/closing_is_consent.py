"""A banner that takes being closed for a yes."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.model import Step
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once


def observe(observation: Observation) -> Iterator[Finding]:
    """Banners that were closed without a choice, after which services act or a yes is kept."""
    t = observation.context.t
    found = []
    for visit in observation.visits:
        names = dict.fromkeys(a.service.name for a in observation.acts if a.visit is visit and a.step is Step.CLOSING)
        accepted = any(c.step is Step.CLOSING and c.categories for c in visit.choices)
        if names:
            message = t("The banner was closed without a choice, and this then acts: %(services)s.")
            found.append(observation.finding(RULE, visit, message % {"services": ", ".join(names)}))
        elif accepted:
            message = t("The banner was closed without a choice, and a yes is kept.")
            found.append(observation.finding(RULE, visit, message))
    yield from once(found)


RULE = Rule(
    id="closing-is-consent",
    level=Level.ERROR,
    title="Closing the banner is taken for a yes",
    why="Silence and inactivity are not consent (GDPR recital 32; EDPB, guidelines 05/2020, paragraph 86). Who closes "
    "the banner has not answered.",
    remedy="Let closing keep nothing and load nothing, or count as a no.",
    example="samtykke audit output --state before",
    observe=observe,
)
