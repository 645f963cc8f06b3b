"""What a report format is: a name, and functions from what is known to text; and what several of them need."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from samtykke.checking import Result
from samtykke.files import shown_path
from samtykke.findings import Selected
from samtykke.locale import Translate
from samtykke.model import Finding, Level, Scan
from samtykke.rules.base import shown

LONGEST_PATH = 300


class Verdict(StrEnum):
    """What a check or an audit came to, in one word."""

    CLEAN = "clean"
    FOUND = "found"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is to look, where the format has a choice."""

    t: Translate
    color: bool = False
    least: Level = Level.NOTE
    """The mildest findings that are spelled out, in a report for people; the sum counts all."""
    fail_on: Level = Level.ERROR
    """The mildest findings that fail the check."""
    width: int = 100
    lang: str = "nb"
    """Of `t`: for dates, and for texts that a site has in several languages."""


@dataclass(frozen=True, slots=True)
class Format:
    """A report format; its functions make a report piece by piece. What is joined ends in a line break, or is empty."""

    name: str
    check: Callable[[Result, Style], Iterator[str]]
    inventory: Callable[[Sequence[Scan], Style], Iterator[str]] | None = None
    """None where the format has findings only."""


class Place(NamedTuple):
    """Where a finding is shown to whoever has the project's folder: what an editor can change, if that is known."""

    path: str
    """From the working folder, with `/`."""
    line: int | None
    """None where only the file is known."""
    column: int | None


def place(finding: Finding, result: Result) -> Place:
    """The Markdown file, where it is known; else the built file, or the register or baseline itself."""
    if finding.source:
        path, _, line = finding.source.rpartition(":")
        return Place(path, int(line), None) if path and line.isdigit() else Place(finding.source, None, None)
    at = finding.position
    if at.path in result.own_files or result.root is None:
        return Place(at.path, at.line, at.column)
    root = shown_path(result.root if result.root.is_dir() else result.root.parent)
    path = at.path if root.as_posix() == "." else f"{root.as_posix()}/{at.path}"
    return Place(path, at.line, at.column)


def fails(finding: Finding, style: Style) -> bool:
    """Whether a finding fails the check."""
    order = list(Level)
    return order.index(finding.level) <= order.index(style.fail_on)


def grouped(findings: Sequence[Finding]) -> list[Sequence[Finding]]:
    """Findings of the same level, rule and message are one matter; in the order of the first of each."""
    groups: dict[tuple[str, str, str], array[int]] = {}
    for row, finding in enumerate(findings):
        groups.setdefault((finding.level, finding.rule, finding.message), array("I")).append(row)
    return [Selected(findings, rows) for rows in groups.values()]


def level_names(t: Translate) -> dict[Level, str]:
    """The levels in the reader's language."""
    return {Level.ERROR: t("error"), Level.WARNING: t("warning"), Level.NOTE: t("note")}


def printable(text: str) -> str:
    """Text in which nothing speaks to a terminal, or turns its reading order."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def shown_place(at: Place) -> str:
    """`content/a.md:12`, safe to print."""
    path = shown(at.path, LONGEST_PATH)
    return path if at.line is None else f"{path}:{at.line}" + (f":{at.column}" if at.column else "")
