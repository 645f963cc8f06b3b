"""`samtykke register check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from ..base import AnyPath, Command, _, argument
from ..options import open_register
from ..output import note, say

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command(
    "check",
    cls=Command,
    examples=(("samtykke register check content/register.toml", _("Every mistake, with its line and a hint.")),),
    exits={
        ExitCode.CLEAN: _("every register is in order"),
        ExitCode.USAGE: _("a register is not in order, or cannot be read"),
    },
    read_on=("samtykke explain adoption",),
)
@argument("files", type=AnyPath(path_type=Path), nargs=-1, metavar="[FILE]...")
@click.pass_obj
def command(configuration: Configuration, /, files: tuple[Path, ...]) -> None:
    """Read the register and say what is wrong with it.

    All of it in one go, each with its line. Without FILE, it is the register that is found from the working folder.

    What «init», «register add» or an audit has left to complete (TODO, ZZ) is told too. Here it is no mistake; on pages
    that visitors read, «samtykke check» takes it for one.
    """
    from samtykke.checking import register_checks
    from samtykke.register import RegisterError, load, read, unfinished

    t = translator(configuration.settings.lang or preferred())
    checks = register_checks(asks=configuration.settings.asks)
    wrong = False
    for file in files or (None,):
        path = open_register(t, configuration, file)
        try:
            declared = load(path, checks)
        except RegisterError as error:
            click.echo(error.report(t), err=True)
            wrong = True
            continue
        message = t("%(file)s is in order: %(services)d services, %(storage)d cookies and other items.")
        storage = sum(len(s.storage) for s in declared.service)
        say(configuration.settings, message % {"file": path, "services": len(declared.service), "storage": storage})
        left = unfinished.lines(read(path))
        if left:
            message = t("%(file)s: visitors would read TODO, or a country that is none. Complete lines %(lines)s.")
            note(configuration.settings, message % {"file": path, "lines": ", ".join(map(str, left))})
    raise SystemExit(ExitCode.USAGE if wrong else ExitCode.CLEAN)
