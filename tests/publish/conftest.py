"""multicase.no, made ready for publishing by the real command; twice, to see that it comes out the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugin.conftest import site

__all__ = ["site"]

ROOT = Path(__file__).parents[2]
ENVIRON = {k: v for k, v in os.environ.items() if not k.startswith("SAMTYKKE")} | {"NO_COLOR": "1", "COLUMNS": "200"}


def publishing(output: Path, settings: str = "publishconf.py", cwd: Path = ROOT) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "multicase.publish", "--settings", settings, "--output", str(output)]
    return subprocess.Popen(command, cwd=cwd, env=ENVIRON, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.fixture(scope="session")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders, each published by a process of its own."""
    folders = tuple(tmp_path_factory.mktemp(name) for name in ("first", "second"))
    processes = [publishing(folder) for folder in folders]
    try:
        for process in processes:
            said, _ = process.communicate(timeout=1500)
            assert process.returncode == 0, said
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    return folders[0], folders[1]


@pytest.fixture(scope="session")
def published(twice: tuple[Path, Path]) -> Path:
    """One of them: `www`, and beside it what configures servers."""
    return twice[0]
