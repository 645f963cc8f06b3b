"""What a report format is: a name, and a function from a result to text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from samtykke.check import Result
from samtykke.locale import Translate
from samtykke.model import Level, Scan


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is to look, where the format has a choice."""

    t: Translate
    color: bool = False
    least: Level = Level.NOTE
    """The mildest findings that are spelled out, in a report for people; the sum counts all."""
    width: int = 100


@dataclass(frozen=True, slots=True)
class Format:
    """A report format; both functions return the whole report, ending in a line break."""

    name: str
    check: Callable[[Result, Style], str]
    inventory: Callable[[Iterable[Scan], Style], str]
