"""A mark that tells a consent tool to leave an element alone."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="never-block-marker",
    level=Level.ERROR,
    title="A mark that exempts an element from consent",
    why="It switches the consent tool off for this element, whatever the visitor chooses.",
    remedy="Remove the mark, or declare the service as necessary with the reason for it.",
    example='<script data-cookieconsent="ignore" src="https://cdn.example/x.js"></script>',
    noted="The element is marked so that consent tools never hold it back: %(detail)s.",
)
