"""A resource hint to a third party that needs consent."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Kind, Level, Scan, State

from .base import Context, Rule, shown
from .told import told


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Live hints: preconnect opens a connection, dns-prefetch asks a name server, preload and prefetch fetch."""
    explained = told(scan, context)
    for reference in scan.references:
        if reference.kind is not Kind.HINT or reference.state is not State.LIVE or reference.noscript:
            continue
        if reference not in explained and context.needs_consent(reference):
            message = context.t("A resource hint contacts %(host)s as soon as the page opens, before any consent.")
            yield RULE.about(context, reference, message % {"host": shown(reference.host)})


RULE = Rule(
    id="resource-hint-leak",
    level=Level.ERROR,
    title="A resource hint to a third party",
    why="preconnect, dns-prefetch, preload and prefetch act at once: the third party, or the name server, learns the "
    "visitor's IP address although the script itself is gated.",
    remedy="Remove the hint. It gains nothing for what waits for consent.",
    example='<link rel="preconnect" href="https://fonts.gstatic.com">',
    check=check,
)
