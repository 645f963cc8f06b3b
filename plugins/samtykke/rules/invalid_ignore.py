"""A comment that would ignore a finding, but does not say which, or why."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="invalid-ignore",
    level=Level.ERROR,
    title="A comment that ignores without a rule or a reason",
    why="Whoever reads it in a year must be able to tell what is left alone and whether the reason still holds. Until "
    "then it ignores nothing.",
    remedy="Write the rules that it is about and the reason: <!-- samtykke: ignore[opaque-script] the search -->.",
    example="<!-- samtykke: ignore[opaque-script] -->",
)
"""Found by `suppress.py`, which knows every rule."""
