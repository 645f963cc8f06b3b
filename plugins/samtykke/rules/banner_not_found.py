"""A banner that could not be found."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import NO_SCRIPT
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once


def observe(observation: Observation) -> Iterator[Finding]:
    """Pages on which nobody was found to ask, on a site that needs to."""
    message = observation.context.t(
        "No banner was found, so nothing could be chosen and no state after a choice is shown."
    )
    visits = (v for v in observation.visits if v.banner is not None and not v.banner.tool and v.state != NO_SCRIPT)
    yield from once(observation.finding(RULE, visit, message) for visit in visits)


RULE = Rule(
    id="banner-not-found",
    level=Level.ERROR,
    title="No banner was found",
    why="What cannot be pressed cannot be verified: what the site does after a yes or a no is then not known, which is "
    "not the same as clean.",
    remedy="See that the banner is on the page. One of an unknown make is found by the words of its buttons, or by the "
    "marks that docs/audit.md lists.",
    example="samtykke audit output",
    unverified=True,
    observe=observe,
)
