"""A host that a page contacts and that does not stand in its HTML."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Party

from .base import Rule
from .observation import Observation, once


def observe(observation: Observation) -> Iterator[Finding]:
    """Declared third parties that the static check does not find, and what brought them in."""
    if not observation.scans:
        return
    message = observation.context.t("%(host)s is contacted %(by)s, and the static check finds it nowhere.")
    listed = {r.host for scan in observation.scans.values() for r in scan.references}
    found = []
    for visit in observation.visits:
        for request in visit.requests:
            service = observation.service(request.host)
            if request.party is Party.THIRD and service is not None and request.host not in listed:
                values = {"host": request.host, "by": observation.by(request.initiator, visit)}
                found.append(
                    observation.finding(
                        RULE, visit, message % values, by=request.initiator, url=request.url, host=request.host,
                        service=service.id,
                    )
                )  # fmt: skip
    yield from once(found)


RULE = Rule(
    id="requested-unlisted",
    level=Level.NOTE,
    title="Contacted, and not in the HTML",
    why="A script brings in more than the page shows. It is declared, so nothing is wrong; but only a browser sees it.",
    remedy="Nothing has to be done. Run the audit when the service changes: the static check will not notice.",
    example="samtykke audit output",
    observe=observe,
)
