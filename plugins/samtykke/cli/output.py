"""Reports to files and the terminal, and the progress bar."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TextIO, TypeVar

import click

from samtykke.files import write_atomically
from samtykke.locale import Translate

if TYPE_CHECKING:
    from samtykke.check import Progress
    from samtykke.reports import Style


F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Reports(Generic[F]):
    """The reports that are asked for."""

    t: Translate
    known: Mapping[str, F]
    """Every format that there is, by name."""
    wanted: tuple[tuple[str, Path | None], ...]
    """The format's name, and the file; None for the terminal."""
    color: str

    @classmethod
    def open(cls, t: Translate, known: Mapping[str, F], asked: Sequence[str], color: str) -> Reports[F]:
        """Whether they can be made is said before anything is examined. Raises click.UsageError."""
        from samtykke.register.faults import did_you_mean

        wanted: list[tuple[str, Path | None]] = []
        for written in asked:
            name, _, file = written.partition("=")
            if name not in known:
                hint, values = did_you_mean(name, tuple(known))
                message = t("There is no report format «%(name)s».") % {"name": name}
                raise click.UsageError(f"{message} {t(hint) % values}")
            wanted.append((name, Path(file) if file else None))
        if sum(file is None for _name, file in wanted) > 1:
            raise click.UsageError(
                t("Only one report can go to the terminal; give the others a file: --format json=FILE")
            )
        if not wanted:
            wanted.append(("text", None))
        if _in_github() and ("text", None) in wanted and "github" in known:
            wanted.append(("github", None))
        return cls(t, known, tuple(wanted), color)

    def write(self, render: Callable[[F, Style], str]) -> None:
        """Each to its file or to stdout; `render` makes one from its format and style."""
        from samtykke.reports import Style

        complaint = self.t("The report cannot be written to %(file)s: %(error)s")
        for name, file in self.wanted:
            if file is None:
                color = wants_color(self.color)
                text = render(self.known[name], Style(self.t, color=color, width=width()))
                click.echo(_held(text) if name != "github" and _in_github() else text, nl=False, color=color)
            else:
                write_file(file, render(self.known[name], Style(self.t)), complaint)


def _in_github() -> bool:
    """Whether this is a job of GitHub Actions, whose runner reads commands from what is printed."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _held(text: str) -> str:
    """A report in which the runner finds no commands: what pages hold must not speak to it."""
    token = secrets.token_hex(16)
    return f"::stop-commands::{token}\n{text}::{token}::\n"


def write_file(path: Path, text: str, complaint: str) -> None:
    """Write a file whole or not at all; where it cannot be written, that is wrong usage."""
    try:
        write_atomically(path, text)
    except OSError as error:
        raise click.UsageError(complaint % {"file": path, "error": error.strerror or error}) from error


def as_json(data: Any) -> str:
    """JSON for a terminal, without the last line break."""
    return json.dumps(data, ensure_ascii=False, indent=1)


@contextmanager
def progress_bar(t: Translate) -> Iterator[Progress | None]:
    """A bar on a terminal's stderr when there is much to read; nothing in CI."""
    if not is_terminal(sys.stderr) or os.environ.get("CI"):
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(transient=True, console=Console(stderr=True)) as bar:
        task = bar.add_task(t("Examining"), total=None)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield report


def wants_color(choice: str) -> bool:
    """Whether to color what goes to stdout, after --color and what the environment says."""
    if choice != "auto":
        return choice == "always"
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_terminal(stream: TextIO | None) -> bool:
    """Also where the stream was closed by whoever started us."""
    return stream is not None and stream.isatty()


def width() -> int:
    """The terminal's, where it can be read without effort."""
    return min(shutil.get_terminal_size((100, 24)).columns, 120)
