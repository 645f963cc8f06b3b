"""Google's consent interface told of more than the visitor has given."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import allows
from samtykke.banner.config import config
from samtykke.model import Finding, Level

from .base import Rule, shown
from .observation import Observation, once

_ASKED = {
    "ad_storage": "marketing",
    "ad_user_data": "marketing",
    "ad_personalization": "marketing",
    "analytics_storage": "analytics",
    "functionality_storage": "functional",
    "personalization_storage": "functional",
}
"""What no declared service stands for belongs to the category that is usual."""


def observe(observation: Observation) -> Iterator[Finding]:
    """`granted` for a type that no accepted category covers."""
    t = observation.context.t
    message = t("The page tells Google «%(type)s: granted» (%(command)s), %(state)s.")
    covering = _covering(observation)
    found = []
    for visit in observation.visits:
        for said in visit.consent_mode:
            for name, value in said.values:
                categories = covering.get(name, set())
                if value == "granted" and name in _ASKED and not any(allows(said.consent, c) for c in categories):
                    values = {"type": name, "command": shown(said.command), "state": observation.state(visit)}
                    found.append(observation.finding(RULE, visit, message % values, subject=name))
    yield from once(found)


def _covering(observation: Observation) -> dict[str, set[str]]:
    """Consent type → the categories whose acceptance covers it."""
    found = {name: {category} for name, category in _ASKED.items()}
    try:
        signals = config(observation.register, "en")["signals"]
    except ValueError:
        return found
    for id_, vendors in signals.items():
        service = observation.register.find_service(id_)
        for name in vendors.get("google", ()):
            if service is not None:
                found.setdefault(name, set()).add(service.category)
    return found


RULE = Rule(
    id="consent-mode-wrong",
    level=Level.ERROR,
    title="Google is told of consent that was not given",
    why="Google's tags do what the consent interface says. Where it says granted and the visitor has not said so, they "
    "store and send without consent.",
    remedy="Begin with denied for every type, and grant only what the accepted categories cover. Samtykke's own banner "
    "does so by itself.",
    example="gtag('consent', 'default', {ad_storage: 'granted'})",
    observe=observe,
)
