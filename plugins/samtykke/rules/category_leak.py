"""A service that acts with another category's consent."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import ONLY
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once


def observe(observation: Observation) -> Iterator[Finding]:
    """What services did while only a category other than theirs was accepted."""
    t = observation.context.t
    template = t("With only «%(category)s» accepted, %(what)s (%(service)s, «%(own)s») comes all the same, %(by)s.")
    found = []
    for act in observation.acts:
        if not act.consent.startswith(ONLY) or observation.allowed(act.service, act.consent):
            continue
        category = observation.category(act.consent.removeprefix(ONLY))
        own = observation.category(act.service.category)
        message = template.replace("%(category)s", category.replace("%", "%%")).replace(
            "%(own)s", own.replace("%", "%%")
        )
        found.append(observation.of_act(RULE, act, message))
    # Stored things are told only of services of which nothing else is.
    asked = {(f.service, f.state) for f in found if f.host}
    yield from once(f for f in found if f.host or (f.service, f.state) not in asked)


RULE = Rule(
    id="category-leak",
    level=Level.ERROR,
    title="A service acts with another category's consent",
    why="Consent is given for a purpose at a time (GDPR article 6(1)(a) and recital 43). A yes to statistics is no yes "
    "to marketing.",
    remedy="Gate the service with its own category, and see that the consent tool opens no other.",
    example='<script type="text/plain" data-category="analytics" data-service="facebook-pixel" data-src="…"></script>',
    observe=observe,
)
