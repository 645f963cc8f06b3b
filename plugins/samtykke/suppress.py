"""What is found and left alone: by a comment in the page, by the register, or by the baseline.

Nothing is dropped: what is ignored is told as such, with its reason; so is what there is nothing to ignore for.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Literal

from samtykke.baseline import Baseline, Entry
from samtykke.findings import Selected
from samtykke.model import Finding, InlineIgnore, Level, Position
from samtykke.register import Complaint, Ignore, Register
from samtykke.register.faults import did_you_mean
from samtykke.rules import BY_ID, Context, invalid_ignore, unused_ignore
from samtykke.rules.base import shown

IGNORABLE = tuple(id_ for id_ in BY_ID if id_ not in {invalid_ignore.RULE.id, unused_ignore.RULE.id})
AUDITED = frozenset(rule.id for rule in BY_ID.values() if rule.observe is not None)
"""What the audit finds; most of it only the audit."""
_ONLY_AUDITED = frozenset(id_ for id_ in AUDITED if not (BY_ID[id_].check or BY_ID[id_].conclude or BY_ID[id_].noted))
Inline = Mapping[str, tuple[InlineIgnore, ...]]
"""What comments ignore, by the path of the page."""


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


def complaints(register: Register) -> Iterator[Complaint]:
    """A further check of a register, for `samtykke.register.parse`: that what it ignores are rules."""
    for number, ignore in enumerate(register.ignore):
        if ignore.rule not in IGNORABLE:
            message = _("there is no rule «%(rule)s» that can be ignored.")
            hint = did_you_mean(ignore.rule, IGNORABLE)
            yield Complaint(("ignore", number, "rule"), message, {"rule": ignore.rule}, *hint)


@dataclass(frozen=True, slots=True)
class Ignorer:
    """One thing that ignores findings of one rule."""

    by: Literal["inline", "register", "baseline"]
    rule: str
    reason: str
    until: date | None
    """The last day on which it does."""
    position: Position
    said: InlineIgnore | Ignore | Entry | None = None
    """None: of a run that is over."""

    def covers(self, finding: Finding) -> bool:
        """Whether it is about a finding."""
        said = self.said
        if said is None or finding.rule != self.rule:
            return False
        if isinstance(said, InlineIgnore):
            return finding.position.path == self.position.path and said.covers(finding.position)
        if isinstance(said, Entry):
            return finding.fingerprint == said.fingerprint
        paths = (finding.position.path, (finding.source or "").rpartition(":")[0], finding.source or "")
        return any(fnmatchcase(path, said.path) for path in paths if path) and (
            said.host is None or fnmatchcase(finding.host, said.host.lower())
        )


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is left alone, and by what."""

    finding: Finding
    ignorer: Ignorer


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of findings."""

    remaining: Selected
    """Those that nothing ignores."""
    told: tuple[Finding, ...]
    """What is wrong with the ignoring itself."""
    suppressed: tuple[Suppressed, ...]
    """Those that are left alone."""


def apply(
    findings: Sequence[Finding],
    context: Context,
    inline: Inline,
    baseline: Baseline | None,
    today: date,
    *,
    whole: bool,
    audit: bool = False,
) -> Applied:
    """Hold findings, each of which there is but once, against all that ignores some.

    Of a part of a site (`whole` is false), nothing can be said of what the register and the baseline ignore elsewhere.
    Check and audit each tell what is unused of the rules that are theirs; of those that both have, the check does.
    """
    comments = {path: list(_inline(ignores)) for path, ignores in inline.items()}
    entries = list(_baseline(baseline)) if baseline else []
    accepted = {entry.said.fingerprint: entry for entry in entries if isinstance(entry.said, Entry)}
    declared = list(_register(context))
    valid = [one for one in declared if one.until is None or one.until >= today]

    def ignorer(finding: Finding) -> Ignorer | None:
        entry = accepted.get(finding.fingerprint)
        possible = [*comments.get(finding.position.path, ()), *valid]
        if entry is not None and entry.until is not None and entry.until >= today:
            possible.append(entry)
        return next((one for one in possible if one.covers(finding)), None)

    ignored = {row: by for row, finding in enumerate(findings) if (by := ignorer(finding)) is not None}
    # A feed has one place for all that it repeats: only what is ignored on a page is ignored there.
    on_pages = {_matter(findings[row]) for row, by in ignored.items() if by.by == "inline" and not _copy(by)}
    ignored = {row: by for row, by in ignored.items() if not _copy(by) or _matter(findings[row]) in on_pages}

    used = set(ignored.values())
    told = [] if audit else list(_invalid(inline, context))
    unused = [one for path in comments for one in comments[path] if not _copy(one)]
    if whole:
        unused += [*declared, *entries]
    told += [_unused(one, context, today) for one in unused if one not in used and _of_the_audit(one) is audit]
    remaining = array("I", (row for row in range(len(findings)) if row not in ignored))
    return Applied(
        Selected(findings, remaining),
        tuple(told),
        tuple(Suppressed(findings[row], by) for row, by in ignored.items()),
    )


def _of_the_audit(one: Ignorer) -> bool:
    """Whether it is the audit that tells that there is nothing to ignore."""
    return one.rule in _ONLY_AUDITED or (isinstance(one.said, Entry) and one.said.audited)


def _inline(ignores: Iterable[InlineIgnore]) -> Iterator[Ignorer]:
    for ignore in ignores:
        for rule in ignore.rules:
            if ignore.reason and rule in IGNORABLE:
                yield Ignorer("inline", rule, ignore.reason, None, ignore.position, ignore)


def _register(context: Context) -> Iterator[Ignorer]:
    for number, ignore in enumerate(context.register.ignore):
        at = context.register_position("ignore", number)
        yield Ignorer("register", ignore.rule, ignore.reason, ignore.until, at, ignore)


def _baseline(baseline: Baseline) -> Iterator[Ignorer]:
    for line, entry in baseline.lines():
        yield Ignorer("baseline", entry.rule, "", entry.until, Position(baseline.shown, line), entry)


def _copy(by: Ignorer) -> bool:
    return isinstance(by.said, InlineIgnore) and by.said.copy


def _matter(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.url, finding.message


def _invalid(inline: Inline, context: Context) -> Iterator[Finding]:
    t, rule = context.t, invalid_ignore.RULE
    for ignores in inline.values():
        for ignore in ignores:
            if ignore.copy:
                continue
            if not ignore.rules:
                yield rule.finding(context, ignore.position, t("The comment does not say which rule it ignores."))
            for name in ignore.rules:
                if name not in IGNORABLE:
                    message, values = did_you_mean(name, IGNORABLE)
                    told = t("The comment ignores «%(rule)s», but there is no such rule.") % {"rule": shown(name)}
                    yield rule.finding(context, ignore.position, f"{told} {t(message) % values}", subject=name)
                elif not ignore.reason:
                    told = t("The comment ignores %(rule)s, but does not say why.") % {"rule": name}
                    yield rule.finding(context, ignore.position, told, subject=name)


def _unused(one: Ignorer, context: Context, today: date) -> Finding:
    t, level = context.t, None
    if one.until is not None and one.until < today:
        message = t("%(rule)s was to be ignored until %(date)s. That day has passed.")
    elif one.rule in AUDITED - _ONLY_AUDITED and one.by == "register":
        message = t(
            "The register ignores %(rule)s for %(subject)s, and the check finds nothing there to ignore. "
            "Keep it only if samtykke audit does."
        )
        level = Level.NOTE  # a script may do there what the HTML does not show
    elif one.by == "baseline":
        message = t("The baseline accepts %(rule)s for %(subject)s, and it is not found any more.")
    elif one.by == "register":
        message = t("The register ignores %(rule)s for %(subject)s, and there is nothing to ignore.")
    else:
        message = t("The comment ignores %(rule)s, and there is nothing to ignore in the element that follows.")
    subject = shown(one.said.path) if isinstance(one.said, (Ignore, Entry)) else ""
    values = {"rule": one.rule, "subject": subject, "date": one.until.isoformat() if one.until else ""}
    return unused_ignore.RULE.finding(
        context, one.position, message % values, subject=f"{one.rule} {subject}", level=level
    )
