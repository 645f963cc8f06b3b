"""A cookie that stays longer than the register says."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.model import CookieSeen
from samtykke.model import Finding, Level
from samtykke.register import lifetime

from .base import Rule, shown
from .observation import Observation, once

_SLACK = 60
"""Seconds that a visit may take."""


def observe(observation: Observation) -> Iterator[Finding]:
    """The lifetime that was asked for against the declared one, where that is a time or the session."""
    t = observation.context.t
    lang = observation.context.lang
    found = []
    for visit in observation.visits:
        for item in observation.items(visit):
            seen, declared = item.seen, item.declared
            if not isinstance(seen, CookieSeen) or declared is None or seen.lifetime is None or not seen.new:
                continue
            length = lifetime.parse(declared.lifetime)
            allowed = 0.0 if declared.lifetime == "session" else length.total_seconds() if length else None
            if allowed is None or (seen.lifetime <= allowed * 1.01 + _SLACK and allowed):
                continue
            message = t("The cookie «%(name)s» stays %(seen)s; the register says %(declared)s.")
            values = {
                "name": shown(seen.name),
                "seen": lifetime.words(lifetime.of_seconds(seen.lifetime), lang),
                "declared": lifetime.words(declared.lifetime, lang),
            }
            service = item.service.id if item.service else ""
            found.append(
                observation.finding(RULE, visit, message % values, by=seen.setter, service=service, subject=seen.name)
            )
    yield from once(found)


RULE = Rule(
    id="lifetime-exceeded",
    level=Level.ERROR,
    title="A cookie stays longer than declared",
    why="The visitor is to be told how long a cookie stays (Court of Justice, C-673/17), and consents to that time.",
    remedy="Shorten the lifetime where the cookie is set, or correct it in the register: visitors are then asked anew.",
    example='lifetime = "P30D"  # and the script says max-age=63072000',
    observe=observe,
)
