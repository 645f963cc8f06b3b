"""Documents are read, and page code is run, in worker processes: a crash or a hang costs a document, not the run."""

from __future__ import annotations

import faulthandler
import hashlib
import math
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import count
from multiprocessing import get_context, parent_process
from types import ModuleType
from typing import NamedTuple, Self, TypeVar

from samtykke.extract import SiteContext, asked, forget_files, scan, script_apart
from samtykke.interrupts import held_back
from samtykke.model import UNREAD, Position, Problem, Scan
from samtykke.site import Document, Entry, read

try:
    import resource
except ImportError:  # on Windows
    resource = None  # type: ignore[assignment]

Done = TypeVar("Done")

BATCH = 16
"""Documents that travel together; a page takes about a millisecond, a message about as long."""
PER_DOCUMENT = 60.0
"""Seconds of processor time after which a document is given up: far above the sum of the sandbox's own limits."""
STANDSTILL = 900.0
"""Seconds by the clock after which it is given up too: a worker that waits for ever uses no processor. Where the system
does not limit processor time, this is all there is; on a busy machine a page may take a hundred times as long."""
_turns = count(1)
_turn = 0
"""In the worker: the reading of the site to which the last documents belonged."""
MEMORY = 2 << 30
"""Bytes that a worker may address, where the system can limit it."""


class Reading(NamedTuple):
    """What one document says, and what that comes from."""

    scan: Scan
    digest: str = ""
    """SHA-256 of its bytes; empty where there were none to read."""
    asked: tuple[tuple[str, str], ...] = ()
    """The site's files that were asked for on its behalf, with their digests; empty where there is no such file."""


class Readers:
    """Processes that read documents: started at the first need, and kept from one reading of the site to the next, for
    what scripts do is learnt once in each. To be closed, or used as a context manager.
    """

    def __init__(self, jobs: int | None = None) -> None:
        """`jobs`: how many; None is by the number of documents, 0 this process, to be a Worker's: hangs end it."""
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def processes(self, documents: int) -> int:
        """How many read so many documents."""
        if self._jobs is not None:
            return self._jobs
        return max(1, min(os.cpu_count() or 1, documents // (4 * BATCH)))

    def read(self, entries: Sequence[Entry], site: SiteContext) -> Iterator[Reading]:
        """What every entry says, in the order given; what a lost worker held is done again by itself, or reported.

        Between one call and the next, the site's files may change; within one they are taken to stay.
        """
        turn, jobs = next(_turns), self.processes(len(entries))
        if not jobs:
            for entry in entries:
                yield from _scan_batch([entry], site, turn)
            return
        starts = deque(range(0, len(entries), BATCH))
        running: deque[tuple[Sequence[Entry], Future[list[Reading]]]] = deque()
        try:
            while starts or running:
                try:
                    while starts and len(running) < 2 * jobs + 1:
                        batch = entries[starts[0] : starts[0] + BATCH]
                        running.append((batch, self._submit(batch, site, turn, jobs)))
                        starts.popleft()  # after the submission: a broken pool refuses it, and no batch may be lost
                    yield from running[0][1].result()
                    running.popleft()
                except (BrokenProcessPool, CancelledError):  # cancelled: another reading has lost the pool
                    # Which of the documents under way took the worker with it is not known: they are done one by one.
                    self.close()
                    lost = [entry for batch, _ in running for entry in batch]
                    running.clear()
                    yield from self._one_by_one(lost, site, turn)
        finally:
            for _batch, future in running:
                future.cancel()

    def close(self) -> None:
        """Let the processes go; the next reading starts new ones."""
        if self._pool is not None:
            _end(self._pool)
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _submit(self, entries: Sequence[Entry], site: SiteContext, turn: int, jobs: int) -> Future[list[Reading]]:
        if self._pool is None:
            self._pool = _pool(jobs)
        return self._pool.submit(_scan_batch, entries, site, turn)

    def _one_by_one(self, entries: Sequence[Entry], site: SiteContext, turn: int) -> Iterator[Reading]:
        """Slowly, so that a lost worker tells which document it was lost over."""
        for entry in entries:
            try:
                yield self._submit([entry], site, turn, 1).result()[0]
            except BrokenProcessPool:
                self.close()
                problem = Problem(Position(entry.path), UNREAD, "the worker was lost over it")
                yield Reading(Scan(entry.path, entry.kind, problems=(problem,)))
        self.close()  # it has one process, and the next may want more


class Worker:
    """A process for longer work than a document, such as a whole site. Where it is lost, a new one follows."""

    def __init__(self) -> None:
        self._pool = _pool(1)

    def run(self, work: Callable[..., Done], *args: object) -> Done:
        """What the work returns; both are picklable. Raises BrokenProcessPool where the process was lost over it."""
        try:
            return self._pool.submit(work, *args).result()
        except BrokenProcessPool:
            _end(self._pool)
            self._pool = _pool(1)
            raise

    def close(self) -> None:
        """Let the process go."""
        _end(self._pool)


def _end(pool: ProcessPoolExecutor) -> None:
    """Let the workers go, at once: after Ctrl-C nobody waits for a page that takes its time."""
    with held_back():
        for worker in list((getattr(pool, "_processes", None) or {}).values()):  # public from Python 3.14: kill_workers
            worker.kill()
        # Waited for, though it takes but a moment: the pool's own thread and the interpreter's end would race.
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Not fork: the caller may have threads, and a worker should have nothing of the caller's.
    with held_back():
        return _Pool(max_workers=max(1, jobs), mp_context=get_context("spawn"), initializer=_start)


class _Pool(ProcessPoolExecutor):
    """Whose workers do not run the caller's program, as a process that is spawned does lest it be sent something from
    there: nothing is, and a program without `if __name__ == "__main__":` would begin anew in each.
    """

    def submit(self, fn: Callable[..., Done], /, *args: object, **named: object) -> Future[Done]:
        program = sys.modules["__main__"]
        with held_back():
            sys.modules["__main__"] = ModuleType("__main__")  # what a new process is told of its parent is read here
            try:
                return super().submit(fn, *args, **named)
            finally:
                sys.modules["__main__"] = program


def _start() -> None:
    """In the worker: leave Ctrl-C to the parent, end when it ends, and take a bound on memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    script_apart.allow()
    threading.Thread(target=_follow_parent, daemon=True).start()
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _follow_parent() -> None:
    """A parent that was killed cannot say goodbye, and its queue would be waited on for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _scan_batch(entries: Sequence[Entry], site: SiteContext, turn: int) -> list[Reading]:
    """In the worker. What is remembered of the site's files holds for one turn: the next may find others."""
    global _turn  # noqa: PLW0603  a fact of the process
    if turn != _turn:
        forget_files()
        _turn = turn
    found = []
    with watched() as begun:
        for entry in entries:
            begun()
            found.append(_read(read(entry), site))
    return found


def _read(document: Document, site: SiteContext) -> Reading:
    files: dict[str, str] = {}
    before = asked.set(files)
    try:
        scanned = scan(document, site)
    finally:
        asked.reset(before)
    return Reading(scanned, "" if document.error else hashlib.sha256(document.raw).hexdigest(), tuple(files.items()))


@contextmanager
def watched(processor: float = PER_DOCUMENT, clock: float = STANDSTILL) -> Iterator[Callable[[], None]]:
    """In the worker: a document that takes more than so many seconds of processor time, or by the clock, ends the
    process. What is yielded is to be called as each is begun.

    By the system, and by a thread of C: neither can be held up by a parser or an engine that never comes back.
    """
    rung = -math.inf

    def begun() -> None:
        nonlocal rung
        _limit_processor(processor)
        # A new thread each time costs as much as a short page: one is begun after a hundredth of the time only.
        if time.monotonic() - rung > clock / 100:
            faulthandler.dump_traceback_later(clock, exit=True, file=nowhere)
            rung = time.monotonic()

    with _processor_freed(), open(os.devnull, "w") as nowhere:  # noqa: PTH123
        try:
            yield begun
        finally:
            faulthandler.cancel_dump_traceback_later()


def _limit_processor(seconds: float) -> None:
    """Let the system end this process (SIGXCPU) when it has used so many seconds more, where there is such a limit."""
    if resource is not None:
        used, most = resource.getrusage(resource.RUSAGE_SELF), resource.getrlimit(resource.RLIMIT_CPU)[1]
        until = math.ceil(used.ru_utime + used.ru_stime + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (until if most == resource.RLIM_INFINITY else min(until, most), most))


@contextmanager
def _processor_freed() -> Iterator[None]:
    """Put the limit back afterwards."""
    before = resource.getrlimit(resource.RLIMIT_CPU) if resource is not None else None
    try:
        yield
    finally:
        if resource is not None and before is not None:
            resource.setrlimit(resource.RLIMIT_CPU, before)
