"""A page that answers the banner itself."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Scan, State, StorageKind

from .base import Context, Rule, shown
from .observation import Observation, once
from .observed import scripted


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """The cookie in which the choice is kept, written by a script of the page."""
    name = context.register.site.cookie
    for write in scan.storage:
        if write.kind is StorageKind.COOKIE and write.name == name and write.state is State.LIVE:
            message = context.t("A script writes %(name)s, the cookie that keeps the visitor's choice.")
            yield RULE.finding(context, write.position, message % {"name": shown(name)}, subject=name)


def observe(observation: Observation) -> Iterator[Finding]:
    """Pages on which something was accepted before their visitor did anything."""
    message = observation.context.t("The page gives consent by itself, before its visitor has done anything.")
    visits = (v for v in observation.visits if v.first and scripted(v))
    yield from once(observation.finding(RULE, visit, message) for visit in visits)


RULE = Rule(
    id="scripted-consent",
    level=Level.ERROR,
    title="The page gives consent by itself",
    why="Consent is an act of the visitor, freely given and unambiguous (GDPR article 4(11)). Where a script presses "
    "the button, everything that follows is unlawful.",
    remedy="Remove the script that presses the button, writes the choice's cookie or calls the consent tool.",
    example="<script>document.querySelector('[data-samtykke-do=accept]').click()</script>",
    noted="A script consents in the visitor's place: %(detail)s.",
    check=check,
    observe=observe,
)
