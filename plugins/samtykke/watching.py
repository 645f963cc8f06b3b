"""Waiting until files change: they are looked at twice a second, which works on every system and network drive."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

_PAUSE = 0.5
"""Seconds between two looks; a build is taken to be done when two looks are the same."""


def changes(paths: Iterable[Path]) -> Iterator[None]:
    """Once at first, then once whenever what lies at or below the paths has changed and come to rest."""
    paths = tuple(paths)
    seen = _state(paths)
    yield
    while True:
        time.sleep(_PAUSE)
        now = _state(paths)
        if now == seen:
            continue
        while (later := _settled(paths)) != now:
            now = later
        seen = now
        yield


def _settled(paths: tuple[Path, ...]) -> frozenset[tuple[str, int, int]]:
    time.sleep(_PAUSE)
    return _state(paths)


def _state(paths: tuple[Path, ...]) -> frozenset[tuple[str, int, int]]:
    """Every file with its time and size."""
    found: set[tuple[str, int, int]] = set()
    waiting = [os.fspath(path) for path in paths]
    while waiting:
        path = waiting.pop()
        try:
            if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114  many files: plain calls
                waiting += [entry.path for entry in os.scandir(path)]
            else:
                known = os.stat(path)  # noqa: PTH116
                found.add((path, known.st_mtime_ns, known.st_size))
        except OSError:  # it has gone in the meantime
            continue
    return frozenset(found)
