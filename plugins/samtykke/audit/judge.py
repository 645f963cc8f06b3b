"""What the rules say of what was seen, and drafts of what is to be declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from samtykke.check import Target, judging
from samtykke.model import Finding, Level, Scan
from samtykke.rules import RULES
from samtykke.rules.observation import Observation
from samtykke.sources import Sources

from .draft import drafts
from .model import AuditResult, Draft


def judge(
    result: AuditResult, target: Target, scans: Sequence[Scan], lang: str
) -> tuple[tuple[Finding, ...], tuple[Draft, ...]]:
    """The findings, the gravest first, in a language; `scans` is what the static check reads of the same pages."""
    observation = Observation(result, judging(target, lang), {scan.path: scan for scan in scans})
    found = [f for rule in RULES if rule.observe is not None for f in rule.observe(observation)]
    if scans:
        sources = Sources.find(target.root)
        found = [replace(f, source=sources.locate(f)) for f in found]
    order = list(Level)
    states = {state: number for number, state in enumerate(result.states)}
    found.sort(key=lambda f: (order.index(f.level), states.get(f.state, 0), f.position, f.rule, f.message))
    return tuple(dict.fromkeys(found)), drafts(observation)
