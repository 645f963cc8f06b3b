"""One HTML file for people, such as a data protection officer: what was found, where, and who is contacted from where.

The same findings give the same bytes, so it has no date; whoever keeps it knows when it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from samtykke import __version__, catalogue
from samtykke.checking import NOWHERE, Result
from samtykke.domains import registrable
from samtykke.exit import ExitCode
from samtykke.files import shown_path
from samtykke.locale import Translate
from samtykke.model import Finding, Kind, Level, State, StorageKind
from samtykke.register import Register, Service
from samtykke.register import lifetime as lifetimes
from samtykke.register.model import Site
from samtykke.rules import BY_ID
from samtykke.vendors import said

from .base import Format, Style, Verdict, grouped, place, shown_place
from .document import document
from .excerpt import Excerpts, Line

_FOLDER = Path(__file__).with_name("templates")
_MOST_MATTERS = 300
_MOST_PLACES = 40
_MOST_ROWS = 1000
_MOST_PAGES = 4
"""Of those that a row names; all stand in the table of pages."""


def check(result: Result, style: Style) -> Iterator[str]:
    """The whole document, of which no part grows without bounds."""
    t, lang = style.t, style.lang
    register = result.register or Register(site=Site(url=NOWHERE))
    site = result.base_url if result.base_url and result.base_url != NOWHERE else ""
    rules = list(_rules(result, style))
    services = list(_services(result, register, style))
    unverified = [f for f in result.findings if f.unverified]
    counts = {level: sum(f.level is level and not f.unverified for f in result.findings) for level in Level}
    outcome = _outcome(result, counts)
    pages, pages_left = _pages(result, services)
    yield document(
        _FOLDER,
        "check.html",
        t,
        lang,
        version=__version__,
        site=site or (shown_path(result.root).as_posix() if result.root else ""),
        address=site,
        result=result,
        outcome=outcome.value,
        verdict=_verdict(outcome, counts, t),
        gravest=list(dict.fromkeys(f.message for f in result.findings if f.level is Level.ERROR and not f.unverified)),
        unverified=list(dict.fromkeys(f"{shown_place(place(f, result))}: {f.message}" for f in unverified))
        or ([t("Nothing was found to examine.")] if not result.documents else []),
        counts=counts,
        fail_on=style.fail_on,
        passed=result.exit_code(style.fail_on) is ExitCode.CLEAN,
        register_path=shown_path(result.register_path).as_posix() if result.register_path else "",
        rules=rules,
        told={rule.id for rule in rules},
        left=max(0, len(grouped(result.findings)) - _MOST_MATTERS),
        suppressed=[(s, shown_place(place(s.finding, result))) for s in result.suppressed[:_MOST_ROWS]],
        services=services[:_MOST_ROWS],
        stored=list(_stored(result, register, style))[:_MOST_ROWS],
        pages=pages,
        pages_left=pages_left,
    )


class Standing(StrEnum):
    """How what a page does stands to the register."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    UNDECLARED = "undeclared"


@dataclass(frozen=True, slots=True)
class Matter:
    """Findings that say the same."""

    level: Level
    unverified: bool
    message: str
    advice: str
    """What the finding says beside the rule's own remedy."""
    lines: tuple[Line, ...]
    """What stands at the first place."""
    places: tuple[str, ...]
    more: int
    """Places beyond those."""


@dataclass(slots=True)
class RuleFound:
    """A rule and what it found, the gravest first."""

    id: str
    title: str
    why: str
    remedy: str
    matters: list[Matter] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """A service or host, and how pages contact it; or an item that they store."""

    name: str
    detail: str
    """The host; or what kind of item it is."""
    category: str
    """Its title; empty for what is not declared."""
    when: str
    what: str
    standing: Standing
    paths: tuple[str, ...]

    @property
    def shown_paths(self) -> tuple[str, ...]:
        """Some of them."""
        return self.paths[:_MOST_PAGES]


@dataclass(slots=True)
class PageRow:
    """A document with findings, or with others whom it contacts."""

    path: str
    counts: dict[Level, int]
    rules: list[str] = field(default_factory=list)
    services: dict[str, Standing] = field(default_factory=dict)
    """Name → the gravest of how it stands."""


def _outcome(result: Result, counts: dict[Level, int]) -> Verdict:
    if counts[Level.ERROR] or counts[Level.WARNING]:
        return Verdict.FOUND
    return Verdict.UNVERIFIED if result.unverified or not result.documents else Verdict.CLEAN


def _verdict(outcome: Verdict, counts: dict[Level, int], t: Translate) -> str:
    """One sentence that stands by itself."""
    values = {"errors": counts[Level.ERROR], "warnings": counts[Level.WARNING]}
    if outcome is Verdict.UNVERIFIED:
        return t("It could not be verified that the site keeps to its register.")
    if outcome is Verdict.CLEAN:
        return t("Everything that the pages load is declared, and nothing that needs consent acts before it.")
    if counts[Level.ERROR]:
        return t("The pages do not keep to the register. Errors: %(errors)d. Warnings: %(warnings)d.") % values
    return t("The pages keep to the register on the whole. Warnings: %(warnings)d.") % values


def _rules(result: Result, style: Style) -> Iterator[RuleFound]:
    t = style.t
    excerpts = Excerpts(result)
    found: dict[str, RuleFound] = {}
    for group in grouped(result.findings)[:_MOST_MATTERS]:
        first = group[0]
        rule = BY_ID.get(first.rule)
        told = found.setdefault(
            first.rule,
            RuleFound(first.rule, *((t(rule.title), t(rule.why), t(rule.remedy)) if rule else (first.rule, "", ""))),
        )
        places = list(dict.fromkeys(_place(f, result) for f in group))
        told.matters.append(
            Matter(
                first.level,
                first.unverified,
                said(group, t),
                first.help.removeprefix(told.remedy).strip(),
                excerpts.of(first),
                tuple(places[:_MOST_PLACES]),
                max(0, len(places) - _MOST_PLACES),
            )
        )
    yield from found.values()


def _place(finding: Finding, result: Result) -> str:
    """Where it is, in the source where that is known, with the page that it is seen on."""
    at = shown_place(place(finding, result))
    host = f" ({finding.host})" if finding.host and finding.host not in finding.message else ""
    return f"{at} → {finding.position.path}{host}" if finding.source else f"{at}{host}"


def _declared(register: Register, host: str, service: str) -> Service | None:
    by_host = register.declaring(host) if host else None
    return by_host or (None if host else register.find_service(service))


def _standing(service: Service | None, state: State) -> Standing:
    if service is None:
        return Standing.UNDECLARED
    return Standing.FORBIDDEN if service.basis == "consent" and state is State.LIVE else Standing.ALLOWED


def _services(result: Result, register: Register, style: Style) -> Iterator[Row]:
    """A row for each host and each way in which it is contacted; those that should not be so, first."""
    t, lang = style.t, style.lang
    known = catalogue.load().services
    when = {
        State.LIVE: t("at once"),
        State.GATED: t("waits for consent"),
        State.ACTION: t("when the visitor acts"),
    }
    merged: dict[tuple[str, str, str, State], tuple[Standing, set[Kind], dict[str, None]]] = {}
    for contact in result.contacts:
        declared = _declared(register, contact.host, contact.service)
        title = register.find_category(declared.category) if declared else None
        name = declared.name if declared else known[contact.service].name if contact.service in known else ""
        key = (
            name or registrable(contact.host),
            contact.host,
            title.title.in_language(lang) if title else "",
            contact.state,
        )
        _how, kinds, paths = merged.setdefault(key, (_standing(declared, contact.state), set(), {}))
        kinds.add(contact.kind)
        paths.update(dict.fromkeys(contact.paths))
    kinds_of = _kinds(t)
    rows = [
        Row(name, host, category, when[state], ", ".join(sorted(kinds_of[k] for k in kinds)), standing, tuple(paths))
        for (name, host, category, state), (standing, kinds, paths) in merged.items()
    ]
    order = [Standing.UNDECLARED, Standing.FORBIDDEN, Standing.ALLOWED]
    yield from sorted(rows, key=lambda row: (order.index(row.standing), row.name.casefold(), row.detail, row.when))


def _stored(result: Result, register: Register, style: Style) -> Iterator[Row]:
    t, lang = style.t, style.lang
    kinds = {
        StorageKind.COOKIE: t("cookie"),
        StorageKind.LOCAL: t("local storage"),
        StorageKind.SESSION: t("session storage"),
        StorageKind.INDEXEDDB: t("database"),
        StorageKind.CACHE: t("cache"),
        StorageKind.SERVICEWORKER: t("service worker"),
    }
    for item in result.stored:
        found = register.find_storage(item.kind, item.name) if item.name != "*" else None
        service = found[0] if found else None
        title = register.find_category(service.category) if service else None
        lasts = lifetimes.words(item.lifetime, lang) if item.lifetime else t("not known")
        name = item.name if item.name != "*" else t("a computed name")
        yield Row(
            name, kinds[item.kind], title.title.in_language(lang) if title else "", lasts,
            service.name if service else "", _standing(service, item.state), tuple(item.paths),
        )  # fmt: skip


def _pages(result: Result, services: Iterable[Row]) -> tuple[list[PageRow], int]:
    """The first documents of which there is something to say, by path, and how many more there are."""
    of_services = {path for service in services for path in service.paths}
    paths = sorted(of_services.union(finding.position.path for finding in result.findings))
    rows = {path: PageRow(path, dict.fromkeys(Level, 0)) for path in paths[:_MOST_ROWS]}
    for finding in result.findings:
        at = rows.get(finding.position.path)
        if at is not None:
            at.counts[finding.level] += 1
            if finding.rule not in at.rules:
                at.rules.append(finding.rule)
    for service in services:
        for row in (rows[path] for path in service.paths if path in rows):
            row.services.setdefault(service.name, service.standing)
    return list(rows.values()), len(paths) - len(rows)


def _kinds(t: Translate) -> dict[Kind, str]:
    return {
        Kind.SCRIPT: t("script"),
        Kind.IFRAME: t("frame"),
        Kind.IMAGE: t("image"),
        Kind.STYLESHEET: t("style sheet"),
        Kind.FONT: t("typeface"),
        Kind.MEDIA: t("sound or film"),
        Kind.HINT: t("connection ahead of time"),
        Kind.CONNECTION: t("connection"),
        Kind.FORM: t("form"),
        Kind.PING: t("ping of a link"),
        Kind.REFRESH: t("redirect"),
        Kind.ICON: t("icon"),
        Kind.MANIFEST: t("manifest"),
        Kind.OBJECT: t("embedded object"),
        Kind.WORKER: t("worker"),
        Kind.BASE: t("base address"),
    }


FORMAT = Format("html", check)
