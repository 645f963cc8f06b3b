"""The options that commands share, and what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from samtykke.locale import LANGUAGES, Translate

if TYPE_CHECKING:
    from samtykke.check import Target

Wrapped = TypeVar("Wrapped", bound=Callable[..., Any] | click.Command)

FORMAT_NAMES = ("text", "json")


class Output(click.ParamType[tuple[str, str | None]]):
    """`text`, or `json=report.json`."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str | None]:
        """The format's name and the file, if one is given."""
        name, _, file = str(value).partition("=")
        if name not in FORMAT_NAMES:
            self.fail(f"{name!r} is not one of {', '.join(FORMAT_NAMES)}", param, ctx)
        return name, file or None


def language(what: str = "messages") -> Callable[[Wrapped], Wrapped]:
    """`--lang`, for the language of what the command says."""
    return click.option("--lang", type=click.Choice(LANGUAGES), help=f"Language of the {what}; from LANG otherwise.")


def examined(function: Wrapped) -> Wrapped:
    """What is to be examined; `open_target` takes it."""
    options = [
        click.argument("path", type=click.Path(path_type=Path), default="output"),
        click.option("--register", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
                     help="The register; found from PATH and the working folder otherwise."),
        click.option("--base-url", metavar="URL", help="The site's own address; the register's otherwise."),
        click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Worker processes; by size otherwise."),
    ]  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def reporting(function: Wrapped) -> Wrapped:
    """Where the reports go and how they look; `write_reports` takes it."""
    options = [
        click.option("--format", "formats", type=Output(), multiple=True, metavar="F[=FILE]",
                     help="text or json, to the terminal or to FILE; may be repeated."),
        language(),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto",
                     help="NO_COLOR is honoured too."),
    ]  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def telling(function: Wrapped) -> Wrapped:
    """The options of the commands that tell what there is."""
    form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
    return language("text")(form(function))


def open_target(t: Translate, options: dict[str, Any]) -> Target:
    """What is to be examined. Raises click.UsageError and RegisterError."""
    from samtykke.check import Target

    if sum(file is None for _name, file in options.get("formats", ())) > 1:
        raise click.UsageError(t("Only one report can go to the terminal; give the others a file: --format json=FILE"))
    path: Path = options["path"]
    if not path.exists():
        raise click.UsageError(t("%(path)s does not exist. Has the site been built?") % {"path": path})
    url = options["base_url"]
    if url is not None and not re.fullmatch(r"https?://[^/\s?#@]+(/\S*)?", url):
        raise click.UsageError(t("--base-url must be a whole address: https://www.example.no"))
    return Target.open(path, options["register"], url)


def open_register(t: Translate, path: Path | None) -> Path:
    """The register's file: the one that is given, or the one that is found from the working folder."""
    from samtykke.check import find_register

    file = path or find_register(Path.cwd())
    if file is None:
        raise click.UsageError(t("No register was found: content/register.toml or register.toml."))
    return file
