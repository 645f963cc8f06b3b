"""A banner whose first layer has no way to refuse."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.model import Role
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once


def observe(observation: Observation) -> Iterator[Finding]:
    """Banners that can be accepted with one click and not rejected with one."""
    t = observation.context.t
    message = t("The banner has a button that accepts all, and none in the same layer that rejects all.")
    found = []
    for visit in observation.visits:
        banner = visit.banner
        if banner is None or not banner.shown:
            continue
        roles = {c.role for c in banner.controls if c.clicks == 1}
        if Role.ACCEPT in roles and Role.REJECT not in roles:
            found.append(observation.finding(RULE, visit, message))
    yield from once(found)


RULE = Rule(
    id="reject-missing",
    level=Level.ERROR,
    title="No way to refuse where one can accept",
    why="Consent is free only if refusing is as easy (GDPR articles 4(11) and 7). Most of Europe's authorities hold a "
    "first layer without a way to refuse to be unlawful (EDPB, report of the Cookie Banner Taskforce, 2023).",
    remedy="Put a button that rejects all beside the one that accepts all.",
    example="<button>Godta alle</button> <button>Innstillinger</button>",
    observe=observe,
)
