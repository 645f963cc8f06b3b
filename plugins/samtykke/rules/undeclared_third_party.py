"""A host that the register does not declare."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Evidence, Finding, Kind, Level, Party, Scan, State

from .base import Context, Rule, shown
from .observation import Observation, once, sentence


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Every reference to a third party without a declaration, whether live, gated or on action."""
    t = context.t
    for reference in scan.references:
        if reference.party is not Party.THIRD or context.service_of(reference):
            continue
        if not reference.host and not reference.service:
            continue
        if reference.kind is Kind.FORM:
            continue  # third-party-form tells it
        known = context.catalogue.services.get(reference.service or "")
        name = context.who(reference)
        if reference.evidence is Evidence.LITERAL:
            message = t("A script names the address %(url)s. It was not seen to fetch it; %(name)s is not declared.")
        elif reference.state is not State.LIVE or reference.kind is Kind.HINT:
            message = t("The page can contact %(name)s, which the register does not declare.")
        elif known:
            message = t("The page fetches from %(name)s, which the register does not declare.")
        else:
            message = t("The page fetches from %(name)s, an unknown third party that the register does not declare.")
        level = Level.NOTE if reference.evidence is Evidence.LITERAL else None
        advice = ""
        if known is not None and known.advice is not None:
            advice = f"{known.name}: {known.advice.in_language(context.lang)}"
        values = {"name": name, "url": shown(reference.url)}
        yield RULE.about(context, reference, message % values, level, advice)


def observe(observation: Observation) -> Iterator[Finding]:
    """Every third party that a page was seen to contact without a declaration, in the first state in which it did."""
    template = observation.context.t("%(state)s, the page contacts %(who)s, %(by)s. The register does not declare it.")
    found = []
    for visit in observation.visits:
        for request in visit.requests:
            if request.party is not Party.THIRD or observation.service(request.host) is not None:
                continue
            values = {
                "state": observation.state(visit),
                "who": observation.who(request.host),
                "by": observation.by(request.initiator, visit),
            }
            message = sentence(template % values)
            found.append(
                observation.finding(
                    RULE,
                    visit,
                    message,
                    by=request.initiator,
                    url=request.url,
                    host=request.host,
                )
            )
    yield from once(found)


RULE = Rule(
    id="undeclared-third-party",
    level=Level.ERROR,
    title="A third party that the register does not declare",
    why="Every request tells the third party the visitor's IP address and which page is read. Ekomloven § 3-15 and "
    "GDPR articles 6 and 13 want the visitor informed, and asked, before that happens.",
    remedy="Remove it, serve the file from the site itself, or declare the service in the register and gate it.",
    example='<script src="https://cdn.example/x.js"></script>',
    check=check,
    observe=observe,
)
