"""What is made once for a whole run, though the tests run in several processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_LONGEST = 1800.0


def once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills; the first process to ask for it makes it, the others wait. No test may change it."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, told = base / f"once-{name}", base / f"once-{name}.told"
    try:
        folder.mkdir()
    except FileExistsError:
        return _made_by_another(folder, told)
    said = "it was interrupted"
    try:
        make(folder)
        said = ""
    except BaseException as error:
        said = repr(error)
        raise
    finally:
        part = told.with_suffix(".part")
        part.write_text(said, "utf-8")
        part.replace(told)
    return folder


def _made_by_another(folder: Path, told: Path) -> Path:
    end = time.monotonic() + _LONGEST
    while not told.exists():
        if time.monotonic() > end:
            pytest.fail(f"{folder.name}: the process that makes it has not ended")
        time.sleep(0.1)
    if said := told.read_text("utf-8"):
        pytest.fail(f"{folder.name} could not be made: {said}")
    return folder
