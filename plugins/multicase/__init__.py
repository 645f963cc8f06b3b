"""multicase.no's own part of the build, beside the engine: one file a piece, with `register()` where it takes signals.

A Pelican plugin, `PLUGINS = [samtykke, multicase]`. What templates call is put into Jinja by `templates.py`.
"""

from __future__ import annotations

from . import (
    calendars,
    courses,
    deadlines,
    frontmatter,
    icons,
    images,
    languages,
    links,
    news,
    newsletter,
    search,
    sharing,
    well_known,
)
from .templates import FILTERS, GLOBALS, TESTS

__all__ = ["FILTERS", "GLOBALS", "TESTS", "register"]

PIECES = (
    languages,
    courses,
    news,
    frontmatter,
    images,
    calendars,
    deadlines,
    newsletter,
    sharing,
    icons,
    well_known,
    search,
    links,
)
"""In the order in which they are to act where they wait for the same signal."""


def register() -> None:
    """Called by Pelican, once a process and again when the settings change under `-r`."""
    for piece in PIECES:
        piece.register()
