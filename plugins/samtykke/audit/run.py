"""The audit, as one readable function: pages, journeys through the states, findings.

    with Auditor() as auditor:
        result = auditor.audit(Target.open(Path("output")), Options())

The browser runs in a thread of its own, so that the caller may have an event loop, or Playwright, already.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

from samtykke import __version__
from samtykke.checking import Target
from samtykke.files import shown_path
from samtykke.locale import TranslatableError
from samtykke.model import Scan
from samtykke.register import digest

from . import judge, pages
from .banners import DRIVERS, given
from .browser import Chromium, NoBrowserError, find, sandboxed
from .journey import Ground, Journey
from .model import AuditResult, Page, Trouble, Visit
from .site import Site
from .states import BEFORE, State, states
from .watch import CrashedError

T = TypeVar("T")
_log = logging.getLogger(__name__)


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


_VISITORS = 3
"""At once for each processor: a page waits for its frames and its timers half the time."""
_ENDING = 15.0
"""Seconds for the browser to end."""

Progress = Callable[[int, int], None]
"""Called with (visits made, visits in all)."""


class AuditError(TranslatableError):
    """Nothing could be audited: no browser, no page. Exit code 3."""


class Keeper(Protocol):
    """Who keeps evidence as it comes, and has it from an interrupted run."""

    def have(self, page: str, state: str) -> Visit | None:
        """The visit, where it was made before and is whole."""

    def keep(self, visit: Visit, pictures: dict[str, bytes]) -> None:
        """Called once for each visit as it ends. `pictures`: PNG by name, such as `banner`, `settings`, `after`."""


@dataclass(frozen=True, slots=True)
class Options:
    """How an audit is made."""

    address: str = ""
    """A running site's, with `user:password@` where it asks for them; empty: the tree is served."""
    states: Sequence[str] = ()
    """The ids of the states; none given: all."""
    pages: Sequence[str] = ()
    """Paths in the tree, or addresses; none given: of every group of pages, some."""
    all_pages: bool = False
    sample: int = 0
    """At most so many pages; 0: no limit."""
    live: bool = False
    """Third parties are really contacted, instead of being stood in for."""
    banner: Mapping[str, str] = field(default_factory=dict)
    """CSS selectors of the banner's parts, by `banners.PARTS`; none given: the tool is recognized."""
    hold_hits: bool = False
    """Of what goes to third parties, beacons and the like are answered here: nobody counts the audit as a visitor."""
    lang: str = "nb"
    jobs: int = 0
    """Visitors at once; 0: by the number of processors."""
    compare: bool = True
    """Read the HTML as the static check does, to group the pages and to compare; else every page is opened."""
    pictures: bool = False
    """Take pictures of the banner, for whoever keeps evidence."""
    patience: float = 20.0
    """Seconds for a page to be loaded."""


class Auditor:
    """A running browser, for as many audits as are wanted; use it in a `with` statement."""

    def __init__(self, browser: Path | None = None, *, sandbox: bool = True) -> None:
        """`browser` is the program; found on the machine where none is given."""
        self._given = browser
        self._sandbox = sandbox

    def __enter__(self) -> Self:
        """Start the browser. Raises AuditError."""
        try:
            path = find(self._given)
        except NoBrowserError as error:
            raise AuditError(error.text, **error.values) from error
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="samtykke-audit", daemon=True)
        self._thread.start()
        self._chromium = Chromium(path, sandbox=sandboxed(self._sandbox))
        try:
            self._run(self._chromium.__aenter__())
        except NoBrowserError as error:
            self._stop()
            raise AuditError(error.text, **error.values) from error
        except OSError as error:
            self._stop()
            raise AuditError("%(error)s", error=error) from error
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        ending = asyncio.run_coroutine_threadsafe(self._chromium.__aexit__(None, None, None), self._loop)
        try:
            ending.result(_ENDING)
        except Exception:
            ending.cancel()
        finally:
            self._stop()

    def audit(
        self,
        target: Target,
        options: Options = Options(),
        keeper: Keeper | None = None,
        progress: Progress | None = None,
    ) -> AuditResult:
        """Visit the target's pages in every state and judge what was seen.

        Raises AuditError, LookupError for options that name what is not there, and ValueError for a banner of which
        too little is named.
        """
        return self._run(_audit(self._chromium, target, options, keeper, progress))

    @property
    def browser_name(self) -> str:
        """Name and version."""
        return self._chromium.name

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def _stop(self) -> None:
        with suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(_cancel_all(), self._loop).result(_ENDING)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        if not self._thread.is_alive():
            self._loop.close()


async def _cancel_all() -> None:
    """End what was left in the middle, so that it closes what it has open."""
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


async def _audit(
    chromium: Chromium, target: Target, options: Options, keeper: Keeper | None, progress: Progress | None
) -> AuditResult:
    began, started = time.monotonic(), datetime.now(UTC).isoformat(timespec="seconds")
    open_ = partial(Site.running, options.address) if options.address else partial(Site.built, compare=options.compare)
    site = await asyncio.to_thread(open_, target, live=options.live)
    if options.live and options.hold_hits:
        site = replace(site, register=target.register)
    found = pages.chosen(
        site.pages, every=options.all_pages or not options.compare, most=options.sample, named=options.pages
    )
    wanted = _wanted_states(target, options)
    journeys = planned([p for p in found if p.visited], wanted)
    if not journeys:
        raise AuditError(_("there are no pages to open"))
    values = {"pages": sum(p.visited for p in found), "all": len(found), "states": ", ".join(s.id for s in wanted)}
    _log.debug(_("Browser: %(name)s."), {"name": chromium.name})
    _log.debug(_("Opening %(pages)d of %(all)d pages, in these states: %(states)s."), values)
    drivers = (given(options.banner),) if options.banner else DRIVERS
    ground = Ground(chromium, site, target.register, options.lang, options.pictures, options.patience, drivers)
    troubles = await _travel(journeys, ground, keeper, options.jobs, progress)
    result = AuditResult(
        site=site.hosts.base,
        root="" if options.address else str(target.root),
        started=started,
        seconds=round(time.monotonic() - began, 2),
        browser=chromium.name,
        mode="live" if options.live else "stand-ins",
        register_path=shown_path(target.register_path).as_posix() if target.register_path else "",
        register_digest=digest(target.register),
        states=tuple(s.id for s in wanted),
        pages=tuple(found),
        visits=_ordered([v for j in journeys for v in j.visits], found, wanted),
        troubles=tuple(troubles),
        tool=__version__,
    )
    return judged(result, target, site.scans, options.lang)


def judged(result: AuditResult, target: Target, scans: Sequence[Scan], lang: str) -> AuditResult:
    """The result with the findings of the rules and the drafts; the register may have changed since it was seen."""
    made = judge.judge(result, target, scans, lang)
    return replace(
        result, findings=made.findings, suppressed=made.suppressed, drafts=made.drafts, wordings=made.wordings
    )


def planned(visited: Sequence[Page], wanted: Sequence[State]) -> list[Journey]:
    """One visitor for each state, who makes the choice once; before any choice, one for each page."""
    journeys = []
    for state in wanted:
        if state.id == BEFORE:
            journeys += [Journey(state, [page]) for page in visited]
        elif visited:
            journeys.append(Journey(state, list(visited)))
    # The long ones first, so that no processor waits at the end.
    return sorted(journeys, key=lambda j: -len(j.pages) * (1 + len(j.state.choices)))


def _wanted_states(target: Target, options: Options) -> list[State]:
    every = states(target.register)
    unknown = set(options.states) - {s.id for s in every}
    if unknown:
        names = ", ".join(s.id for s in every)
        raise LookupError(f"{', '.join(sorted(unknown))} ({names})")
    return [s for s in every if not options.states or s.id in options.states]


async def _travel(
    journeys: Sequence[Journey], ground: Ground, keeper: Keeper | None, jobs: int, progress: Progress | None
) -> list[Trouble]:
    """Every journey, some at once. What is lost with a page's process is begun anew with the next page."""
    troubles: list[Trouble] = []
    total = sum(len(j.pages) for j in journeys)
    gate = asyncio.Semaphore(jobs or _VISITORS * (os.cpu_count() or 1))
    done = 0

    async def travel(journey: Journey) -> None:
        nonlocal done
        kept = [keeper.have(p.path, journey.state.id) for p in journey.pages] if keeper else []
        whole = [v for v in kept if v is not None]
        if journey.pages and len(whole) == len(journey.pages):
            journey.visits = whole
        else:
            async with gate:
                await _go(journey, ground, troubles)
            if keeper is not None:
                for visit, pictures in zip(journey.visits, journey.pictures, strict=True):
                    keeper.keep(visit, pictures)
        for visit in journey.visits:
            seen = {"page": visit.page, "state": visit.state, "requests": len(visit.requests)}
            _log.debug(_("Visited %(page)s, %(state)s: %(requests)d requests."), seen)
        done += len(journey.visits)
        if progress is not None:
            progress(done, total)

    async with asyncio.TaskGroup() as group:
        for journey in journeys:
            group.create_task(travel(journey))
    return troubles


async def _go(journey: Journey, ground: Ground, troubles: list[Trouble]) -> None:
    """The whole journey. A page on which it was lost is tried once more: another may have brought the browser down."""
    from playwright.async_api import Error  # noqa: PLC0415

    tried: set[int] = set()
    while (done := len(journey.visits)) < len(journey.pages):
        try:
            await journey.go(ground)
        except (CrashedError, Error, NoBrowserError, OSError) as error:
            lost = max(done, len(journey.visits) - 1)
            again = lost not in tried
            tried.add(lost)
            if again:
                del journey.visits[lost:], journey.pictures[lost:]
            elif len(journey.visits) == lost:
                page, reason = journey.pages[lost], str(error).splitlines()[0]
                trouble = Trouble("load", reason)
                journey.visits.append(Visit(page.path, page.url, journey.state.id, troubles=(trouble,)))
                journey.pictures.append({})
            if isinstance(error, (NoBrowserError, OSError)) and not again:
                troubles.append(Trouble("crash", str(error)))


def _ordered(visits: Sequence[Visit], found: Sequence[Page], wanted: Sequence[State]) -> tuple[Visit, ...]:
    page = {p.path: n for n, p in enumerate(found)}
    state = {s.id: n for n, s in enumerate(wanted)}
    return tuple(sorted(visits, key=lambda v: (state[v.state], page[v.page])))
