"""Reports of an audit. A new format is its file and a line here; all of them draw the same view.

What the check has beside, and an audit has no better form for, is the check's.
"""

from __future__ import annotations

from dataclasses import replace

from samtykke.audit.evidence import SUMS, Opened
from samtykke.audit.evidence import sum_of as _sum_of
from samtykke.audit.model import AuditResult
from samtykke.locale import translator
from samtykke.model import Finding
from samtykke.register import Register
from samtykke.reports import FORMATS as CHECKED
from samtykke.reports.base import Verdict

from .base import Drawn, Format, Picture
from .borrowed import borrowed
from .html import FORMAT as HTML
from .json import FORMAT as JSON
from .text import FORMAT as TEXT
from .view import View, view

_OWN = {f.name: f for f in (TEXT, JSON, HTML)}
FORMATS: dict[str, Format] = {**_OWN, **{f.name: borrowed(f) for f in CHECKED.values() if f.name not in _OWN}}


def drawn(result: AuditResult, register: Register, lang: str, *, color: bool = False, width: int = 100) -> Drawn:
    """What the formats render, of a result at hand; `lang` is nb or en."""
    t = translator(lang)
    return Drawn(view(result, register, lang, t), t, color=color, width=width)


def drawn_from(evidence: Opened, lang: str, *, color: bool = False, width: int = 100) -> Drawn:
    """The same of finished evidence, with its pictures."""
    t = translator(lang)
    made = view(_spoken(evidence.result, lang), evidence.register, lang, t)
    titles = dict(made.states)
    pictures = tuple(
        Picture(titles.get(visit.state, visit.state), visit.page, name, data)
        for visit in evidence.result.visits
        if visit.first
        for name, data in evidence.pictures(visit)
    )
    return Drawn(made, t, pictures, _sum_of(evidence.folder / SUMS), color, width)


def _spoken(result: AuditResult, lang: str) -> AuditResult:
    """The result with its findings in a language, whatever the audit spoke; evidence of old has but one."""
    words = result.wordings.get(lang, {})

    def told(finding: Finding) -> Finding:
        message, help_ = words.get(finding.message, finding.message), words.get(finding.help, finding.help)
        return replace(finding, message=message, help=help_)

    return replace(
        result,
        findings=tuple(map(told, result.findings)),
        suppressed=tuple(replace(ignored, finding=told(ignored.finding)) for ignored in result.suppressed),
    )


__all__ = ["FORMATS", "Drawn", "Format", "Picture", "Verdict", "View", "drawn", "drawn_from", "view"]
