"""A consent banner that begins with a yes."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level

from .base import Rule, shown
from .observation import Observation, once


def observe(observation: Observation) -> Iterator[Finding]:
    """What the settings show as ticked to a visitor who has not chosen."""
    message = observation.context.t("«%(name)s» is ticked before anyone has chosen.")
    yield from once(
        observation.finding(RULE, visit, message % {"name": shown(name)}, subject=name)
        for visit in observation.visits
        if visit.banner is not None
        for name in visit.banner.preticked
    )


RULE = Rule(
    id="preticked-category",
    level=Level.ERROR,
    title="A category that is on before anyone has chosen",
    why="What is not strictly necessary is off until the visitor says yes: a box that is already ticked is not consent "
    "(ekomloven § 3-15, GDPR article 4(11), and the Court of Justice in C-673/17, Planet49).",
    remedy="Let every category but the necessary be off: no checked in the markup, no default or enabled in the "
    "consent tool's settings. What is necessary is marked as such, by disabled, required or readOnly.",
    example="<script>var klaroConfig = {services: [{name: 'matomo', default: true}]}</script>",
    noted="The consent tool begins with this category or service on: «%(detail)s».",
    observe=observe,
)
