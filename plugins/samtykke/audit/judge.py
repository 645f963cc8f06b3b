"""What the rules say of what was seen, what of it is left alone, and drafts of what is to be declared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from samtykke import suppress
from samtykke.check import Target, judging
from samtykke.model import Finding, Level, Scan
from samtykke.rules import RULES
from samtykke.rules.observation import Observation
from samtykke.sources import Sources

from .draft import drafts
from .model import AuditResult, Draft, Ignored
from .states import states


def judge(
    result: AuditResult, target: Target, scans: Sequence[Scan], lang: str, today: date | None = None
) -> tuple[tuple[Finding, ...], tuple[Ignored, ...], tuple[Draft, ...]]:
    """The findings, the gravest first, in a language; `scans` is what the static check reads of the same pages.

    What is ignored until a day is so by `today`, which is today's date otherwise.
    """
    context = judging(target, lang)
    observation = Observation(result, context, {scan.path: scan for scan in scans})
    found = [f for rule in RULES if rule.observe is not None for f in rule.observe(observation)]
    if scans:
        sources = Sources.find(target.root)
        found = [replace(f, source=sources.locate(f)) for f in found]
    comments = {scan.path: scan.ignores for scan in scans if scan.ignores}
    found, left = suppress.apply(
        _sorted(found, result),
        context,
        comments,
        target.baseline,
        today or date.today(),
        whole=_whole(result, target),
        audit=True,
    )
    ignored = (Ignored(s.finding, s.ignorer.by, s.ignorer.reason, s.ignorer.until, s.ignorer.position) for s in left)
    return tuple(_sorted(found, result)), tuple(ignored), drafts(observation)


def _whole(result: AuditResult, target: Target) -> bool:
    """Whether all there is was seen: of a part, nothing can be said of what is ignored elsewhere."""
    everything = {state.id for state in states(target.register)} <= set(result.states)
    return everything and all(p.visited for p in result.pages) and all(v.verified for v in result.visits)


def _sorted(found: Iterable[Finding], result: AuditResult) -> list[Finding]:
    order = list(Level)
    number = {state: number for number, state in enumerate(result.states)}
    return sorted(
        dict.fromkeys(found),
        key=lambda f: (order.index(f.level), number.get(f.state, 0), f.position, f.rule, f.message),
    )
