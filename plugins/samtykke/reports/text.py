"""Text for people: one entry a matter, with all the places where it stands, what it means and how to mend it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from samtykke.checking import Result
from samtykke.domains import registrable
from samtykke.locale import Translate
from samtykke.model import Evidence, Finding, Level, Party, Scan, State
from samtykke.rules import BY_ID
from samtykke.rules.base import shown
from samtykke.suppress import Suppressed
from samtykke.vendors import said

from .base import Format, Style, grouped, level_names, printable

_COLORS = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.NOTE: "bold cyan"}
_MOST_PLACES = 5


def check(result: Result, style: Style) -> Iterator[str]:
    """A rule at a time, the gravest findings first; what holds for all that it found is said once; then the sum."""
    t = style.t
    console = _console(style)
    names = level_names(t)
    order = list(Level)
    by_rule: dict[tuple[Level, str], list[Sequence[Finding]]] = {}
    for group in grouped(result.findings):
        if order.index(group[0].level) <= order.index(style.least):
            by_rule.setdefault((group[0].level, group[0].rule), []).append(group)
    explained: set[str] = set()
    for (level, id_), groups in by_rule.items():
        rule = BY_ID[id_]
        head = Text.assemble((names[level], _COLORS[level]), " ", (id_, "bold"), "  ", t(rule.title))
        console.print(head)
        advice = [group[0].help.removeprefix(t(rule.remedy)).strip() for group in groups]
        shared = advice[0] if len(set(advice)) == 1 else ""
        for group, own in zip(groups, advice, strict=True):
            console.print(_indented(Text(printable(said(group, t)))))
            for place in _places(group, t):
                console.print(Text(f"    {place}", style="cyan"), soft_wrap=True)  # a Padding would cut it
            if own != shared:
                console.print(_indented(Text(printable(own))))
            yield _taken(console)
        if len(groups) > 1:
            console.print()  # what follows is about all of them
        if id_ not in explained:
            explained.add(id_)
            console.print(_indented(Text.assemble((t("Why:") + " ", "bold"), t(rule.why))))
        remedy = " ".join(filter(None, (t(rule.remedy), printable(shared))))
        console.print(_indented(Text.assemble((t("To mend it:") + " ", "bold"), remedy)))
        console.print()
        yield _taken(console)
    if result.suppressed and style.least is Level.NOTE:
        console.print(Text(t("Ignored:"), "bold"))
        for line, number in Counter(_ignored(s, t) for s in result.suppressed).items():
            console.print(Text(f"  {line}  × {number}" if number > 1 else f"  {line}"), soft_wrap=True)
        console.print()
    console.print(_summary(result, t))
    yield _taken(console)


def inventory(scans: Sequence[Scan], style: Style) -> Iterator[str]:
    """A table of hosts: party, state, how many references on how many pages, and which service."""
    t = style.t
    hosts: Counter[tuple[str, str, str, str]] = Counter()
    pages: dict[tuple[str, str, str, str], set[str]] = {}
    names: dict[tuple[str, str, str, str], set[str]] = {}
    storage: Counter[tuple[str, str, str]] = Counter()
    documents = 0
    for scan in scans:
        documents += 1
        for r in scan.references:
            if r.party is Party.THIRD:
                # Of those whom nobody knows, whoever has registered the name is one entry.
                host = r.host if r.service else registrable(r.host)
                key = (host or "–", r.state.value, r.evidence.value, r.service or "–")
                hosts[key] += 1
                names.setdefault(key, set()).add(r.host)
                pages.setdefault(key, set()).add(scan.path)
        for w in scan.storage:
            storage[(w.kind.value, w.name, w.service or "–")] += 1
    console = _console(style)
    states = {State.LIVE: t("live"), State.GATED: t("gated"), State.ACTION: t("on action")}
    known_by = {
        Evidence.ATTRIBUTE: t("as written in the page"),
        Evidence.EXECUTED: t("seen when the script ran"),
        Evidence.SIGNATURE: t("by a known piece of code"),
        Evidence.LITERAL: t("only named in a script"),
    }
    for (host, state, evidence, service), number in sorted(hosts.items()):
        line = Text.assemble((shown(host), "bold"), f"  {states[State(state)]}  {service}  ")
        several = sorted(names[(host, state, evidence, service)] - {host, ""})
        if several:
            more = ", …" if len(several) > _MOST_PLACES else ""
            line.append(f"{', '.join(map(shown, several[:_MOST_PLACES]))}{more}  ")
        count = len(pages[(host, state, evidence, service)])
        line.append(
            t("references: %(number)d, files: %(pages)d (%(evidence)s)")
            % {"number": number, "pages": count, "evidence": known_by[Evidence(evidence)]}
        )
        console.print(line, soft_wrap=True)
    for (kind, name, service), number in sorted(storage.items()):
        line = Text.assemble((f"{kind} ", ""), (shown(name), "bold"), f"  {service}  {number}")
        console.print(line, soft_wrap=True)
    console.print(t("Files read: %(documents)d.") % {"documents": documents})
    yield _taken(console)


def _places(group: Sequence[Finding], t: Translate) -> list[str]:
    """Source files first: that is what an editor can change; then built pages."""
    built = [f for f in group if not f.source]
    places = [shown(f.source, 300) + _host(f) for f in group if f.source]
    places += (f"{shown(f.position.path, 300)}:{f.position.line}:{f.position.column}{_host(f)}" for f in built)
    places = list(dict.fromkeys(places))
    if len(places) > _MOST_PLACES:
        rest = len(places) - _MOST_PLACES
        places = [*places[:_MOST_PLACES], t("… and %(number)d more places") % {"number": rest}]
    return places


def _ignored(suppressed: Suppressed, t: Translate) -> str:
    """A line on a finding that is left alone: rule, place, and by whose word."""
    finding, by = suppressed.finding, suppressed.ignorer
    until = " " + t("(until %(date)s)") % {"date": by.until.isoformat()} if by.until else ""
    at = f"{shown(by.position.path, 300)}:{by.position.line}"
    reason = t("accepted by the baseline") if by.by == "baseline" else shown(by.reason)
    return f"{finding.rule}  {shown(finding.source or finding.position.path, 300)}  {reason}{until}  [{at}]"


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2))


def _host(finding: Finding) -> str:
    """The host, where the message names only whose it is."""
    named = not finding.host or shown(finding.host) in finding.message
    return "" if named or registrable(finding.host) not in finding.message else f"  {shown(finding.host)}"


def _summary(result: Result, t: Translate) -> Text:
    errors, warnings, notes = (result.count(level) for level in (Level.ERROR, Level.WARNING, Level.NOTE))
    if not result.documents:
        return Text(
            t("Nothing was found to examine: the folder has no files of a kind that browsers load."),
            "bold red",
        )
    line = t("Files examined: %(documents)d. Pages among them: %(pages)d.")
    text = Text(line % {"documents": result.documents, "pages": result.pages})
    text.append(" ")
    counts = t("Errors: %(errors)d. Warnings: %(warnings)d. Notes: %(notes)d.")
    text.append(
        counts % {"errors": errors, "warnings": warnings, "notes": notes},
        style="bold red" if errors else "bold yellow" if warnings else "bold green",
    )
    if result.unverified:
        text.append(" " + t("Could not be verified: %(number)d.") % {"number": result.unverified}, "bold red")
    if result.suppressed:
        text.append(" " + t("Ignored: %(number)d.") % {"number": len(result.suppressed)})
    if result.register_path is None:
        text.append(
            "\n" + t("No register was found, so nothing is declared: every third party is an error."),
            "yellow",
        )
    if result.base_url is None:
        text.append(
            "\n" + t("The site's own address is not known, so only relative addresses count as its own."),
            "yellow",
        )
    return text


def _console(style: Style) -> Console:
    return Console(
        file=io.StringIO(),
        width=style.width,
        force_terminal=style.color,
        no_color=not style.color,
        color_system="standard" if style.color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def _taken(console: Console) -> str:
    """What was printed since the last time."""
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    console.file = io.StringIO()
    return "\n".join(line.rstrip() for line in lines) + "\n"


FORMAT = Format("text", check, inventory)
