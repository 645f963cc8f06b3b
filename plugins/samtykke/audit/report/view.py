"""What the reports tell, made of what was seen: every format draws the same view.

verdict → findings → matrix (services by state) → items (declared beside observed) → timelines → banner → pages
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from samtykke.audit.model import AuditResult, BannerSeen, Ignored, Trouble, Visit
from samtykke.audit.states import BEFORE
from samtykke.locale import Translate
from samtykke.model import Finding, Level
from samtykke.register import Register
from samtykke.reports.base import Verdict
from samtykke.rules.base import shown
from samtykke.vendors import said

from .items import Item, items, short
from .matrix import Row, rows
from .states import title
from .timeline import Timeline, timelines


@dataclass(frozen=True, slots=True)
class Matter:
    """Findings that say the same."""

    message: str
    advice: str
    """What they say beside the rule's own remedy."""
    places: tuple[tuple[str, str, str], ...]
    """(state's title, page, script)"""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule and level."""

    rule: str
    level: Level
    title: str
    why: str
    remedy: str
    unverified: bool
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class View:
    """All of it, in one language."""

    lang: str
    result: AuditResult
    verdict: Verdict
    counts: tuple[int, int, int]
    """Errors, warnings, notes; what could not be verified is not among them."""
    unverified: tuple[str, ...]
    groups: tuple[Group, ...]
    ignored: tuple[tuple[str, int], ...]
    """What is left alone, by what and why, in a line; and how often."""
    held: int
    """Requests to third parties that were kept back."""
    states: tuple[tuple[str, str], ...]
    """(id, title) of each."""
    rows: tuple[Row, ...]
    items: tuple[Item, ...]
    timelines: tuple[Timeline, ...]
    banner: BannerSeen | None
    opened: tuple[str, ...]
    unopened: tuple[str, ...]


def view(result: AuditResult, register: Register, lang: str, t: Translate) -> View:
    """Draw it up. The same result gives the same view."""
    states = tuple((id_, title(id_, register, lang, t)) for id_ in result.states)
    counted = [f for f in result.findings if not f.unverified]
    unverified = tuple(_unverified(result, t))
    errors, warnings, notes = (sum(f.level is level for f in counted) for level in Level)
    verdict = Verdict.FOUND if errors + warnings else Verdict.UNVERIFIED if unverified else Verdict.CLEAN
    banner = next((v.banner for v in result.visits if v.state == BEFORE and v.first and v.banner), None)
    return View(
        lang=lang,
        result=result,
        verdict=verdict,
        counts=(errors, warnings, notes),
        unverified=unverified,
        groups=tuple(_groups(result.findings, result.site, dict(states), t)),
        ignored=tuple(Counter(_ignored(ignored, t) for ignored in result.suppressed).items()),
        held=sum(request.held for visit in result.visits for request in visit.requests),
        states=states,
        rows=tuple(rows(result, register, lang, t)),
        items=tuple(items(result, register, lang, dict(states), t)),
        timelines=tuple(timelines(result, register, dict(states), t)),
        banner=banner or next((v.banner for v in result.visits if v.banner), None),
        opened=tuple(page.path for page in result.pages if page.visited),
        unopened=tuple(page.path for page in result.pages if not page.visited),
    )


def _unverified(result: AuditResult, t: Translate) -> Iterator[str]:
    for finding in result.findings:
        if finding.unverified:
            yield finding.message
    everything = (*result.findings, *(ignored.finding for ignored in result.suppressed))
    words = " ".join(finding.message for finding in everything)
    told = {finding.position.path for finding in everything if finding.unverified}
    for trouble in result.troubles:
        if trouble.fatal and trouble.text not in words:
            yield t(trouble.text)
    for visit in result.visits:
        for trouble in visit.troubles:
            if trouble.fatal and visit.page not in told:
                yield _trouble(visit, trouble)
    if not result.visits:
        yield t("No page was opened.")


def _ignored(ignored: Ignored, t: Translate) -> str:
    """Rule, place, and by whose word."""
    finding = ignored.finding
    until = " " + t("(until %(date)s)") % {"date": ignored.until.isoformat()} if ignored.until else ""
    reason = t("accepted by the baseline") if ignored.by == "baseline" else shown(ignored.reason)
    place = shown(finding.source or finding.position.path, 300)
    return f"{finding.rule}  {place}  {reason}{until}  [{shown(ignored.position.path, 300)}:{ignored.position.line}]"


def _trouble(visit: Visit, trouble: Trouble) -> str:
    return f"{visit.page} ({visit.state}): {trouble.text}"


def _groups(findings: Iterable[Finding], site: str, states: Mapping[str, str], t: Translate) -> Iterator[Group]:
    from samtykke.rules import BY_ID  # noqa: PLC0415  it imports what imports us

    order = list(Level)
    found: dict[tuple[int, str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((order.index(finding.level), finding.rule, finding.message), []).append(finding)
    keys = sorted(found, key=lambda key: (key[0], [*BY_ID].index(key[1]) if key[1] in BY_ID else 999, key[2]))
    for (_level, id_), alike in groupby(keys, key=lambda key: key[:2]):
        rule = BY_ID.get(id_)
        remedy = t(rule.remedy) if rule else ""
        matters = []
        for same in (found[key] for key in alike):
            places = ((states.get(f.state, f.state), f.source or f.position.path, short(f.script, site)) for f in same)
            advice = same[0].help.removeprefix(remedy).strip()
            matters.append(Matter(said(same, t), advice, tuple(dict.fromkeys(places))))
        yield Group(
            rule=id_,
            level=same[0].level,
            title=t(rule.title) if rule else id_,
            why=t(rule.why) if rule else "",
            remedy=remedy,
            unverified=same[0].unverified,
            matters=tuple(matters),
        )
