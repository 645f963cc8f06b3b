"""A no that is taken for a yes."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import REJECT
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation
from .observed import feigned


def observe(observation: Observation) -> Iterator[Finding]:
    """The page on which everything was rejected, and services of every category then loaded."""
    if not feigned(observation):
        return
    visit = next(v for v in observation.visits if v.state == REJECT and v.first)
    names = dict.fromkeys(a.service.name for a in observation.acts if a.visit.state == REJECT and a.consent == REJECT)
    message = observation.context.t("Everything was rejected, and all of it loads: %(services)s.")
    yield observation.finding(RULE, visit, message % {"services": ", ".join(names)})


RULE = Rule(
    id="reject-is-accept",
    level=Level.ERROR,
    title="A no is taken for a yes",
    why="A button that says no and does the same as yes is deception; nothing that follows rests on consent (GDPR "
    "articles 4(11) and 5(1)(a), ekomloven § 3-15).",
    remedy="Let the button that rejects store a no, and open no gate.",
    example="samtykke audit output --state reject",
    observe=observe,
)
