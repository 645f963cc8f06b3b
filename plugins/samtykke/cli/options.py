"""The options that commands share, and what becomes of them. Those named as settings get their values in `base`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from samtykke.files import shown_path
from samtykke.locale import Translate

from .base import AnyPath, Number, argument, option

if TYPE_CHECKING:
    from samtykke.checking import Target
    from samtykke.config import Configuration
    from samtykke.vendors import Vendors

Wrapped = TypeVar("Wrapped", bound=Callable[..., Any] | click.Command)

LEVELS = ("error", "warning", "note")


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


def examined(function: Wrapped) -> Wrapped:
    """What is to be examined; `open_target` takes it."""
    jobs = option("--jobs", type=Number(1, 64), metavar="N", help=_("Worker processes; by size otherwise."))
    whole = option("--no-cache", is_flag=True,
                   help=_("Read every file anew; otherwise what was read is kept in .cache/samtykke."))  # fmt: skip
    return argument("path", type=AnyPath(), required=False)(judged_by(jobs(whole(function))))


def judged_by(function: Wrapped) -> Wrapped:
    """By what it is to be judged; `open_target` takes it too."""
    options = [
        option("--register", type=AnyPath(dir_okay=False), metavar="FILE",
               help=_("The register; found from PATH and the working folder otherwise.")),
        option("--baseline", type=AnyPath(dir_okay=False), metavar="FILE",
               help=_("The baseline; found from PATH and the working folder otherwise.")),
        option("--base-url", metavar="URL", help=_("The site's own address; the register's otherwise.")),
    ]  # fmt: skip
    for add in reversed(options):
        function = add(function)
    return function


def copied(function: Wrapped) -> Wrapped:
    """Where the site's own copies are; it is in the configuration."""
    add = option(
        "--selfhost",
        type=AnyPath(file_okay=False),
        metavar="FOLDER",
        help=_("Where the copies and their lock lie; the folder selfhost beside the register otherwise."),
    )
    return add(function)


def reporting(function: Wrapped) -> Wrapped:
    """Where the reports go; `Reports` takes it."""
    add = option("--format", multiple=True, metavar="F[=FILE]",
                 help=_("text, lines, json, sarif, junit, github, markdown or html; to FILE or the terminal; "
                        "repeatable."))  # fmt: skip
    return add(function)


def telling(function: Wrapped) -> Wrapped:
    """The options of the commands that tell what there is."""
    add = option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
                 help=_("For people, or for programs."))  # fmt: skip
    return add(function)


def open_target(t: Translate, configuration: Configuration, *, must_exist: bool = True) -> Target:
    """What is to be examined. Raises click.UsageError, RegisterError and BaselineError."""
    from samtykke.checking import Target
    from samtykke.remembering import FOLDER

    settings = configuration.settings
    path = Path(settings.path)
    if must_exist and not path.exists():
        raise click.UsageError(t("%(path)s does not exist. Has the site been built?") % {"path": path})
    target = Target.open(
        path,
        _path(settings.register_),
        settings.base_url,
        baseline_path=_path(settings.baseline),
        asks=settings.asks,
    )
    return replace(
        target,
        policy_required=settings.require_policy,
        kept=None if settings.no_cache else FOLDER,
        vendors=fetched_vendors(t, configuration),
    )


def fetched_vendors(t: Translate, configuration: Configuration) -> Vendors | None:
    """What was fetched, unless it is not wanted. What cannot be used is said on stderr: only hints are missing then."""
    from samtykke.vendors import VendorsError, load

    if not configuration.settings.vendors:
        return None
    try:
        return load()
    except VendorsError as error:
        click.echo(error.report(t), err=True)
        return None


def _path(written: str | None) -> Path | None:
    return Path(written) if written else None


def open_register(t: Translate, configuration: Configuration, path: Path | None) -> Path:
    """The register's file: the one that is given or set, or the one that is found from the working folder."""
    from samtykke.checking import find_register

    file = path or _path(configuration.settings.register_) or find_register(Path.cwd())
    if file is None:
        raise click.UsageError(t("No register was found: content/register.toml or register.toml."))
    return shown_path(file)
