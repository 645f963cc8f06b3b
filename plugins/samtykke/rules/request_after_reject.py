"""A service that is contacted though consent was refused."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import REJECT
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once
from .observed import unbidden


def observe(observation: Observation) -> Iterator[Finding]:
    """Requests of services that need consent, after reject."""
    message = observation.context.t("After everything was rejected, %(what)s (%(service)s) is contacted, %(by)s.")
    acts = (a for a in unbidden(observation, REJECT) if a.request)
    yield from once(observation.of_act(RULE, act, message) for act in acts)


RULE = Rule(
    id="request-after-reject",
    level=Level.ERROR,
    title="A service is contacted after the visitor said no",
    why="A no must be a no: ekomloven § 3-15 allows the request only with consent, and the visitor has refused it.",
    remedy="Find what runs whatever the answer: a listener on any choice, a script that takes the cookie of the "
    "choice for a yes, a gate that opens too early.",
    example="samtykke audit output --state reject",
    observe=observe,
)
