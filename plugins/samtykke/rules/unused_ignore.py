"""Something that is to be ignored and is not there any more."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="unused-ignore",
    level=Level.WARNING,
    title="What is to be ignored is not found, or its time is out",
    why="It would hide the next finding of the same kind, for a reason that was given for another.",
    remedy="Remove the comment, the [[ignore]] of the register, or the line of the baseline.",
    example='[[ignore]]\nrule = "opaque-script"\npath = "pagefind/*"  # which is gone\nreason = "The search index"',
)
"""Found by `suppress.py`, when every finding is known."""
