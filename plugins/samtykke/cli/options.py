"""The options that commands share, and what becomes of them. Those named as settings get their values in `base`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from samtykke.files import shown_path
from samtykke.locale import LANGUAGES, Translate

if TYPE_CHECKING:
    from samtykke.check import Target
    from samtykke.config import Configuration

Wrapped = TypeVar("Wrapped", bound=Callable[..., Any] | click.Command)

LEVELS = ("error", "warning", "note")


def language(what: str = "messages") -> Callable[[Wrapped], Wrapped]:
    """`--lang`, for the language of what the command says."""
    return click.option("--lang", type=click.Choice(LANGUAGES), help=f"Language of the {what}; from LANG otherwise.")


def examined(function: Wrapped) -> Wrapped:
    """What is to be examined; `open_target` takes it."""
    options = [
        click.argument("path", type=click.Path(), required=False),
        click.option("--register", type=click.Path(dir_okay=False), metavar="FILE",
                     help="The register; found from PATH and the working folder otherwise."),
        click.option("--baseline", type=click.Path(dir_okay=False), metavar="FILE",
                     help="The baseline; found from PATH and the working folder otherwise."),
        click.option("--base-url", metavar="URL", help="The site's own address; the register's otherwise."),
        click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Worker processes; by size otherwise."),
    ]  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def reporting(function: Wrapped) -> Wrapped:
    """Where the reports go and how they look; `write_reports` takes it."""
    options = [
        click.option("--format", multiple=True, metavar="F[=FILE]",
                     help="text, lines, json, sarif, junit, github or markdown; to FILE or the terminal; repeatable."),
        language(),
        click.option("--color", type=click.Choice(["auto", "always", "never"]),
                     help="auto, unless told otherwise; NO_COLOR is honoured too."),
    ]  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


def telling(function: Wrapped) -> Wrapped:
    """The options of the commands that tell what there is."""
    form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
    return language("text")(form(function))


def open_target(t: Translate, configuration: Configuration) -> Target:
    """What is to be examined. Raises click.UsageError, RegisterError and BaselineError."""
    from samtykke.check import Target

    settings = configuration.settings
    path = Path(settings.path)
    if not path.exists():
        raise click.UsageError(t("%(path)s does not exist. Has the site been built?") % {"path": path})
    target = Target.open(
        path,
        _path(settings.register_),
        settings.base_url,
        baseline_path=_path(settings.baseline),
        asks=settings.consent_tool == "samtykke",
    )
    return replace(target, policy_required=settings.require_policy)


def _path(written: str | None) -> Path | None:
    return Path(written) if written else None


def open_register(t: Translate, configuration: Configuration, path: Path | None) -> Path:
    """The register's file: the one that is given or set, or the one that is found from the working folder."""
    from samtykke.check import find_register

    file = path or _path(configuration.settings.register_) or find_register(Path.cwd())
    if file is None:
        raise click.UsageError(t("No register was found: content/register.toml or register.toml."))
    return shown_path(file)
