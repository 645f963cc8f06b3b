"""A third party that is contacted where JavaScript is off."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Scan, State

from .base import Context, Rule, shown
from .told import told


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """References inside `noscript` to anything that is not declared necessary."""
    explained = told(scan, context)
    for reference in scan.references:
        live = reference.noscript and reference.state is State.LIVE and reference not in explained
        if live and context.needs_consent(reference):
            message = context.t("A copy in <noscript> contacts %(host)s, and without JavaScript nobody can consent.")
            yield RULE.about(context, reference, message % {"host": shown(reference.host)})


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
