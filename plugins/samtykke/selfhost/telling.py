"""What a run has kept and what is missing, as people and programs read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from samtykke.files import shown_path
from samtykke.locale import Translate
from samtykke.rules.base import shown

from .gather import Gathered
from .hosts import mutable
from .lock import LOCK, Store
from .wanted import Wanted


def lines(done: Gathered, store: Store, t: Translate, *, quiet: bool = False) -> Iterator[str]:
    """What is new and what is missing, each with its address; notes; and the sum."""
    for word, urls in ((t("new"), done.added), (t("changed"), done.changed), (t("no longer used"), done.unused)):
        for url in sorted(urls):
            entry = store.entries.get(url)
            where = f" → {shown_path(store.folder / entry.file)} ({_size(entry.bytes)})" if entry is not None else ""
            yield f"{word}: {shown(url, 300)}{where}"
    for failure in done.failures:
        reason = failure.error.report(t)
        yield f"{shown(failure.place, 300)}: {shown(failure.url, 300)}: {reason}"
    if not quiet:
        loose = [url for url in (*done.added, *done.kept, *done.changed) if mutable(url)]
        for url in sorted(loose):
            message = t(
                "%(url)s names no exact version: what came is kept, and --update may bring another. Better name one "
                "in the page."
            )
            yield message % {"url": shown(url, 300)}
        for licence, hosts in _licences(store).items():
            yield t("Licence, %(hosts)s: %(licence)s") % {"hosts": ", ".join(hosts), "licence": licence}
    message = t(
        "Kept in %(folder)s: %(files)d files, %(size)s. New %(new)d, changed %(changed)d, as before %(kept)d, no "
        "longer used %(unused)d, missing %(missing)d."
    )
    files = {entry.file: entry.bytes for entry in store.entries.values()}
    yield message % {
        "folder": shown_path(store.folder), "files": len(files), "size": _size(sum(files.values())),
        "new": len(done.added), "changed": len(done.changed), "kept": len(done.kept), "unused": len(done.unused),
        "missing": len(done.failures),
    }  # fmt: skip


def outlook_lines(would: Sequence[Wanted], unused: Iterable[str], t: Translate) -> Iterator[str]:
    """What a run would do."""
    for one in would:
        yield f"{shown(one.place, 300)}: {shown(one.url, 300)}"
    for url in unused:
        yield f"{t('no longer used')}: {shown(url, 300)}"
    yield t("Would be fetched, with what they load in turn: %(count)d.") % {"count": len(would)}


def as_data(done: Gathered, store: Store, t: Translate) -> dict[str, Any]:
    """The same with stable keys, for programs."""
    return {
        "version": 1,
        "lock": (store.folder / LOCK).as_posix(),
        "added": sorted(done.added),
        "changed": sorted(done.changed),
        "kept": sorted(done.kept),
        "unused": done.unused,
        "mutable": sorted(url for url in store.entries if mutable(url)),
        "failures": [
            {
                "url": failure.url,
                "place": failure.place,
                "message": failure.error.report(t),
                "unreachable": failure.error.unreachable,
            }
            for failure in done.failures
        ],
    }


def _licences(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in store.entries.values():
        host = entry.url.split("/")[2]
        hosts = found.setdefault(entry.licence, [])
        if host not in hosts:
            hosts.append(host)
    return found


def _size(count: int) -> str:
    return f"{count / 1000:.0f} kB" if count >= 1000 else f"{count} B"
