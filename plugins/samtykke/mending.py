"""A built tree with what acts without consent made into gates: pages are read, planned, written and read again.

The check's own reading says what acts. What is written is read once more, and what still acts is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from samtykke import banner, catalogue
from samtykke.checking import Progress, Target, inventory
from samtykke.files import write_atomically
from samtykke.gating.acting import acts, consents
from samtykke.gating.edits import Left, Plan
from samtykke.gating.injection import Injector
from samtykke.gating.making import Maker
from samtykke.gating.plan import document, plan
from samtykke.gating.reasons import Reason
from samtykke.model import UNREAD, Scan
from samtykke.naming import Namer
from samtykke.remembering import opened, scans
from samtykke.rules.base import shown
from samtykke.selfhost import Store, find_store
from samtykke.selfhost.localise import localise
from samtykke.selfhost.publish import Copy, publish, write
from samtykke.site import Entry, read, walk
from samtykke.workers import Readers

_LONGEST_PATH = 300
_SCRIPT = re.compile(rb"<script", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mended:
    """A document with what is, or would be, done to it."""

    path: str
    """Relative to the tree."""
    entry: Entry
    plan: Plan
    before: bytes = b""
    unread: str = ""
    """Why it could not be read, in English."""
    injected: tuple[str, ...] = ()
    """Parts of the banner that were put in."""
    local: bool = False
    """It is told of what the site's own copies are loaded instead of."""

    @property
    def changes(self) -> bool:
        """Whether the document is another afterwards."""
        return self.plan.raw is not None

    def light(self) -> Mended:
        """The same without the pages' texts, of which a site may have many."""
        return replace(self, before=b"", plan=replace(self.plan, raw=b"" if self.changes else None))

    def diff(self) -> str:
        """The change as `diff -u` shows it; bytes that are no UTF-8 as question marks."""
        if self.plan.raw is None:
            return ""
        import difflib  # noqa: PLC0415  slow to import, and seldom asked for

        old, new = (raw.decode("utf-8", "replace").splitlines(keepends=True) for raw in (self.before, self.plan.raw))
        path = shown(self.path, _LONGEST_PATH)
        lines = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def injector_for(target: Target) -> Injector:
    """What puts the register's banner into the tree's pages; addresses start from the path of the site's own."""
    path = urlsplit(target.base_url or "").path.rstrip("/")
    return Injector(target.register, path, target.root)


def copies_for(target: Target, setting: str | None, root: str | None = None) -> dict[str, Copy]:
    """The site's own copies, by the address of what they are of; none where nothing is kept. Raises SelfhostError.

    `setting` names their folder; `root` is the path at which the site lies, that of its own address otherwise.
    """
    path = urlsplit(target.base_url or "").path if root is None else root
    return publish(Store.open(find_store(setting, target.register_path)), path.rstrip("/"))


def write_assets(target: Target) -> None:
    """Write the banner's files into the tree. Raises OSError."""
    for name, data in banner.assets(target.register).items():
        file = target.root / banner.FOLDER / name
        if not file.is_file() or file.read_bytes() != data:
            write_atomically(file, data)


def mend(
    target: Target,
    *,
    gates: bool = True,
    injector: Injector | None = None,
    copies: Mapping[str, Copy] | None = None,
    writes: bool = True,
    proves: bool = True,
    jobs: int | None = None,
    readers: Readers | None = None,
    progress: Progress | None = None,
) -> Iterator[Mended]:
    """Hold back what acts without consent; every document in which something was done or left, or that was not read.

    `injector` also puts the banner in. First of all, what there are `copies` of is loaded from the site itself: it
    contacts nobody then, and need not wait. A page may come once for each.

    What is written is read again: a page that still acts comes once more, and its later plan tells what is left. Where
    a check follows, that is its part; without `proves`, only pages are read again that had no script before, since with
    one they may read otherwise. Without `writes` nothing is changed, and pages are read once. Raises OSError where a
    page cannot be written. `readers` are another's, and stay; without them there are `jobs` of them for the while.
    """
    if copies and target.root.is_dir():
        yield from _localised(target, copies, writes=writes)
    if not gates and injector is None:
        return
    reading = readers or Readers(jobs)
    try:
        changed = []
        for mended in _planned(target, gates, injector, reading, progress):
            if writes:
                _write(mended)
            yield mended
            if mended.changes and gates and (proves or not _SCRIPT.search(mended.before)):
                changed.append(mended.entry)
        if writes:
            yield from _proven(target, changed, reading)
    finally:
        if readers is None:
            reading.close()


def _localised(target: Target, copies: Mapping[str, Copy], *, writes: bool) -> Iterator[Mended]:
    if writes:
        write(target.root, copies)  # before the pages that load them
    for done in localise(target.root, target.site().hosts, copies):
        mended = Mended(done.entry.path, done.entry, done.plan, done.before, local=True)
        if writes:
            _write(mended)
        yield mended


def _planned(
    target: Target, gates: bool, injector: Injector | None, readers: Readers, progress: Progress | None
) -> Iterator[Mended]:
    entries = {entry.path: entry for entry in walk(target.root)}
    with opened(target.kept, target.site()) as memory:
        maker = Maker(target.register, catalogue.load(), target.site(), injector, memory)
        for scan in inventory(target, readers=readers, progress=progress):
            entry = entries.get(scan.path) or Entry(scan.path, scan.kind, str(target.root))
            unread = next((p.detail for p in scan.problems if p.rule == UNREAD), "")
            live = gates and acts(target.register, scan)
            if unread:
                # Of what was read in part, what was seen is left.
                whole = document(replace(scan, kind="html"), target.register)
                yield Mended(scan.path, entry, whole, unread=unread)
            elif scan.kind != "html":
                if live:
                    yield Mended(scan.path, entry, document(scan, target.register))
            elif (live or injector is not None) and not Path(entry.file).is_symlink():  # it leads to one in the tree
                raw = read(entry).raw
                made = maker.made(raw, scan, live=live)
                if live or made.injected:
                    yield Mended(scan.path, entry, made.plan, raw, injected=made.injected)


def _proven(target: Target, entries: list[Entry], readers: Readers) -> Iterator[Mended]:
    """What was written, read again: pages that still act, mended once or twice more, or told."""
    namer, site, known = Namer(target.register, catalogue.load()), target.site(), catalogue.load()
    for last in (False, False, True):
        if not entries:
            return
        changed: list[Entry] = []
        with opened(target.kept, site) as memory:  # the check that follows need not read them again
            for entry, scan in zip(entries, scans(entries, site, readers, memory), strict=True):
                found = namer.name(scan)
                if not acts(target.register, found):
                    continue
                raw = read(entry).raw
                again = plan(raw, found, target.register, known, site)
                if again.raw is None or last:
                    yield Mended(entry.path, entry, Plan((), (*again.left, *_unexplained(found, again, target))))
                else:
                    mended = Mended(entry.path, entry, again, raw)
                    _write(mended)
                    yield mended
                    changed.append(entry)
        entries = changed


def _write(mended: Mended) -> None:
    """Put the new page in the place of the old one, whole or not at all, with the same permissions.

    No page is waited for until the disk has it, which takes longer than all else: what was built is built again.
    """
    if mended.plan.raw is not None:
        file = Path(mended.entry.file)
        write_atomically(file, mended.plan.raw, mode=file.stat().st_mode & 0o777, lasting=False)


def _unexplained(scan: Scan, done: Plan, target: Target) -> Iterator[Left]:
    """What acts in a page that was gated, without a known reason."""
    known = {(left.service, left.host) for left in done.left}
    for reference in scan.references:
        service = consents(target.register, reference)
        if service is not None and (service.id, reference.host) not in known:
            known.add((service.id, reference.host))
            at, kind = reference.position, reference.kind.value
            yield Left(at.line, at.column, service.id, kind, reference.host, Reason("remains"))
