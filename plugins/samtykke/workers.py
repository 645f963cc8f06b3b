"""Documents are read, and page code is run, in worker processes: a crash or a hang costs a document, not the run."""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process

from samtykke.extract import SiteContext, scan
from samtykke.model import Position, Problem, Scan
from samtykke.site import Entry, read

BATCH = 16
"""Documents that travel together; a page takes about a millisecond, a message about as long."""
PER_DOCUMENT = 60.0
"""Seconds after which a document is given up: far above the sum of the sandbox's own limits."""
MEMORY = 2 << 30
"""Bytes that a worker may address, where the system can limit it."""


def scan_all(entries: Sequence[Entry], site: SiteContext, jobs: int) -> Iterator[Scan]:
    """Every entry's scan, in the order given; what a lost worker held is done again by itself, or reported."""
    batches = deque(entries[i : i + BATCH] for i in range(0, len(entries), BATCH))
    while batches:
        running: deque[tuple[Sequence[Entry], Future[list[Scan]]]] = deque()
        pool = _pool(min(jobs, len(batches)))
        try:
            while batches or running:
                while batches and len(running) < 2 * jobs + 1:
                    running.append((batches[0], pool.submit(_scan_batch, batches[0], site)))
                    batches.popleft()  # after the submission: a broken pool refuses it, and no batch may be lost
                yield from running[0][1].result()
                running.popleft()
        except BrokenProcessPool:
            # Which of the documents under way took the worker with it is not known: they are done one by one.
            yield from _one_by_one([entry for batch, _ in running for entry in batch], site)
        finally:
            _end(pool)


def _one_by_one(entries: Sequence[Entry], site: SiteContext) -> Iterator[Scan]:
    """Slowly, so that a lost worker tells which document it was lost over."""
    pool = _pool(1)
    try:
        for entry in entries:
            try:
                yield pool.submit(_scan_batch, [entry], site).result()[0]
            except BrokenProcessPool:
                _end(pool)
                pool = _pool(1)
                problem = Problem(Position(entry.path), "unreadable-document", "the worker was lost over it")
                yield Scan(entry.path, entry.kind, problems=(problem,))
    finally:
        _end(pool)


def _end(pool: ProcessPoolExecutor) -> None:
    """Let the workers go, at once: after Ctrl-C nobody waits for a page that takes its time."""
    for worker in list((getattr(pool, "_processes", None) or {}).values()):  # public from Python 3.14: kill_workers
        worker.kill()
    # Waited for, though it takes but a moment: the pool's own thread and the interpreter's end would race otherwise.
    pool.shutdown(wait=True, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Not fork: the caller may have threads, and a worker should have nothing of the caller's.
    return ProcessPoolExecutor(max_workers=max(1, jobs), mp_context=get_context("spawn"), initializer=_start)


def _start() -> None:
    """In the worker: leave Ctrl-C to the parent, end when it ends, and take a bound on memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _follow_parent() -> None:
    """A parent that was killed cannot say goodbye, and its queue would be waited on for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _scan_batch(entries: Sequence[Entry], site: SiteContext) -> list[Scan]:
    """In the worker. A document that does not end ends the worker, from a thread of C that nothing can hold up."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        faulthandler.dump_traceback_later(PER_DOCUMENT * len(entries), exit=True, file=nowhere)
        try:
            return [scan(read(entry), site) for entry in entries]
        finally:
            faulthandler.cancel_dump_traceback_later()
