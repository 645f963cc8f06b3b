"""What a report format of the audit is: a function from what was drawn up to text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samtykke.locale import Translate

from .view import View


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page, as PNG."""

    state: str
    """The state's title."""
    page: str
    name: str
    """`banner`, `settings`, …"""
    data: bytes


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything that a report may show."""

    view: View
    t: Translate
    pictures: tuple[Picture, ...] = ()
    sums: str = ""
    """The SHA-256 of the evidence's SHA256SUMS; empty without evidence."""
    color: bool = False
    width: int = 100


@dataclass(frozen=True, slots=True)
class Format:
    """A name, and the function; its text ends in a line break."""

    name: str
    render: Callable[[Drawn], str]
