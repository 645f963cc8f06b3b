"""A base address on somebody else's host."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="foreign-base",
    level=Level.ERROR,
    title="<base> points to another host",
    why="It turns every relative address on the page, the site's own scripts and style sheets included, into a request "
    "to that host.",
    remedy="Remove <base>, or let it point to the site itself.",
    example='<base href="https://cdn.example/">',
    noted="<base> makes the page's relative addresses go elsewhere: %(detail)s.",
)
