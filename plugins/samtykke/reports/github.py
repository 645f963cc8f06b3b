"""GitHub's workflow commands, which become annotations on a pull request: one a matter, the gravest first.

GitHub shows ten errors and ten warnings of a step, so a matter with many places is said once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samtykke.checking import Result
from samtykke.model import Finding, Level
from samtykke.vendors import said

from .base import Format, Style, grouped, place, printable

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def check(result: Result, style: Style) -> Iterator[str]:
    """A line for each matter; empty where there is none."""
    yield from (_line(group, result, style) for group in grouped(result.findings))


def _line(group: Sequence[Finding], result: Result, style: Style) -> str:
    first = group[0]
    at = place(first, result)
    message = f"{said(group, style.t)} {first.help}"
    if len(group) > 1:
        message += " " + style.t("… and %(number)d more places") % {"number": len(group) - 1}
    where = {"file": at.path, "line": str(at.line or 1), "col": str(at.column or 1), "title": first.rule}
    properties = ",".join(f"{key}={_property(value)}" for key, value in where.items())
    return f"::{_COMMANDS[first.level]} {properties}::{_data(message)}\n"


def _data(text: str) -> str:
    """What would end the command is written as the runner reads it back."""
    return printable(text.replace("\r", "\n")).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = Format("github", check)
