"""All units on Dask: on this machine by default, or on a scheduler that is there.

Every unit's part is written as it comes, so what is done stays done whatever happens afterwards. A unit whose worker is
lost goes to another, three times; then it is told as not examined, and the next run tries again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from . import tables
from .examine import examine
from .model import Examined, Unit

TRIES = 3
"""Workers that a unit may lose."""
_LOST = "the workers that had it were lost"
AT_ONCE = 4
"""Units that wait at each worker; a scheduler would slow down with hundreds of thousands."""


def survey(
    units: Iterable[Unit],
    folder: Path,
    *,
    jobs: int | None = None,
    scheduler: str = "",
    told: Callable[[Unit, str], None],
) -> None:
    """Examine every unit that `folder` does not have yet; `told` hears of each that is done, and why one is not.

    Raises OSError where the results cannot be written or the scheduler is not there.
    """
    left = [unit for unit in units if not tables.done(folder, unit)]
    if not left:
        return
    with _client(jobs, scheduler) as client:
        lost: list[Unit] = []
        for unit, found, why in _together(client, left):
            if found is None and why == _LOST:
                lost.append(unit)
            else:
                _keep(folder, unit, found, why, told)
        # Which of the units at a lost worker took it along is not known until each has one for itself.
        for unit in lost:
            for _unit, found, why in _together(client, [unit]):
                _keep(folder, unit, found, why, told)


def _keep(folder: Path, unit: Unit, found: Examined | None, why: str, told: Callable[[Unit, str], None]) -> None:
    if found is not None:
        tables.write(folder, found)
    told(unit, why)


def _together(client: Any, units: Iterable[Unit]) -> Iterator[tuple[Unit, Examined | None, str]]:
    """Each unit as it is done: what is known of it, or why nothing is."""
    from distributed import KilledWorker, as_completed  # noqa: PLC0415  of the extra

    waiting = iter(units)
    running: dict[str, Unit] = {}

    def submit(unit: Unit) -> Any:
        future = client.submit(examine, unit, pure=False)
        running[future.key] = unit
        return future

    at_once = max(1, len(client.nthreads())) * AT_ONCE
    queue = as_completed([submit(unit) for unit in islice(waiting, at_once)])
    for future in queue:
        unit = running.pop(future.key)
        failure = future.exception()
        if failure is None:
            yield unit, future.result(), ""
        elif isinstance(failure, KilledWorker):
            yield unit, None, _LOST
        else:
            yield unit, None, f"{type(failure).__name__}: {failure}"[:500]
        future.release()
        for another in islice(waiting, 1):
            queue.add(submit(another))


@contextmanager
def _client(jobs: int | None, scheduler: str) -> Iterator[Any]:
    """A client of the scheduler at an address, or of workers on this machine."""
    import dask  # noqa: PLC0415
    from distributed import Client, LocalCluster  # noqa: PLC0415

    settings = {
        # A worker starts a process of its own for each site, which a daemon may not.
        "distributed.worker.daemon": False,
        "distributed.scheduler.allowed-failures": TRIES,
    }
    with dask.config.set(settings):
        if scheduler:
            with Client(scheduler, timeout=30) as client:
                yield client
            return
        with (
            LocalCluster(
                n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None,
                silence_logs=logging.CRITICAL, host="127.0.0.1",
            ) as cluster,
            Client(cluster) as client,
        ):  # fmt: skip
            yield client
