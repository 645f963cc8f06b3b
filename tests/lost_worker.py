"""Stands for a worker's real work, in a module of its own that a spawned process can import."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from samtykke.extract import SiteContext
from samtykke.model import Scan
from samtykke.site import Entry
from samtykke.workers import Reading, watched


def scan_batch(entries: Sequence[Entry], site: SiteContext, turn: int) -> list[Reading]:
    """Dies on one page, never ends on two others, and waits on a fourth for longer than it may reckon."""
    hangs = any("hangs" in entry.path for entry in entries)
    with watched(processor=1, clock=1 if hangs else 60) as begun:
        for entry in entries:
            begun()
            if "dies" in entry.path:
                os._exit(9)
            if "hangs" in entry.path:
                time.sleep(60)
            if "waits" in entry.path:
                time.sleep(2.5)
            if "reckons" in entry.path:
                sum(range(10**12))  # never gives the interpreter back
    return [Reading(Scan(entry.path, entry.kind)) for entry in entries]
