"""The pipeline: walk, read, name, judge. Everything that `samtykke check` does, in the order in which it happens."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

from samtykke import banner, baseline, catalogue, leftovers, statement, suppress
from samtykke.baseline import Baseline
from samtykke.catalogue import loads
from samtykke.contacts import Contact, Stored, Tally
from samtykke.exit import ExitCode
from samtykke.extract import SiteContext, folded_text
from samtykke.files import shown_path
from samtykke.findings import Findings
from samtykke.following import followed
from samtykke.loading import settle
from samtykke.locale import translator
from samtykke.model import Finding, InlineIgnore, Level, Party, Scan
from samtykke.naming import Namer
from samtykke.redirects import redirected
from samtykke.register import Check, Register, digest, own_cookie, parse, read
from samtykke.register.model import Site
from samtykke.remembering import opened
from samtykke.rules import RULES, Context, judged
from samtykke.site import Entries, walk
from samtykke.sources import Sources
from samtykke.suppress import Suppressed
from samtykke.urls import Hosts
from samtykke.vendors import Vendors
from samtykke.workers import Readers

_log = logging.getLogger(__name__)


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


REGISTER_NAMES = (Path("content") / "register.toml", Path("register.toml"))
NOWHERE = "https://site.invalid"
"""The address of a site of which none is known; by RFC 2606 it is nobody's."""

Progress = Callable[[int, int], None]
"""Called with (documents done, documents in all)."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be examined, and against which declaration."""

    root: Path
    register: Register
    register_path: Path | None
    register_text: str
    base_url: str | None
    baseline: Baseline | None = None
    asks: bool = True
    """It is our banner that asks for consent; with another consent tool, no page is asked for ours."""
    policy_required: bool = False
    """Pages must have a Content-Security-Policy, in them or in a server's settings in the build."""
    kept: Path | None = None
    """The folder where what was read is kept between runs; None for nowhere."""
    vendors: Vendors | None = None
    """Who is probably behind hosts that the catalogue does not know. It changes no finding but for that hint."""

    @classmethod
    def open(
        cls,
        root: Path,
        register: Path | None = None,
        base_url: str | None = None,
        *,
        baseline_path: Path | None = None,
        asks: bool = True,
    ) -> Target:
        """Find and read the register and the baseline. Raises RegisterError and BaselineError."""
        accepted = baseline_path or baseline.find(root)
        known = baseline.load(accepted) if accepted else None
        if known is not None:
            _log.debug(
                _("Baseline: %(file)s, %(number)d findings."), {"file": known.path, "number": len(known.entries)}
            )
        path = register or find_register(root)
        if path is None:
            _log.debug(_("Register: none was found."))
            empty = Register(site=Site(url=NOWHERE))
            return cls(root, empty, None, "", base_url, known, asks)
        text = read(path)
        declared = parse(text, shown_path(path), register_checks(asks=asks))
        _log.debug(_("Register: %(file)s, %(number)d services."), {"file": path, "number": len(declared.service)})
        return cls(root, declared, path, text, base_url or declared.site.url, known, asks)

    def site(self) -> SiteContext:
        """What the workers need to know of it."""
        hosts = Hosts(self.base_url, self.register.site.own_hosts)
        return SiteContext(hosts=hosts, root=str(self.root), trusted=banner.runtime_hashes(self.register))


@dataclass(frozen=True, slots=True)
class Result:
    """What a check came to."""

    documents: int
    pages: int
    """How many of the documents are HTML."""
    findings: Sequence[Finding]
    """The gravest first; of those that a check has found, each is made when it is asked for."""
    register_path: Path | None
    base_url: str | None
    suppressed: tuple[Suppressed, ...] = ()
    """What was found and is left alone, for the reasons given."""
    root: Path | None = None
    """What was examined."""
    own_files: frozenset[str] = frozenset()
    """The paths of findings that do not lie in it: the register and the baseline, from the working folder."""
    register: Register | None = None
    """What is declared; None where the findings are another's, or made by hand."""
    contacts: tuple[Contact, ...] = ()
    """Whom the pages contact beside the site itself."""
    stored: tuple[Stored, ...] = ()
    """What scripts were seen to store."""

    _counts: Counter[tuple[Level, bool]] = field(init=False, repr=False, compare=False)
    """(level, whether it says that something could not be verified) → how many findings."""

    def __post_init__(self) -> None:
        counts = Counter((f.level, f.unverified) for f in self.findings)
        object.__setattr__(self, "_counts", counts)

    def count(self, level: Level) -> int:
        """The number of findings of a level."""
        return self._counts[level, True] + self._counts[level, False]

    @property
    def unverified(self) -> int:
        """The number of findings that say that something could not be verified."""
        return sum(self._counts[level, True] for level in Level)

    def exit_code(self, fail_on: Level = Level.ERROR) -> ExitCode:
        """The exit code of a check. What could not be verified counts by itself, not as a finding: it is code 3."""
        order = list(Level)
        if any(self._counts[level, False] for level in order[: order.index(fail_on) + 1]):
            return ExitCode.FINDINGS
        if self.unverified or not self.documents:
            return ExitCode.UNVERIFIED
        return ExitCode.CLEAN


def register_checks(*, asks: bool) -> tuple[Check, ...]:
    """What the register itself cannot judge of what it says; `asks`: the banner is ours, and keeps the answer."""
    return (loads.complaints, suppress.complaints, *([own_cookie] if asks else []))


def find_register(root: Path) -> Path | None:
    """`content/register.toml` or `register.toml`, looked for upwards from the tree and then from the working folder."""
    start = root.resolve()
    for folder in (start, *start.parents, Path.cwd(), *Path.cwd().parents):
        for name in REGISTER_NAMES:
            if (folder / name).is_file():
                return folder / name
    return None


def inventory(
    target: Target, *, jobs: int | None = None, readers: Readers | None = None, progress: Progress | None = None
) -> Iterator[Scan]:
    """Every document of the tree, read and its services named, in the order of the paths; script files last.

    `readers` are another's, and stay; without them there are some for the while, `jobs` in number.
    """
    entries = Entries(walk(target.root))
    reading = readers or Readers(jobs)
    _log.debug(
        _("Reading %(number)d files below %(root)s, in %(jobs)d processes."),
        {"number": len(entries), "root": target.root, "jobs": reading.processes(len(entries))},
    )
    namer = Namer(target.register, catalogue.load())
    site = target.site()
    try:
        with opened(target.kept, site) as memory:
            scans = settle(_counted(followed(entries, site, reading, memory), len(entries), progress), site.hosts)
            if any(entry.kind == "headers" for entry in entries):
                scans = redirected(scans, site.hosts)  # it remembers all that the site loads of itself
            for scan in scans:
                named = namer.name(scan)
                values = {"path": named.path, "references": len(named.references), "storage": len(named.storage)}
                _log.debug(_("Read %(path)s: %(references)d references, %(storage)d stored items."), values)
                yield named
    finally:
        if readers is None:
            reading.close()


def _counted(scans: Iterator[Scan], total: int, progress: Progress | None) -> Iterator[Scan]:
    for number, scan in enumerate(scans, 1):
        if progress is not None:
            progress(number, max(number, total))
        yield scan


def check(
    target: Target,
    lang: str,
    *,
    jobs: int | None = None,
    readers: Readers | None = None,
    sources: Sources | None = None,
    progress: Progress | None = None,
    today: date | None = None,
    seen: Callable[[Scan], object] | None = None,
) -> Result:
    """Examine the tree and judge it by every rule; the messages are in `lang`, nb or en.

    What is ignored until a day is so by `today`, which is today's date otherwise. `seen` is shown every scan.
    """
    context = judging(target, lang)
    sources = sources or Sources.find(target.root)
    findings = Findings()
    ignores: dict[str, tuple[InlineIgnore, ...]] = {}
    summed = Tally()
    documents = pages = 0
    judging_took = 0.0
    for scan in inventory(target, jobs=jobs, readers=readers, progress=progress):
        documents += 1
        if seen is not None:
            seen(scan)
        pages += scan.kind == "html"
        context.tally.add(scan)
        summed.add(scan)
        if scan.ignores:
            ignores[scan.path] = scan.ignores
        began = time.perf_counter()
        findings.extend(_traced(judged(scan, context), sources))
        judging_took += time.perf_counter() - began
    _log.debug(_("All files are read; the rules took %(seconds).2f s of it."), {"seconds": judging_took})
    for scan in leftovers.scans(target.root):
        findings.extend(_traced(judged(scan, context), sources))
    whole = bool(documents) and target.root.is_dir()
    if whole and target.register_path is not None:
        # Of a single file, nothing can be said of what the rest of the site has.
        for rule in RULES:
            if rule.conclude is not None:
                findings.extend(_traced(rule.conclude(context), sources))
    _trace_copies(findings, sources)
    applied = suppress.apply(findings.ordered(), context, ignores, target.baseline, today or date.today(), whole=whole)
    for row, vendor in _vendors(applied.remaining, target):
        findings.hint(applied.remaining.rows[row], vendor)
    told = findings.extend(_traced(applied.told, sources))
    found = findings.ordered(chain(applied.remaining.rows, told.rows))
    values = {"found": len(found), "ignored": len(applied.suppressed)}
    _log.debug(_("The site as a whole is judged: %(found)d findings, %(ignored)d ignored."), values)
    own = {context.register_path.as_posix()} if context.register_path else set()
    if target.baseline is not None:
        own.add(target.baseline.shown)
    return Result(
        documents,
        pages,
        found,
        target.register_path,
        target.base_url,
        applied.suppressed,
        target.root,
        frozenset(own),
        target.register,
        summed.contacts(),
        summed.stored(),
    )


def judging(target: Target, lang: str) -> Context:
    """What the rules look at, with nothing seen yet."""
    return Context(
        register=target.register,
        register_digest=digest(target.register),
        register_path=shown_path(target.register_path) if target.register_path else None,
        register_text=target.register_text,
        site_url=target.base_url or "",
        catalogue=catalogue.load(),
        statement=_statement(target.register),
        lang=lang,
        t=translator(lang),
        asks=target.asks,
        policy_required=target.policy_required,
    )


def hinted(findings: Sequence[Finding], target: Target) -> list[Finding]:
    """The findings, with who is probably behind a third party that neither the register nor the catalogue knows."""
    vendors = dict(_vendors(findings, target))
    return [replace(f, probably=vendors[row]) if row in vendors else f for row, f in enumerate(findings)]


def _vendors(findings: Sequence[Finding], target: Target) -> Iterator[tuple[int, str]]:
    """Of findings about somebody unknown, the number in the sequence, and who it probably is."""
    if target.vendors is None:
        return
    hosts = target.site().hosts
    for row, finding in enumerate(findings):
        if finding.host and not finding.service and hosts.party(finding.host) is Party.THIRD:
            vendor = target.vendors.by_host(finding.host)
            if vendor is not None:
                yield row, vendor.name


def _traced(findings: Iterable[Finding], sources: Sources) -> Iterator[Finding]:
    """The findings with their Markdown files."""
    for finding in findings:
        source = finding.source or sources.locate(finding)
        yield finding if source == finding.source else replace(finding, source=source)


def _trace_copies(findings: Findings, sources: Sources) -> None:
    """What stands in a feed has the Markdown file of the page on which the same stands."""
    if not sources:
        return
    known = {(f.rule, f.message, f.url): f.source for f in findings if f.source}
    for row, finding in enumerate(findings):
        source = known.get((finding.rule, finding.message, finding.url))
        if source and not finding.source:
            findings.trace(row, source)


def _statement(register: Register) -> Callable[[str], Mapping[str, str]]:
    """The statement's parts as text, by language, made once each."""

    @cache
    def parts(lang: str) -> Mapping[str, str]:
        made = {
            "cookies": statement.cookie_table(register, lang),
            "recipients": statement.recipients(register, lang),
        }
        return {kind: folded_text(html) for kind, html in made.items()}

    return parts
