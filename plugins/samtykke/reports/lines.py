"""A line for each finding, for problem matchers and grep: `path:line:column: level: message [rule]`."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.checking import Result
from samtykke.rules.base import shown
from samtykke.vendors import said

from .base import LONGEST_PATH, Format, Style, place, printable


def check(result: Result, style: Style) -> Iterator[str]:
    """In the order of the report; empty where there is nothing. The level is English: it is what matchers know."""
    for finding in result.findings:
        at = place(finding, result)
        message = printable(said([finding], style.t)).replace("\n", " ")
        where = f"{shown(at.path, LONGEST_PATH)}:{at.line or 1}:{at.column or 1}"
        yield f"{where}: {finding.level.value}: {message} [{finding.rule}]\n"


FORMAT = Format("lines", check)
