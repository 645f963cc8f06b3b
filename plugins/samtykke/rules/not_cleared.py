"""Something of a refused service that stays in the browser."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.model import Step
from samtykke.audit.states import ACCEPT, NONE, ONLY, REJECT, WITHDRAW
from samtykke.model import Finding, Level, Party

from .base import Rule
from .observation import Act, Observation, once


def observe(observation: Observation) -> Iterator[Finding]:
    """What was there when consent was refused or withdrawn, and still is when the page is left.

    What a third party keeps on its own domain, no page can remove.
    """
    t = observation.context.t
    message = t("Consent is gone, but %(what)s (%(service)s) stays in the browser; it was stored %(by)s.")
    found = []
    told = set()
    for visit in observation.visits:
        if visit.state not in (REJECT, WITHDRAW) or not visit.verified:
            continue
        for item in observation.items(visit):
            seen, service = item.seen, item.service
            if service is None or service.basis != "consent" or not seen.kept or seen.party is Party.THIRD:
                continue
            before = seen.consent in (NONE, ACCEPT) or seen.consent.startswith(ONLY)
            key = (visit.state, item.kind, seen.name)
            # On the pages that follow it lies there still.
            if before and seen.step is not Step.CLOSING and key not in told:
                told.add(key)
                found.append(observation.of_act(RULE, Act(visit, None, item, service), message))
    yield from once(found)


RULE = Rule(
    id="not-cleared",
    level=Level.ERROR,
    title="Something stays when consent is gone",
    why="GDPR articles 7(3) and 17: when consent is withdrawn, what rests on it alone is to be erased. A cookie that "
    "stays is read again at the next visit.",
    remedy="Declare it by its exact name in the register: the banner removes what it knows by name. A consent tool of "
    "another make has a list of cookies to erase.",
    example='name = "*"  # nothing is removed under a name that is not known',
    observe=observe,
)
