"""A site that is to have a Content-Security-Policy, and has none."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Position

from .base import Context, Rule


def conclude(context: Context) -> Iterator[Finding]:
    """Pages without a policy of their own, where no server's settings in the build have one either."""
    pages = context.tally.unguarded
    if context.policy_required and pages and not context.tally.sent:
        message = context.t(
            "No Content-Security-Policy guards %(number)d pages: neither in them nor in a _headers file."
        )
        yield RULE.finding(context, Position(pages[0]), message % {"number": len(pages)})


RULE = Rule(
    id="policy-missing",
    level=Level.ERROR,
    title="No Content-Security-Policy",
    why="Without one, a script that somebody puts on a page may fetch from anywhere. It is asked for by the setting "
    "require-policy, for the server may send one that the build does not show.",
    remedy="Let samtykke policy write it, into the pages or for the server.",
    example="a page without <meta http-equiv=content-security-policy>, in a build without _headers",
    conclude=conclude,
)
