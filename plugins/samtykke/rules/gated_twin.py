"""Something waits for consent in one place of a page and acts at once in another."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Kind, Level, Scan

from .base import Context, Rule, shown
from .told import twins


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Every live copy, with the line of the gate beside it."""
    t = context.t
    for live, gated in twins(scan, context).items():
        service = context.service_of(live)
        values = {
            "host": shown(live.host),
            "line": gated.position.line,
            "what": service.name if service else shown(live.host),
        }
        if live.noscript:
            message = t(
                "Line %(line)d holds %(what)s back until consent, but this copy in <noscript> contacts %(host)s, "
                "and without JavaScript nobody can consent."
            )
        elif live.kind is Kind.HINT:
            message = t(
                "Line %(line)d holds %(what)s back until consent, but this resource hint contacts %(host)s at once."
            )
        elif live.url == gated.url:
            message = t("Line %(line)d holds this address back until consent, but here it is fetched at once.")
        else:
            message = t("Line %(line)d holds %(what)s back until consent, but here %(host)s is contacted at once.")
        yield RULE.about(context, live, message % values)


RULE = Rule(
    id="gated-twin",
    level=Level.ERROR,
    title="Here it waits for consent, there it does not",
    why="One copy that acts at once undoes the gate on the other: the third party learns of every visitor, whatever "
    "they choose. Left behind are mostly the tag from before the gate, a hint in the theme, or a <noscript> part.",
    remedy="Remove the copy that acts at once; the gated one is enough.",
    example='<link rel="preconnect" href="https://www.googletagmanager.com">\n'
    '<script type="text/plain" data-category="analytics" data-service="google-analytics" '
    'data-src="https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"></script>',
    check=check,
)
