"""A file that could not be read as a browser would."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="unreadable-document",
    level=Level.ERROR,
    unverified=True,
    title="A file that could not be examined",
    why="What was not read was not checked, and what was not checked is not clean.",
    remedy="Look at the file: is it empty, cut off, far too large, a link, or without permission to read?",
    example="an empty index.html after a build that was broken off",
    noted="The file could not be examined: %(detail)s.",
)
