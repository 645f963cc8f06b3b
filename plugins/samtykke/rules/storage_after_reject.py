"""Something stored though consent was refused."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import REJECT
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once
from .observed import unbidden


def observe(observation: Observation) -> Iterator[Finding]:
    """Cookies and other items of services that need consent, after reject."""
    message = observation.context.t("After everything was rejected, %(what)s (%(service)s) is stored, %(by)s.")
    acts = (a for a in unbidden(observation, REJECT) if a.item)
    yield from once(observation.of_act(RULE, act, message) for act in acts)


RULE = Rule(
    id="storage-after-reject",
    level=Level.ERROR,
    title="Something is stored after the visitor said no",
    why="A no must be a no: ekomloven § 3-15 allows the storage only with consent, and the visitor has refused it.",
    remedy="Find the script that stores it whatever the answer, and let it wait for a yes.",
    example="samtykke audit output --state reject",
    observe=observe,
)
