"""A page that could not be seen in a state."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import WITHDRAW
from samtykke.model import Finding, Level

from .base import Rule, shown
from .observation import Observation, once, reason_of


def observe(observation: Observation) -> Iterator[Finding]:
    """Visits that show less than they were to show, and why."""
    t = observation.context.t
    reasons = {
        "load": t("the page could not be loaded: %(text)s"),
        "status": t("the server answered %(text)s"),
        "crash": t("the page's process crashed"),
        "hang": t("the page stopped answering"),
        "timeout": t("the page was not loaded in time"),
        "banner": t("the banner could not be used: %(text)s"),
    }
    message = t("The page could not be verified %(state)s: %(reason)s.")
    found = []
    for visit in observation.visits:
        for trouble in visit.troubles:
            told = visit.banner is not None and not visit.banner.tool
            if not trouble.fatal or (trouble.kind == "banner" and (told or trouble.text.startswith(f"{WITHDRAW}:"))):
                continue  # banner-not-found and withdrawal-link-missing tell it
            reason = reasons.get(trouble.kind, "%(text)s") % {"text": shown(reason_of(trouble, t))}
            values = {"state": observation.state(visit), "reason": reason}
            found.append(observation.finding(RULE, visit, message % values, subject=f"{visit.state} {trouble.kind}"))
    yield from once(found)


RULE = Rule(
    id="page-not-verified",
    level=Level.ERROR,
    title="A page could not be seen",
    why="What was not seen is not known, which is not the same as clean.",
    remedy="Open the page in a browser and look at what is in the way, then run the audit again.",
    example="samtykke audit output",
    unverified=True,
    observe=observe,
)
