"""Make a page small that shows something: leave out whatever is not needed for it."""

from __future__ import annotations

import re
from collections.abc import Callable

_PIECE = re.compile(rb"<[^<>]*>|[^<>]+|[<>]")


def shrink(raw: bytes, shows: Callable[[bytes], bool]) -> bytes:
    """The smallest page found that still `shows` it: first without tags and texts, then without single bytes."""
    assert shows(raw)
    while True:
        smaller = _without(_PIECE.findall(raw), shows)
        smaller = _without([smaller[i : i + 1] for i in range(len(smaller))], shows)
        if len(smaller) == len(raw):
            return smaller
        raw = smaller


def _without(pieces: list[bytes], shows: Callable[[bytes], bool]) -> bytes:
    """Leave out runs of pieces, long ones first."""
    size = len(pieces)
    while size:
        start = 0
        while start < len(pieces):
            fewer = pieces[:start] + pieces[start + size :]
            if shows(b"".join(fewer)):
                pieces = fewer
            else:
                start += size
        size //= 2
    return b"".join(pieces)
