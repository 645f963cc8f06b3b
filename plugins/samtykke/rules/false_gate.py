"""An element that carries a gate's attributes and acts all the same."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Scan, State

from .base import Context, Rule, shown


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """What the extraction noted, with the reason that it saw."""
    t = context.t
    for problem in scan.problems:
        if problem.rule != RULE.id:
            continue
        message = t("The element is marked as held back (%(detail)s), but a browser acts on it at once: %(reason)s.")
        values = {"detail": shown(problem.detail), "reason": t(problem.reason)}
        live = next((r for r in scan.references if r.position == problem.position and r.state is State.LIVE), None)
        service = context.service_of(live) if live else None
        yield RULE.finding(
            context,
            problem.position,
            message % values,
            url=live.url if live else "",
            host=live.host if live else "",
            service=service.id if service else "",
            subject=problem.detail,
        )


RULE = Rule(
    id="false-gate",
    level=Level.ERROR,
    title="Gate attributes on an element that acts at once",
    why="It looks gated, and is not: without an inert type, or with the address still in src or href, a browser does "
    "what the element says before any script of a consent tool has run.",
    remedy='Write type="text/plain" on the script and move the address to data-src; on other elements, move it to '
    "data-src or data-href.",
    example='<script data-category="analytics" src="https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"></script>',
    check=check,
)
