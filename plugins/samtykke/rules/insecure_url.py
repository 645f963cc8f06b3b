"""A resource over plain http."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Evidence, Finding, Level, Party, Scan

from .base import Context, Rule, shown


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """References by http or ws to anything but the visitor's own machine."""
    for reference in scan.references:
        insecure = reference.url.startswith(("http://", "ws://"))
        if (
            not insecure
            or reference.evidence is Evidence.LITERAL
            or reference.host in ("localhost", "127.0.0.1", "[::1]")
        ):
            continue
        if reference.party is Party.FIRST and context.site_url.startswith("http://"):
            continue
        message = context.t("%(url)s is fetched without encryption.")
        yield RULE.about(context, reference, message % {"url": shown(reference.url)})


RULE = Rule(
    id="insecure-url",
    level=Level.WARNING,
    title="A resource without encryption",
    why="Over http anyone on the way can read and change it, and browsers block scripts and frames that a https page "
    "asks for by http.",
    remedy="Write https:// in the address.",
    example='<img src="http://images.example/a.png" alt="">',
    check=check,
)
