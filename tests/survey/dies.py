"""Stands for a worker's reading, in a module that a spawned process can import."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from samtykke.extract import SiteContext, scan
from samtykke.site import Entry, read
from samtykke.survey.examine import _examined
from samtykke.survey.model import Examined, Unit
from samtykke.workers import Reading


def examined(unit: Unit, host: str, root: Path, cut: int, jobs: int = 0) -> Examined:
    """Dies where the whole site is read in one process."""
    if not jobs:
        os._exit(9)
    return _examined(unit, host, root, cut, jobs)


def scan_batch(entries: Sequence[Entry], site: SiteContext, turn: int) -> list[Reading]:
    """Dies on a page of that name."""
    if any("dies" in entry.path for entry in entries):
        os._exit(9)
    return [Reading(scan(read(entry), site)) for entry in entries]
