"""What a command costs: processor time and memory, of it and of all processes that it starts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WATCHER = """
import resource, subprocess, sys
ended = True
try:
    subprocess.run(sys.argv[3:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=float(sys.argv[2]))
except subprocess.TimeoutExpired:
    ended = False
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    print(used.ru_utime, used.ru_stime, used.ru_maxrss, ended, file=file)
"""


@dataclass(frozen=True)
class Cost:
    """Of one command, with all processes that it starts."""

    user: float
    system: float
    peak: int
    """KB, of the largest process."""
    ended: bool = True
    """Whether it came to its end."""

    @property
    def cpu(self) -> float:
        """Seconds."""
        return self.user + self.system


def cost(command: Sequence[str], folder: Path, seconds: int = 3600) -> Cost:
    """Run a command to its end, or for so many seconds by the clock."""
    out = folder / "usage"
    subprocess.run([sys.executable, "-c", WATCHER, str(out), str(seconds), *command], cwd=folder, check=True)  # noqa: S603  ours
    user, system, peak, ended = out.read_text().split()
    return Cost(float(user), float(system), int(peak), ended == "True")
