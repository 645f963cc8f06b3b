"""Something stored though consent was taken back."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import WITHDRAW
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once
from .observed import unbidden


def observe(observation: Observation) -> Iterator[Finding]:
    """Cookies and other items of services that need consent, after withdrawal."""
    message = observation.context.t("After consent was withdrawn, %(what)s (%(service)s) is stored, %(by)s.")
    acts = (a for a in unbidden(observation, WITHDRAW) if a.item)
    yield from once(observation.of_act(RULE, act, message) for act in acts)


RULE = Rule(
    id="storage-after-withdrawal",
    level=Level.ERROR,
    title="Something is stored after consent was withdrawn",
    why="GDPR article 7(3): consent can be withdrawn at any time, and what rested on it must then end. A script "
    "that has run goes on until the page is loaded anew.",
    remedy="Load the page anew when consent is withdrawn, and let the script wait for consent on the next page too.",
    example="samtykke audit output --state withdraw",
    observe=observe,
)
