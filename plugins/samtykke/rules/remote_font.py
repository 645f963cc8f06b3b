"""Typefaces that are fetched from somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.domains import registrable
from samtykke.model import Evidence, Finding, Kind, Level, Party, Reference, Scan, State

from .base import Context, Rule

FONT = "font"
"""The catalogue's label for services that deliver typefaces and icon fonts."""


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Once for each provider; where another rule calls the request an error already, a note with the way out."""
    seen = set()
    for reference in scan.references:
        provider = _provider(reference, context)
        if not provider or provider in seen:
            continue
        seen.add(provider)
        level = Level.NOTE if context.needs_consent(reference) else None
        message = context.t("Typefaces come from %(name)s; the site can serve them itself.")
        yield RULE.about(context, reference, message % {"name": context.who(reference)}, level)


def _provider(reference: Reference, context: Context) -> str:
    """Who delivers a typeface with this reference; empty where it is none, or does not act."""
    if (
        reference.party is not Party.THIRD
        or reference.state is not State.LIVE
        or reference.noscript
        or reference.kind is Kind.HINT
        or reference.evidence is Evidence.LITERAL
    ):
        return ""
    known = context.known_of(reference)
    if known is not None and FONT in known.labels:
        return known.id
    if reference.kind is not Kind.FONT:
        return ""
    return known.id if known is not None else registrable(reference.host)


RULE = Rule(
    id="remote-font",
    level=Level.WARNING,
    title="Typefaces from a third party",
    why="The provider learns the IP address of every visitor and which page is read, for something that a site can "
    "serve itself; so it is never strictly necessary. LG München I (3 O 17493/20) awarded damages for Google Fonts.",
    remedy="Let «samtykke selfhost» fetch them, and the build serve them from the site itself; or put the font files "
    "there by hand (woff2, with @font-face in its own style sheet) and remove the address. The licences of most "
    "typefaces, those of Google Fonts among them, allow it.",
    example='<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter">',
    check=check,
)
