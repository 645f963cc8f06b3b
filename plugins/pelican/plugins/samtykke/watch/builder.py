"""Build after build: each into a folder of its own, shown only if it was written whole."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECONDS = 300
"""A build that takes longer hangs."""


@dataclass(frozen=True)
class State:
    """What the toolbar shows: the last build's report, and which build it was."""

    number: int = 0
    site: Path | None = None
    """The folder of the last site that was written whole; an older one while the newest build is broken."""
    report: dict[str, Any] = field(default_factory=lambda: {"built": False, "notes": [], "pages": {}, "elsewhere": []})
    seconds: float = 0.0


class Builder:
    """Builds when told to; `state` may be read, and waited for, from other threads."""

    def __init__(self, settings: Path, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self._changed = threading.Condition()
        self.state = State()

    def build(self) -> State:
        """One build. Never raises for what is wrong with the site."""
        number = self.state.number + 1
        output = self._folder / ("a" if self.state.site != self._folder / "a" else "b")
        report = self._folder / "report.json"
        self._folder.mkdir(parents=True, exist_ok=True)
        report.unlink(missing_ok=True)
        begun = time.monotonic()
        command = [
            sys.executable,
            "-m",
            "pelican.plugins.samtykke.watch.once",
            self._settings.name,
            str(output),
            str(report),
        ]
        try:
            # Not a shell, and nothing of it comes from the site.
            done = subprocess.run(command, cwd=self._settings.parent, timeout=SECONDS, check=False)  # noqa: S603
            said = f"Byggingen stanset (kode {done.returncode}). Se terminalen."
        except subprocess.TimeoutExpired:
            said = f"Byggingen ble ikke ferdig på {SECONDS} sekunder. Se terminalen."
        told = _read(report) or {
            "built": False, "notes": [{"message": said, "source": None, "line": None}], "pages": {}, "elsewhere": [],
        }  # fmt: skip
        before = self.state
        site = output if told["built"] else before.site
        if not told["built"]:  # what was known of the pages that are still shown
            told = {**told, "pages": before.report["pages"], "elsewhere": before.report["elsewhere"]}
            shutil.rmtree(output, ignore_errors=True)
        state = State(number, site, told, time.monotonic() - begun)
        with self._changed:
            self.state = state
            self._changed.notify_all()
        if before.site is not None and site != before.site:
            shutil.rmtree(before.site, ignore_errors=True)
        return state

    def wait(self, number: int, seconds: float) -> State:
        """The state as soon as it is another than that of build `number`, or after some time."""
        with self._changed:
            self._changed.wait_for(lambda: self.state.number != number, seconds)
        return self.state


def _read(report: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(report.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
