"""Reports to files and the terminal, and the progress bar."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TextIO, TypeVar

import click

from samtykke.files import why, write_atomically
from samtykke.locale import Translate, preferred

from .language import words

if TYPE_CHECKING:
    from samtykke.checking import Progress
    from samtykke.config import Settings
    from samtykke.reports import Style


F = TypeVar("F")
_SPEAKS = re.compile(r"[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What speaks to a terminal or turns the reading order, of what JSON and XML have as it is."""
_AT_ONCE = 200
"""Pieces of a report that are printed together: each by itself takes longer than it takes to make."""


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


@dataclass(frozen=True, slots=True)
class Reports(Generic[F]):
    """The reports that are asked for."""

    t: Translate
    known: Mapping[str, F]
    """Every format that there is, by name."""
    wanted: tuple[tuple[str, Path | None], ...]
    """The format's name, and the file; None for the terminal."""
    settings: Settings

    @classmethod
    def open(cls, t: Translate, known: Mapping[str, F], settings: Settings) -> Reports[F]:
        """Whether they can be made is said before anything is examined. Raises click.UsageError."""
        from samtykke.register.faults import did_you_mean

        wanted: list[tuple[str, Path | None]] = []
        for written in settings.format:
            name, to_file, file = written.partition("=")
            if name not in known:
                hint, values = did_you_mean(name, tuple(known))
                message = t("There is no report format «%(name)s».") % {"name": name}
                raise click.UsageError(f"{message} {t(hint) % values}")
            if to_file and not file:  # --format markdown="$SUMMARY", and there is no such variable
                raise click.UsageError(t("--format %(format)s names no file.") % {"format": written})
            wanted.append((name, Path(file) if file else None))
        if sum(file is None for _name, file in wanted) > 1:
            raise click.UsageError(
                t("Only one report can go to the terminal; give the others a file: --format json=FILE")
            )
        if not wanted:
            wanted.append(("text", None))
        if _in_github() and ("text", None) in wanted and "github" in known:
            wanted.append(("github", None))
        return cls(t, known, tuple(wanted), settings)

    def write(self, render: Callable[[F, Style], Iterable[str]]) -> None:
        """Each to its file or to stdout, piece by piece; `render` makes one from its format and style."""
        import logging

        from samtykke.reports import Style

        complaint = self.t("The report cannot be written to %(file)s: %(error)s")
        plain = Style(self.t, lang=self.settings.lang or preferred())
        for name, file in self.wanted:
            if file is None:
                color = wants_color(self.settings.color)
                pieces = _escaped(name, render(self.known[name], replace(plain, color=color, width=width())))
                pieces = _held(pieces) if name != "github" and _in_github() else pieces
                while text := "".join(islice(pieces, _AT_ONCE)):
                    click.echo(text, nl=False, color=color)
            else:
                write_file(file, render(self.known[name], plain), complaint)
                logging.getLogger(__name__).debug(
                    _("Report %(name)s written to %(file)s."), {"name": name, "file": file}
                )


def _escaped(name: str, pieces: Iterable[str]) -> Iterator[str]:
    """Data for programs, written so that it is the same to them and nothing in it speaks to a terminal."""
    for text in pieces:
        if name in ("json", "sarif"):
            yield _SPEAKS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
        else:
            yield _SPEAKS.sub(lambda match: f"&#{ord(match[0])};", text) if name == "junit" else text


def quote(text: str) -> None:
    """Print what pages hold, such as a diff of them, so that nothing in it speaks to a terminal or a runner."""
    text = "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text.replace("\r\n", "\n"))
    for piece in _held([text]) if text and _in_github() else [text]:
        click.echo(piece, nl=False)


def _in_github() -> bool:
    """Whether this is a job of GitHub Actions, whose runner reads commands from what is printed."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _held(pieces: Iterable[str]) -> Iterator[str]:
    """A report in which the runner finds no commands: what pages hold must not speak to it."""
    import secrets

    token = secrets.token_hex(16)
    yield f"::stop-commands::{token}\n"
    yield from pieces
    yield f"::{token}::\n"


def write_file(path: Path, text: str | Iterable[str], complaint: str) -> None:
    """Write a file whole or not at all; where it cannot be written, that is wrong usage."""
    try:
        write_atomically(path, text)
    except OSError as error:
        raise click.UsageError(complaint % {"file": path, "error": words(why(error))}) from error


def as_json(data: Any) -> str:
    """JSON for a terminal, without the last line break."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=1)


def say(settings: Settings, message: str) -> None:
    """What went well, to stdout; --quiet keeps it back."""
    if not settings.quiet:
        click.echo(message)


def note(settings: Settings, message: str) -> None:
    """Something to know beside the result, to stderr; --quiet keeps it back."""
    if not settings.quiet:
        click.echo(message, err=True)


@contextmanager
def progress_bar(t: Translate, settings: Settings) -> Iterator[Progress | None]:
    """A bar on a terminal's stderr when there is much to read; nothing in CI, nor where lines are told instead."""
    if not is_terminal(sys.stderr) or os.environ.get("CI") or settings.quiet or settings.verbose:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(transient=True, console=Console(stderr=True, no_color=not wants_color(settings.color, sys.stderr))) as bar:
        task = bar.add_task(t("Examining"), total=None)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield report


def wants_color(choice: str, stream: TextIO | None = None) -> bool:
    """Whether to color what goes to a stream (stdout): by --color, NO_COLOR, FORCE_COLOR, and what the stream is."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return is_terminal(stream or sys.stdout) and os.environ.get("TERM") != "dumb"


def is_terminal(stream: TextIO | None) -> bool:
    """Also where the stream was closed by whoever started us."""
    return stream is not None and stream.isatty()


def width() -> int:
    """The terminal's, where it can be read without effort."""
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 120)
