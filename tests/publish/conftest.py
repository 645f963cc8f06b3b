"""multicase.no, made ready for publishing by the real command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from once import once
from plugin.conftest import site

__all__ = ["site"]

ROOT = Path(__file__).parents[2]
ENVIRON = {k: v for k, v in os.environ.items() if not k.startswith("SAMTYKKE")} | {"NO_COLOR": "1", "COLUMNS": "200"}


def publishing(output: Path, settings: str = "publishconf.py", cwd: Path = ROOT) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "multicase.publish", "--settings", settings, "--output", str(output)]
    return subprocess.Popen(command, cwd=cwd, env=ENVIRON, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def publish(output: Path) -> None:
    """Publish the real site, by a process of its own."""
    process = publishing(output)
    try:
        said, _ = process.communicate(timeout=1500)
        assert process.returncode == 0, said
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is published: `www`, and beside it what configures servers."""
    return once(tmp_path_factory, "published", publish)
