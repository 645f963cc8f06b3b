"""A banner in which yes is easier than no."""

from __future__ import annotations

from samtykke.model import Level

from .base import Rule

RULE = Rule(
    id="reject-not-equal",
    level=Level.WARNING,
    title="Saying no takes more than saying yes",
    why="Consent is free only if refusing is as easy (GDPR articles 4(11) and 7). Most of Europe's authorities hold a "
    "first layer without a way to refuse to be unlawful, and a link beside a button to be deceptive (EDPB, report of "
    "the Cookie Banner Taskforce, 2023).",
    remedy="Put a button that rejects all beside the one that accepts all: in the same layer, of the same kind and "
    "size.",
    example='<div class="cookie-banner" role="dialog"><p>Vi bruker informasjonskapsler.</p>'
    '<button>Godta alle</button> <a href="#valg">Avvis</a></div>',
    noted="In the consent banner, yes is easier than no: %(detail)s.",
)
