"""An element that carries a gate's attributes and acts all the same."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="false-gate",
    level=Level.ERROR,
    title="Gate attributes on an element that acts at once",
    why="It looks gated, and is not: without an inert type, or with the address still in src or href, a browser does "
    "what the element says before any script of a consent tool has run.",
    remedy='Write type="text/plain" on the script and move the address to data-src; on other elements, move it to '
    "data-src or data-href.",
    example='<script data-category="analytics" src="https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"></script>',
    noted="The element has the attributes of a gate, but a browser acts on it at once: %(detail)s.",
)
