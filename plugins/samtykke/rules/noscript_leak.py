"""A third party that is contacted where JavaScript is off."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Party, Scan, State

from .base import Context, Rule, shown


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """References inside `noscript` to anything that is not declared necessary."""
    for reference in scan.references:
        if not reference.noscript or reference.state is not State.LIVE:
            continue
        service = context.service_of(reference)
        if reference.party is not Party.THIRD and service is None:
            continue
        if service is not None and service.basis != "consent":
            continue
        message = context.t("A copy in <noscript> contacts %(host)s, and without JavaScript nobody can consent.")
        yield RULE.finding(
            context,
            reference.position,
            message % {"host": shown(reference.host)},
            url=reference.url,
            host=reference.host,
            service=service.id if service else reference.service or "",
            written=reference.written,
        )


RULE = Rule(
    id="noscript-leak",
    level=Level.ERROR,
    title="A third party inside <noscript>",
    why="Visitors without JavaScript never see the banner, yet their browsers fetch what stands in <noscript>. "
    "No consent is possible there, so ekomloven § 3-15 is always broken.",
    remedy="Remove the <noscript> part; nothing of the service is lost for visitors who consent.",
    example='<noscript><img src="https://www.facebook.com/tr?id=1&noscript=1"></noscript>',
    check=check,
)
