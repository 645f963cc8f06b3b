"""An attribute that stands twice on an element that loads something."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="duplicate-attribute",
    level=Level.ERROR,
    title="An attribute given twice",
    why="Browsers take the first one when they build the page and some take the last when they look ahead for what to "
    "fetch, so such an element can load although its type says that it does not run.",
    remedy="Keep one of the two.",
    example='<script type="text/plain" type="text/javascript" src="https://cdn.example/x.js"></script>',
    noted="An attribute stands twice on this element: %(detail)s.",
)
