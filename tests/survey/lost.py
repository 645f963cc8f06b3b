"""Stands for `examine`, in a module that Dask's workers can import: some units take their worker with them."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from samtykke.survey.model import Examined, SiteRow, Unit


def examine(unit: Unit) -> Examined:
    """`once` kills its worker the first time, `always` each time."""
    marker = Path(unit.address).with_suffix(".tried")
    if unit.site == "always" or (unit.site == "once" and not marker.exists()):
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Examined(unit, (SiteRow(unit.site, unit.address, 1, 1, 0, 0, ""),))
