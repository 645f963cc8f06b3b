"""Reports to files and the terminal, and the progress bar."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from samtykke.files import write_atomically
from samtykke.locale import Translate

if TYPE_CHECKING:
    from samtykke.check import Progress
    from samtykke.reports import Style


def write_reports(t: Translate, options: dict[str, Any], render: Callable[[str, Style], str]) -> None:
    """Every report asked for, to its file or to stdout; `render` makes one from its format's name and style."""
    from samtykke.reports import Style

    for name, file in options["formats"] or (("text", None),):
        if file is None:
            color = wants_color(options["color"])
            click.echo(render(name, Style(t, color=color, width=width())), nl=False, color=color)
        else:
            write_file(Path(file), render(name, Style(t)), t("The report cannot be written to %(file)s: %(error)s"))


def write_file(path: Path, text: str, complaint: str) -> None:
    """Write a file whole or not at all; where it cannot be written, that is wrong usage."""
    try:
        write_atomically(path, text)
    except OSError as error:
        raise click.UsageError(complaint % {"file": path, "error": error.strerror or error}) from error


def as_json(data: dict[str, Any]) -> str:
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
