"""What the register has said before, as far as git remembers: its states by day, as plain data.

Earlier states are not held to today's model; they are read for what they name, and one that is no TOML is passed over.
"""

from __future__ import annotations

import os
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_SECONDS = 20
_MOST = 2_000
"""Revisions that are looked at, the latest of them; a register that changes daily has five years of them."""


@dataclass(frozen=True, slots=True)
class State:
    """The register as it was at the end of a day on which it was changed."""

    day: date
    data: dict[str, Any]


def history(register: Path) -> list[State]:
    """The states of a register, oldest first.

    Empty where git is not installed, the file is not under version control, or the copy is shallow: half a history
    would claim that what it does not show has never been.
    """
    try:
        if _git(register, "rev-parse", "--is-shallow-repository").strip() != b"false":
            return []
        log = _git(register, "log", f"--max-count={_MOST}", "--format=%H %cs", "--", register.name)
        commits = [line.split() for line in log.decode("ascii").splitlines()]
        wanted = "".join(f"{commit}:./{register.name}\n" for commit, _ in commits)
        texts = list(_objects(_git(register, "cat-file", "--batch", given=wanted.encode()))) if commits else []
    except (OSError, subprocess.SubprocessError, ValueError):
        return []
    # The log is latest first; of a day's states the last one counts, so the earliest line of a day wins.
    states: dict[str, dict[str, Any]] = {}
    for (_, day), text in zip(commits, texts, strict=False):
        data = _data(text)
        if data is not None:
            states.setdefault(day, data)
    return [State(date.fromisoformat(day), data) for day, data in sorted(states.items())]


def _git(register: Path, *arguments: str, given: bytes = b"") -> bytes:
    # A hook sets GIT_DIR and the like for its own repository, by paths that are not ours.
    environ = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(  # noqa: S603  arguments of our own, no shell
        ["git", "-C", str(register.resolve().parent), *arguments],  # noqa: S607  the user's git
        input=given,
        capture_output=True,
        env=environ | {"GIT_OPTIONAL_LOCKS": "0"},
        timeout=_SECONDS,
        check=True,
    )
    return done.stdout


def _objects(answer: bytes) -> Iterator[bytes]:
    """The contents in an answer of `git cat-file --batch`: `<hash> blob <size>`, line break, content, line break."""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        head = answer[at:end].split()
        if head[-1] == b"missing":
            yield b""
            at = end + 1
            continue
        size = int(head[-1])
        yield answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _data(text: bytes) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text.decode("utf-8-sig")) if text else None
    except (ValueError, RecursionError):
        return None
