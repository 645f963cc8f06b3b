"""Reports of an audit. A new format is its file and a line here; all of them draw the same view."""

from __future__ import annotations

from samtykke.audit.evidence import SUMS, Opened
from samtykke.audit.evidence import sum_of as _sum_of
from samtykke.audit.model import AuditResult
from samtykke.locale import translator
from samtykke.register import Register

from .base import Drawn, Format, Picture
from .html import FORMAT as HTML
from .json import FORMAT as JSON
from .text import FORMAT as TEXT
from .view import Verdict, View, view

FORMATS: dict[str, Format] = {f.name: f for f in (TEXT, JSON, HTML)}


def drawn(result: AuditResult, register: Register, lang: str, *, color: bool = False, width: int = 100) -> Drawn:
    """What the formats render, of a result at hand; `lang` is nb or en."""
    t = translator(lang)
    return Drawn(view(result, register, lang, t), t, color=color, width=width)


def drawn_from(evidence: Opened, lang: str, *, color: bool = False, width: int = 100) -> Drawn:
    """The same of finished evidence, with its pictures."""
    t = translator(lang)
    made = view(evidence.result, evidence.register, lang, t)
    titles = dict(made.states)
    pictures = tuple(
        Picture(titles.get(visit.state, visit.state), visit.page, name, data)
        for visit in evidence.result.visits
        if visit.first
        for name, data in evidence.pictures(visit)
    )
    return Drawn(made, t, pictures, _sum_of(evidence.folder / SUMS), color, width)


__all__ = ["FORMATS", "Drawn", "Format", "Picture", "Verdict", "View", "drawn", "drawn_from", "view"]
