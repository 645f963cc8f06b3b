"""What the rules say of what was seen, what of it is left alone, and drafts of what is to be declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from samtykke import suppress
from samtykke.checking import Target, hinted, judging
from samtykke.locale import LANGUAGES
from samtykke.model import Finding, Level, Position, Scan
from samtykke.rules import RULES
from samtykke.rules.observation import Observation
from samtykke.sources import Sources
from samtykke.suppress import Suppressed

from .draft import drafts
from .model import AuditResult, Draft, Ignored
from .states import states


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say, in one language and in the others."""

    findings: tuple[Finding, ...]
    """The gravest first."""
    suppressed: tuple[Ignored, ...]
    drafts: tuple[Draft, ...]
    wordings: Mapping[str, Mapping[str, str]]
    """See `AuditResult.wordings`."""


def judge(result: AuditResult, target: Target, scans: Sequence[Scan], lang: str, today: date | None = None) -> Judged:
    """Judge what was seen; `scans` is what the static check reads of the same pages.

    What is ignored until a day is so by `today`, which is today's date otherwise.
    """
    today = today or date.today()
    found, left, observation = _judged(result, target, scans, lang, today)
    said = [*found, *(s.finding for s in left)]
    wordings = {}
    for other in LANGUAGES:
        if other != lang:
            again, again_left, _ = _judged(result, target, scans, other, today)
            pairs = zip(said, [*again, *(s.finding for s in again_left)], strict=True)
            texts = (two for f, g in pairs for two in ((f.message, g.message), (f.help, g.help)))
            wordings[other] = {one: two for one, two in texts if one != two}
    ignored = (Ignored(s.finding, s.ignorer.by, s.ignorer.reason, s.ignorer.until, s.ignorer.position) for s in left)
    return Judged(
        tuple(_sorted(hinted(found, target), result)), tuple(ignored), drafts(observation, target.vendors), wordings
    )


def _judged(
    result: AuditResult, target: Target, scans: Sequence[Scan], lang: str, today: date
) -> tuple[list[Finding], Sequence[Suppressed], Observation]:
    """What is found and what of it is ignored, in an order that is the same in every language."""
    context = judging(target, lang)
    observation = Observation(result, context, {scan.path: scan for scan in scans})
    found = [f for rule in RULES if rule.observe is not None for f in rule.observe(observation)]
    if scans:
        sources = Sources.find(target.root)
        found = [replace(f, source=sources.locate(f)) for f in found]
    comments = {scan.path: scan.ignores for scan in scans if scan.ignores}
    applied = suppress.apply(
        _ordered(found, result), context, comments, target.baseline, today, whole=_whole(result, target), audit=True
    )
    return [*applied.remaining, *applied.told], applied.suppressed, observation


def _whole(result: AuditResult, target: Target) -> bool:
    """Whether all there is was seen: of a part, nothing can be said of what is ignored elsewhere."""
    everything = {state.id for state in states(target.register)} <= set(result.states)
    return everything and all(p.visited for p in result.pages) and all(v.verified for v in result.visits)


def _sorted(found: Iterable[Finding], result: AuditResult) -> list[Finding]:
    return sorted(_ordered(found, result), key=lambda f: (*_key(f, result), f.message))


def _ordered(found: Iterable[Finding], result: AuditResult) -> list[Finding]:
    return sorted(dict.fromkeys(found), key=lambda f: _key(f, result))


def _key(finding: Finding, result: AuditResult) -> tuple[int, int, Position, str]:
    state = result.states.index(finding.state) if finding.state in result.states else 0
    return list(Level).index(finding.level), state, finding.position, finding.rule
