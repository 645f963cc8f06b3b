"""A statement whose tables are not those of the register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from samtykke.model import Finding, Level, Position

from .base import Context, Rule


def conclude(context: Context) -> Iterator[Finding]:
    """Every statement page that the register names must carry the tables that the register makes today."""
    t = context.t
    for lang, slug in sorted(context.register.site.statement.items()):
        path = _path(context, slug)
        if path is None:
            message = t(
                "The register says that the statement is the page «%(slug)s», but it is not among the built pages."
            )
            yield RULE.finding(
                context,
                context.register_position("site", "statement"),
                message % {"slug": slug},
                subject=f"{lang}:{slug}",
            )
            continue
        built = context.tally.tables.get(path, {})
        for kind, text in sorted(context.statement(lang).items()):
            found = built.get(f"{kind}:{lang}")
            if found == text:
                continue
            names = {"cookies": t("the cookie table"), "recipients": t("the list of recipients")}
            if found is None:
                message = t("The statement lacks %(part)s.")
            else:
                message = t("In the statement, %(part)s is not what the register says today.")
            yield RULE.finding(
                context, Position(path), message % {"part": names.get(kind, kind)}, subject=f"{lang}:{kind}"
            )


def _path(context: Context, slug: str) -> str | None:
    """The built page of a slug: `personvern` is `personvern/index.html` or `personvern.html`."""
    clean = slug.strip("/")
    for candidate in (f"{clean}/index.html", f"{clean}.html", clean):
        if str(PurePosixPath(candidate)) in context.tally.paths:
            return candidate
    return None


RULE = Rule(
    id="statement-stale",
    level=Level.ERROR,
    title="The statement does not say what the register says",
    why="The statement is what the visitor's consent rests on (GDPR articles 7 and 13); it must name what the site "
    "does.",
    remedy="Put <!-- samtykke: cookies --> and <!-- samtykke: recipients --> in the statement and build the site "
    "again.",
    example="a cookie table written by hand, or an output folder from before the register changed",
    conclude=conclude,
)
