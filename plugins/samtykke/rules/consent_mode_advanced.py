"""Google's consent mode in place of a gate."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Evidence, Finding, Kind, Level, Reference, Scan, State

from .base import Context, Rule, shown

GOOGLE_TAG = "google-tag"
"""The catalogue's label for what reads Google's consent mode."""


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """The first default that a script of the page sets, where a Google tag acts on the same page without consent."""
    call = next((p for p in scan.problems if p.rule == RULE.id and "'default'" in p.detail), None)
    if call is None:
        return
    tag = next((r for r in scan.references if _acts(r, context)), None)
    if tag is None:
        return
    message = context.t(
        "%(call)s does not hold Google's tag back: line %(line)d contacts %(host)s before the visitor has chosen."
    )
    values = {"call": shown(call.detail), "line": tag.position.line, "host": shown(tag.host)}
    yield RULE.finding(context, call.position, message % values, subject=call.detail)


def _acts(reference: Reference, context: Context) -> bool:
    known = context.known_of(reference)
    return (
        known is not None
        and GOOGLE_TAG in known.labels
        and reference.state is State.LIVE
        and not reference.noscript
        and reference.kind is not Kind.HINT
        and reference.evidence is not Evidence.LITERAL
        and context.needs_consent(reference)
    )


RULE = Rule(
    id="consent-mode-advanced",
    level=Level.WARNING,
    title="Google's consent mode is used as if it were a gate",
    why="With the default denied and the tag loading at once (Google's advanced mode), the tag sends pings with IP "
    "address, page and screen before anybody has chosen. By the EDPB's guidelines 2/2023 that is access to "
    "the visitor's device, for which ekomloven § 3-15 wants consent. Only basic mode, in which nothing of Google's "
    "loads before consent, keeps to the law.",
    remedy="Gate the tag itself; the call may stay before it. The banner tells the tags that it opens what the "
    "visitor has chosen.",
    example="<script>gtag('consent', 'default', { analytics_storage: 'denied' });</script>\n"
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"></script>',
    check=check,
)
