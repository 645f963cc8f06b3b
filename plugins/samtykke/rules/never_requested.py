"""A reference in the HTML that no browser followed."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.states import ACCEPT
from samtykke.model import Evidence, Finding, Kind, Level, Party, State

from .base import Rule, shown
from .observation import Observation

_LATER = frozenset((Kind.FORM, Kind.PING, Kind.REFRESH, Kind.ICON))


def observe(observation: Observation) -> Iterator[Finding]:
    """Third parties that stand on a page that was opened with everything accepted, and that nobody asked for."""
    t = observation.context.t
    pages = {v.page for v in observation.visits if v.state == ACCEPT and v.verified}
    asked: dict[str, set[str]] = {}
    for visit in observation.visits:
        asked.setdefault(visit.page, set()).update(r.host for r in visit.requests)
    for page in sorted(pages):
        told: set[str] = set()
        for reference in observation.references(page):
            if (
                reference.party is not Party.THIRD
                or reference.state is State.ACTION
                or reference.evidence in (Evidence.LITERAL, Evidence.SIGNATURE)
                or reference.kind in _LATER
                or not reference.host
                or reference.host in asked[page] | told
            ):
                continue
            told.add(reference.host)
            if reference.state is State.GATED:
                message = t("%(host)s waits for consent, and was not contacted when everything was accepted.")
            else:
                message = t("%(host)s stands in the HTML, and was not contacted in any state.")
            yield RULE.about(observation.context, reference, message % {"host": shown(reference.host)})


RULE = Rule(
    id="never-requested",
    level=Level.NOTE,
    title="In the HTML, and never contacted",
    why="A gate that does not open hides what the visitor has asked for; a reference that nobody follows may be for "
    "another browser, another width or another day.",
    remedy="If it is to load after consent, see that its category and service are those of the register.",
    example='<script type="text/plain" data-category="statistics" data-src="…"></script>',
    observe=observe,
)
