"""A banner that could not be found."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import GPC, NO_SCRIPT
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once
from .observed import scripted


def observe(observation: Observation) -> Iterator[Finding]:
    """Pages on which nobody was found to ask, on a site that needs to."""
    t = observation.context.t
    none = t("No banner was found, so nothing could be chosen and no state after a choice is shown.")
    hidden = t("There is a banner in the page, but it was not shown to a visitor who had chosen nothing.")
    found = []
    for visit in observation.visits:
        if visit.banner is None or visit.state == NO_SCRIPT:
            continue
        if not visit.banner.tool:
            found.append(observation.finding(RULE, visit, none))
        elif not visit.banner.shown and visit.first and visit.state != GPC and not scripted(visit):
            found.append(observation.finding(RULE, visit, hidden))
    yield from once(found)


RULE = Rule(
    id="banner-not-found",
    level=Level.ERROR,
    title="No banner was found",
    why="What cannot be pressed cannot be verified: what the site does after a yes or a no is then not known, which is "
    "not the same as clean.",
    remedy="See that the banner is on the page. One of an unknown make is found by the words of its buttons; if they "
    "do not tell, say where they are with --banner accept=CSS --banner reject=CSS.",
    example="samtykke audit output",
    unverified=True,
    observe=observe,
)
