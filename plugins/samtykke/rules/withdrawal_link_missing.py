"""A page from which the visitor cannot take consent back."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import WITHDRAW
from samtykke.model import Finding, Level, Position

from .base import Context, Rule, shown
from .observation import Observation, reason_of


def conclude(context: Context) -> Iterator[Finding]:
    """Whole pages without a control that reopens the choice, on a site that asks for consent."""
    pages = context.tally.pages
    if not context.asks or not context.register.needs_consent():
        return
    if not any(banner or ours for banner, _, ours in pages):
        return
    message = context.t("The page has no link or button that opens the choice of cookies again.")
    for (_, controls, _), paths in pages.items():
        for path in paths if not controls else ():
            yield RULE.finding(context, Position(path), message)


def observe(observation: Observation) -> Iterator[Finding]:
    """Pages on which everything was accepted and no way back was found."""
    t = observation.context.t
    message = t("Consent could not be taken back: %(reason)s.")
    for visit in observation.visits:
        for trouble in visit.troubles:
            if trouble.kind == "banner" and trouble.text.startswith(f"{WITHDRAW}: "):
                reason = shown(reason_of(trouble, t))
                yield observation.finding(RULE, visit, message % {"reason": reason})


RULE = Rule(
    id="withdrawal-link-missing",
    level=Level.ERROR,
    title="No way to change the choice",
    why="GDPR article 7(3): it shall be as easy to withdraw consent as to give it, so the way back stands on every "
    "page.",
    remedy="Put samtykke.link in the template's footer, or a button with data-samtykke-open.",
    example="a page without an element that has data-samtykke-open",
    conclude=conclude,
    observe=observe,
)
