"""The register's earlier states out of real git repositories, and silence where half of them would be told."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from samtykke.register.history import history


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
    moment = f"{day}T12:00:00+00:00"
    environ = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {
        "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.no",
        "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.no",
    }  # fmt: skip
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, env=environ, capture_output=True)


def commit(register: Path, text: str, day: str) -> None:
    register.write_text(text, "utf-8")
    git(register.parent, "add", register.name)
    git(register.parent, "commit", "-m", "x", day=day)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register in a folder below the repository's root, changed on three days and twice on one of them."""
    file = tmp_path / "site" / "content" / "register.toml"
    file.parent.mkdir(parents=True)
    git(tmp_path / "site", "init", "-q")
    commit(file, "n = 1", "2026-01-01")
    commit(file, "n = 2", "2026-02-02")
    commit(file, "n = 3", "2026-02-02")
    commit(file, "not toml", "2026-02-03")
    commit(file, "n = 4", "2026-03-03")
    return file


def test_states_by_day(register: Path) -> None:
    assert [(s.day, s.data["n"]) for s in history(register)] == [
        (date(2026, 1, 1), 1),
        (date(2026, 2, 2), 3),
        (date(2026, 3, 3), 4),
    ]


def test_what_is_not_committed_is_not_told(register: Path) -> None:
    register.write_text("n = 5", "utf-8")
    assert history(register)[-1].data == {"n": 4}


def test_git_of_a_hook_does_not_lead_astray(register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert len(history(register)) == 3


def test_a_shallow_copy_tells_nothing(register: Path, tmp_path: Path) -> None:
    root = register.parents[1]
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "copy")
    copy = tmp_path / "copy/content/register.toml"
    assert copy.is_file()
    assert history(copy) == []


def test_no_repository_no_file_no_git(tmp_path: Path, register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = tmp_path / "alone.toml"
    alone.write_text("n = 1", "utf-8")
    assert history(alone) == []
    assert history(register.with_name("other.toml")) == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert history(register) == []
