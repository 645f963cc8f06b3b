"""A consent that somebody else has ticked."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="preticked-consent",
    level=Level.ERROR,
    title="A consent that is ticked beforehand",
    why="A box that is already ticked is not consent: GDPR article 4(11) and recital 32, and the Court of Justice in "
    "C-673/17 (Planet49).",
    remedy="Remove checked, or aria-checked, and let the visitor tick it.",
    example='<label><input type="checkbox" name="newsletter" checked> Ja, send meg nyhetsbrevet</label>',
    noted="The box is ticked beforehand, though it stands for a consent: «%(detail)s».",
)
