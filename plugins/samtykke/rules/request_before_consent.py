"""A service that is contacted before the visitor has chosen."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import NONE
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once
from .observed import unbidden


def observe(observation: Observation) -> Iterator[Finding]:
    """Requests of services that need consent, with no choice made."""
    message = observation.context.t("Before any choice, %(what)s (%(service)s) is contacted, %(by)s.")
    acts = (a for a in unbidden(observation, NONE) if a.request)
    yield from once(observation.of_act(RULE, act, message) for act in acts)


RULE = Rule(
    id="request-before-consent",
    level=Level.ERROR,
    title="A service is contacted before consent",
    why="The request alone tells a third party the visitor's IP address and which page is read, and lets it read what "
    "it has stored. Ekomloven § 3-15 wants consent before that happens.",
    remedy="Let it wait for consent: samtykke gate writes the markup, and samtykke check finds most of it in the HTML.",
    example="samtykke audit output --state before",
    observe=observe,
)
