"""Fetching what pages load, and what that loads in turn; the only part that asks the network, and only when told to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase

from samtykke.extract.css import TooLargeError
from samtykke.model import Kind

from . import names
from .fetch import Fetched, FetchError, Opener, fetch
from .hosts import static
from .lock import Entry, Store, agrees, sha256
from .publish import inner, target
from .wanted import Wanted

MOST_FILES = 3000
MOST_BYTES = 300 << 20
"""Of all that one run fetches."""
_DEEPEST = 12
"""Files that load one another, one after the other."""
_WORKERS = 8


def _(message: str) -> str:
    """Mark a message for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that is not kept, and why."""

    url: str
    place: str
    """Where it is asked for: a page with its line, or the address of a file that is fetched."""
    error: FetchError


@dataclass(slots=True)
class Gathered:
    """What is to be kept, what became of it, and what is missing."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """All that the lock is to say."""
    data: dict[str, bytes] = field(default_factory=dict)
    """Name → bytes of the files that are new in the folder."""
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    """Addresses that no page leads to any more; with `prune` they are gone from `entries`."""
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Item:
    url: str
    kind: Kind
    place: str
    depth: int = 0
    integrity: frozenset[str] = frozenset()


@dataclass(slots=True)
class _File:
    """A file in the making."""

    item: _Item
    data: bytes
    source: str
    end: str
    type: str
    known: Entry | None = None
    """As it stands in the lock already."""
    needs: list[str] = field(default_factory=list)


def gather(
    wanted: Iterable[Wanted],
    store: Store,
    opener: Opener,
    *,
    exclude: Iterable[str] = (),
    update: bool = False,
    prune: bool = False,
    today: date | None = None,
) -> Gathered:
    """Fetch what is not kept yet (with `update`, all of it), files that they load included.

    What a file loads may be missing where the host says that it has no such file; for any other failure the file is
    not kept either, and what was kept of it stays as it was. `exclude` are patterns of addresses (`*`, `?`, `[…]`).
    Nothing is written.
    """
    run = _Run(store, opener, tuple(exclude), update=update)
    roots = [w for w in wanted if not run.excluded(w.url)]
    run.fetch_all(_Item(w.url, w.kind, w.place, integrity=frozenset(w.integrity)) for w in roots if not w.refused)
    for one in roots:
        if one.refused:
            text = _("it belongs to %(service)s, which does more than deliver files: it is for the register")
            run.fail(_Item(one.url, one.kind, one.place), FetchError(text, service=one.refused))
    return run.result([w.url for w in roots], today or date.today(), prune=prune)


class _Run:
    def __init__(self, store: Store, opener: Opener, exclude: tuple[str, ...], *, update: bool) -> None:
        self.store, self.opener, self.exclude, self.update = store, opener, exclude, update
        self.files: dict[str, _File] = {}
        self.failures: dict[str, Failure] = {}
        self.parents: dict[str, set[str]] = {}
        self.bytes = 0

    def excluded(self, url: str) -> bool:
        return any(fnmatchcase(url, pattern) for pattern in self.exclude)

    def fail(self, item: _Item, error: FetchError) -> None:
        self.failures.setdefault(item.url, Failure(item.url, item.place, error))

    def fetch_all(self, items: Iterable[_Item]) -> None:
        """A wave at a time, so that the order in which answers come changes nothing."""
        seen: set[str] = set()
        pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="selfhost")
        try:
            wave = list({item.url: item for item in items}.values())
            while wave:
                seen |= {item.url for item in wave}
                following: dict[str, _Item] = {}
                for item, got in zip(wave, pool.map(self._got, wave), strict=True):
                    if isinstance(got, FetchError):
                        self.fail(item, got)
                        continue
                    self.files[item.url] = got
                    for more in self._following(got):
                        following.setdefault(more.url, more)
                wave = [item for url, item in following.items() if url not in seen]
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _got(self, item: _Item) -> _File | FetchError:
        """In a thread: the file, as it is kept or as it comes."""
        known = self.store.entries.get(item.url)
        data = self.store.intact(known) if known is not None and not self.update else None
        if known is not None and data is not None:
            file = _File(item, data, known.source or known.url, f".{known.file.rpartition('.')[2]}", known.type, known)
        else:
            if self.bytes > MOST_BYTES or len(self.files) >= MOST_FILES:
                return FetchError(_("more files are asked for than one run fetches"))
            try:
                file = self._made(item, fetch(item.url, item.kind, self.opener))
            except FetchError as error:
                return error
        if not all(agrees(stated, file.data) for stated in item.integrity):
            return FetchError(_("its bytes are not those that the page's integrity attribute states"))
        return file

    def _made(self, item: _Item, got: Fetched) -> _File:
        self.bytes += len(got.data)  # another thread's file may be missed; the bound is no finer than that
        return _File(item, got.data, got.source, got.ending, got.type)

    def _following(self, file: _File) -> Iterator[_Item]:
        """What a file loads of the list's hosts, noted as its needs."""
        kind = names.kind_of(f"x{file.end}")
        try:
            found = [(address, target(address, file.source)) for address in inner(file.data, kind)]
        except TooLargeError:
            return
        for address, url in found:
            if url is None or static(url) is None or url == file.item.url or self.excluded(url):
                continue
            if address.kind is Kind.CONNECTION and not names.is_file(url):
                continue
            if url not in file.needs:
                file.needs.append(url)
            self.parents.setdefault(url, set()).add(file.item.url)
            if file.item.depth < _DEEPEST:
                yield _Item(url, address.kind, file.item.url, file.item.depth + 1)
            else:
                self.fail(_Item(url, address.kind, file.item.url), FetchError(_("files load one another too deep")))

    # ---- the sum

    def result(self, roots: list[str], today: date, *, prune: bool) -> Gathered:
        done = Gathered(entries=dict(self.store.entries), failures=list(self.failures.values()))
        broken = self._broken()
        for url, file in self.files.items():
            if url not in broken:
                self._settle(done, file, today)
        reached = replace(self.store, entries=done.entries).closure(roots)
        done.unused = sorted(done.entries.keys() - reached)
        if prune:
            for url in done.unused:
                del done.entries[url]
        return done

    def _broken(self) -> set[str]:
        """What cannot be kept since something that it needs is missing and might be had."""
        pending = [url for url, failure in self.failures.items() if not failure.error.gone]
        broken: set[str] = set()
        while pending:
            for parent in self.parents.get(pending.pop(), ()):
                if parent not in broken:
                    broken.add(parent)
                    pending.append(parent)
        return broken

    def _settle(self, done: Gathered, file: _File, today: date) -> None:
        url, digest, found = file.item.url, sha256(file.data), static(file.item.url)
        old = self.store.entries.get(url)
        needs = tuple(sorted(need for need in file.needs if need in self.files))
        same = old is not None and old.sha256 == digest
        done.entries[url] = Entry(
            url=url,
            source=file.source if file.source != url else None,
            file=old.file if old is not None and same else names.name(names.readable(url), digest, file.end),
            sha256=digest,
            bytes=len(file.data),
            type=file.type,
            licence=found.licence if found is not None else "",
            fetched=old.fetched if old is not None and same else today,
            needs=needs,
        )
        if file.known is None:
            done.data[done.entries[url].file] = file.data
        (done.kept if same else done.added if old is None else done.changed).append(url)


def outlook(
    wanted: Iterable[Wanted], store: Store, *, exclude: Iterable[str] = (), update: bool = False
) -> tuple[list[Wanted], list[str]]:
    """(what a run would fetch for pages, the addresses that no page leads to), without asking anybody."""
    patterns = tuple(exclude)
    roots = [one for one in wanted if not any(fnmatchcase(one.url, pattern) for pattern in patterns)]
    unused = sorted(store.entries.keys() - store.closure(one.url for one in roots))
    return [one for one in roots if not one.refused and (update or one.url not in store.entries)], unused
