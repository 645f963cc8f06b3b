"""The check's reports that list findings, for the findings of an audit: SARIF, JUnit XML, annotations, Markdown."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from samtykke import reports
from samtykke.checking import Result
from samtykke.suppress import Ignorer, Suppressed

from .base import Drawn, Format


def borrowed(form: reports.Format) -> Format:
    """A format of the check as one of the audit."""
    return Format(form.name, partial(_render, form))


def _render(form: reports.Format, drawn: Drawn) -> str:
    seen = drawn.view.result
    result = Result(
        documents=len(seen.visits),
        pages=len(drawn.view.opened),
        findings=seen.findings,
        register_path=Path(seen.register_path) if seen.register_path else None,
        base_url=seen.site,
        root=Path(seen.root) if seen.root else None,
        own_files=frozenset({seen.register_path, *(i.position.path for i in seen.suppressed if i.by == "baseline")}),
        suppressed=tuple(
            Suppressed(i.finding, Ignorer(i.by, i.finding.rule, i.reason, i.until, i.position)) for i in seen.suppressed
        ),
    )
    style = reports.Style(drawn.t, color=drawn.color, width=drawn.width, lang=drawn.view.lang)
    return "".join(form.check(result, style))
