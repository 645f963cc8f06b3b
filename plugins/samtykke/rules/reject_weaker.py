"""A button that refuses and is harder to see or to hit than the one that accepts."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.model import Control, Role
from samtykke.locale import Translate
from samtykke.model import Finding, Level

from .base import Rule
from .observation import Observation, once

_AREA = 0.75
"""The share of the other's area that a shorter word may leave; buttons of one style differ by their words only."""
_HEIGHT = 0.9
_FONT = 0.95
_WEIGHT = 200
_TEXT = 4.5
"""Contrast of text that WCAG 1.4.3 asks for."""
_EDGE = 3.0
"""Contrast of a control that WCAG 1.4.11 asks for."""
_LOUDER = 0.25
"""Of the strength of colour, 0 to 1."""


def observe(observation: Observation) -> Iterator[Finding]:
    """The two buttons of the first layer, measured as they are shown."""
    t = observation.context.t
    found = []
    for visit in observation.visits:
        banner = visit.banner
        if banner is None or not banner.shown:
            continue
        first = {c.role: c for c in reversed(banner.controls) if c.clicks == 1}
        accept, reject = first.get(Role.ACCEPT), first.get(Role.REJECT)
        if accept is None or reject is None:
            continue
        weak = list(weaknesses(accept, reject, t))
        if weak:
            message = t("The button that rejects is weaker than the one that accepts: %(how)s.")
            found.append(observation.finding(RULE, visit, message % {"how": "; ".join(weak)}))
    yield from once(found)


def weaknesses(accept: Control, reject: Control, t: Translate) -> Iterator[str]:
    """In what the one is weaker than the other, each with the figures."""
    if accept.tag != reject.tag and reject.tag == "a":
        yield t("it is a link, the other a button")
    if reject.height < accept.height * _HEIGHT or reject.width * reject.height < accept.width * accept.height * _AREA:
        sizes = {
            "reject": f"{reject.width:.0f} × {reject.height:.0f}",
            "accept": f"{accept.width:.0f} × {accept.height:.0f}",
        }
        yield t("%(reject)s pixels against %(accept)s") % sizes
    if reject.font_size < accept.font_size * _FONT:
        yield t("text of %(reject)g pixels against %(accept)g") % {
            "reject": reject.font_size,
            "accept": accept.font_size,
        }
    if reject.font_weight <= accept.font_weight - _WEIGHT:
        yield t("text of weight %(reject)d against %(accept)d") % {
            "reject": reject.font_weight,
            "accept": accept.font_weight,
        }
    if reject.contrast < _TEXT <= accept.contrast:
        yield t("contrast of the text %(reject).1f against %(accept).1f") % {
            "reject": reject.contrast,
            "accept": accept.contrast,
        }
    if reject.prominence < _EDGE <= accept.prominence:
        yield t("contrast with what is around it %(reject).1f against %(accept).1f") % {
            "reject": reject.prominence,
            "accept": accept.prominence,
        }
    if _strength(accept.background) > _strength(reject.background) + _LOUDER:
        yield t("the colour %(reject)s against the stronger %(accept)s") % {
            "reject": reject.background,
            "accept": accept.background,
        }


def _strength(color: str) -> float:
    """How far a colour is from grey, 0 to 1."""
    parts = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return (max(parts) - min(parts)) / 255


RULE = Rule(
    id="reject-weaker",
    level=Level.ERROR,
    title="No is harder to see or to hit than yes",
    why="Consent is free only if refusing is as easy as accepting (GDPR articles 4(11) and 7). A no that is smaller, "
    "paler or a mere link steers the visitor (EDPB, guidelines 03/2022 on deceptive design patterns).",
    remedy="Give both buttons the same kind, size, type, contrast and colour.",
    example='<button class="big green">Godta alle</button> <a href="#">Avvis</a>',
    observe=observe,
)
