"""A summary in Markdown, for a pull request or a job's page: what it came to, and a row for each matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from samtykke.checking import Result
from samtykke.model import Finding, Level
from samtykke.vendors import said

from .base import Format, Style, grouped, level_names, place, shown_place

_MOST_PLACES = 3
_MOST_ROWS = 200
"""A job's summary holds 1 MB."""
_SPECIAL = re.compile(r"[^\w\s.,;?/«»–…-]", re.ASCII)


def check(result: Result, style: Style) -> Iterator[str]:
    """Heading, sum, table of findings, and what is ignored."""
    t = style.t
    parts = [f"## {_verdict(result, style)}", _sum(result, style)]
    names = level_names(t)
    rows = [
        [f"{names[group[0].level]}", f"`{group[0].rule}`", quoted(said(group, t)), _places(group, result, style)]
        for group in grouped(result.findings)
    ]
    if rows:
        parts.append(table([t("Level"), t("Rule"), t("What"), t("Where")], rows[:_MOST_ROWS]))
    if len(rows) > _MOST_ROWS:
        parts.append(t("… and %(number)d more.") % {"number": len(rows) - _MOST_ROWS})
    if result.suppressed:
        title = t("Ignored: %(number)d.") % {"number": len(result.suppressed)}
        ignored = [
            [
                f"`{s.finding.rule}`",
                quoted(shown_place(place(s.finding, result))),
                quoted(s.ignorer.reason or t("accepted by the baseline")),
                s.ignorer.until.isoformat() if s.ignorer.until else "",
            ]
            for s in result.suppressed[:_MOST_ROWS]
        ]
        listed = table([t("Rule"), t("Where"), t("Reason"), t("Until")], ignored)
        parts.append(f"<details><summary>{title}</summary>\n\n{listed}\n\n</details>")
    yield "\n\n".join(parts) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _verdict(result: Result, style: Style) -> str:
    t = style.t
    code = int(result.exit_code(style.fail_on))
    return {
        0: t("Samtykke: nothing was found that fails the check"),
        1: t("Samtykke: the check failed"),
    }.get(code, t("Samtykke: not everything could be verified"))


def _sum(result: Result, style: Style) -> str:
    t = style.t
    files = t("Files examined: %(documents)d. Pages among them: %(pages)d.")
    counts = t("Errors: %(errors)d. Warnings: %(warnings)d. Notes: %(notes)d.")
    errors, warnings, notes = (result.count(level) for level in Level)
    line = f"{files} {counts}" % {
        "documents": result.documents, "pages": result.pages, "errors": errors, "warnings": warnings, "notes": notes,
    }  # fmt: skip
    if result.unverified:
        line += " " + t("Could not be verified: %(number)d.") % {"number": result.unverified}
    return line


def _places(group: Sequence[Finding], result: Result, style: Style) -> str:
    places = list(dict.fromkeys(quoted(shown_place(place(f, result))) for f in group))
    shown = places[:_MOST_PLACES]
    if len(places) > _MOST_PLACES:
        shown.append(style.t("… and %(number)d more places") % {"number": len(places) - _MOST_PLACES})
    return "<br>".join(shown)


def quoted(text: str) -> str:
    """Text that stays text: no markup, link, mention or reference to an issue comes of it."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return _SPECIAL.sub(lambda m: m[0] if ord(m[0]) > 127 else f"&#{ord(m[0])};", flat).replace("&#64;", "&#64;&#8203;")


FORMAT = Format("markdown", check)
