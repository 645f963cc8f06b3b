"""Edits of a text by offsets: applied all at once, so that every byte outside them stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """A stretch of the text (empty for what is put in) and what is to stand there."""

    start: int
    end: int
    text: str = ""

    def covers(self, other: Splice) -> bool:
        """Whether another edit would be lost in this one."""
        return self.end > self.start and self.start <= other.start and other.end <= self.end

    def meets(self, other: Splice) -> bool:
        """Whether both change the same text."""
        return self.start < other.end and other.start < self.end


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with the edits made. Raises ValueError where two of them meet."""
    pieces: list[str] = []
    at = 0
    for splice in sorted(set(splices)):
        if splice.start < at:
            raise ValueError("two edits of the same text")
        pieces += (text[at : splice.start], splice.text)
        at = splice.end
    return "".join((*pieces, text[at:]))
