"""A site that does not hear Global Privacy Control."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once
from .observed import deaf


def observe(observation: Observation) -> Iterator[Finding]:
    """What services do when the browser refuses on the visitor's behalf, and not else."""
    t = observation.context.t
    message = t("The browser says no by Global Privacy Control, and %(services)s act all the same.")
    ignored = deaf(observation)
    found = []
    for visit in observation.visits:
        names = dict.fromkeys(a.service.name for a in observation.acts if a.visit is visit and a in ignored)
        if names:
            found.append(observation.finding(RULE, visit, message % {"services": ", ".join(names)}))
    yield from once(found)


RULE = Rule(
    id="gpc-ignored",
    level=Level.ERROR,
    title="A refusal by the browser is not heard",
    why="Global Privacy Control says that the visitor refuses. Nothing may load without consent in any case, and a "
    "signal that says no is certainly none.",
    remedy="Treat Sec-GPC: 1 and navigator.globalPrivacyControl as a no, until the visitor chooses otherwise.",
    example="samtykke audit output --state gpc",
    observe=observe,
)
