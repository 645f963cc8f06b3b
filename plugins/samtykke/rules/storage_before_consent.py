"""Something stored before the visitor has chosen."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import NONE
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once
from .observed import unbidden


def observe(observation: Observation) -> Iterator[Finding]:
    """Cookies and other items of services that need consent, with no choice made."""
    message = observation.context.t("Before any choice, %(what)s (%(service)s) is stored, %(by)s.")
    acts = (a for a in unbidden(observation, NONE) if a.item)
    yield from once(observation.of_act(RULE, act, message) for act in acts)


RULE = Rule(
    id="storage-before-consent",
    level=Level.ERROR,
    title="Something is stored before consent",
    why="Ekomloven § 3-15: nothing that is not strictly necessary may be stored on the visitor's equipment, or read "
    "from it, before the visitor has consented. It covers every kind of storage.",
    remedy="Let the script that stores it wait for consent, or remove it.",
    example="document.cookie = '_ga=…'  // before any choice",
    observe=observe,
)
