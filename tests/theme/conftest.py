"""The sample site, built as few times as there are settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from once import once
from theme.sample import Built, sample_files


@pytest.fixture
def site(tmp_path: Path) -> Built:
    """The sample, not yet built, to be changed at will."""
    return Built(tmp_path, sample_files())


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    def build(folder: Path) -> None:
        made = Built(folder, sample_files())
        made.output.mkdir()
        (made.output / "gammel.html").write_text("en side som er fjernet", "utf-8")
        result = made.build()
        assert result.returncode == 0, result.stdout + result.stderr
        assert "WARNING" not in result.stdout + result.stderr

    return Built(once(tmp_path_factory, "theme", build), sample_files())


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Built:
    def build(folder: Path) -> None:
        result = Built(folder, sample_files()).build("publishconf.py")
        assert result.returncode == 0, result.stdout + result.stderr

    return Built(once(tmp_path_factory, "theme-published", build), sample_files())
