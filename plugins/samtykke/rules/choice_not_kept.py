"""A choice that is forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation
from .returning import returns


def observe(observation: Observation) -> Iterator[Finding]:
    """States in which the banner asks again since nothing was kept of the answer."""
    message = observation.context.t("The answer is not kept: %(when)s the banner asks again.")
    for visit, when, kept in returns(observation):
        if not kept:
            yield observation.finding(RULE, visit, message % {"when": when})


RULE = Rule(
    id="choice-not-kept",
    level=Level.ERROR,
    title="The answer is not kept",
    why="Who has said no is not to be asked on every page until the answer is yes (EDPB, guidelines 03/2022 on "
    "deceptive design patterns: continuous prompting).",
    remedy="Keep yes and no alike, for as long as the register says: a cookie for the choice is strictly necessary.",
    example="samtykke audit output --state reject",
    observe=observe,
)
