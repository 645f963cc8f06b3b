"""Markup that two readings understand differently."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="ambiguous-markup",
    level=Level.ERROR,
    unverified=True,
    title="Markup that browsers may read otherwise",
    why="A tag that loads something stands in the text but not in the tree that the parser built. Browsers look ahead "
    "in the text, so it may load all the same.",
    remedy="Mend the markup around it: an unclosed comment, quote or element is the usual reason.",
    example="<script src=a.js></script> in a page whose <frameset> comes after its text",
    noted="The markup can be read in more than one way here: %(detail)s.",
)
