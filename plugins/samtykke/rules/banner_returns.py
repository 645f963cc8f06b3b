"""A banner that asks those who have answered."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation
from .returning import returns


def observe(observation: Observation) -> Iterator[Finding]:
    """States in which the banner asks again though the answer was kept."""
    message = observation.context.t("The answer is kept, and %(when)s the banner asks again all the same.")
    for visit, when, kept in returns(observation):
        if kept:
            yield observation.finding(RULE, visit, message % {"when": when})


RULE = Rule(
    id="banner-returns",
    level=Level.ERROR,
    title="The banner asks those who have answered",
    why="To ask again and again until the visitor gives in is a deceptive design pattern (EDPB, guidelines 03/2022: "
    "continuous prompting). A no is to be respected as long as a yes.",
    remedy="Show the banner only where no answer is kept, or where what was consented to has changed.",
    example="samtykke audit output --state reject",
    observe=observe,
)
