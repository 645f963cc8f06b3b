"""`samtykke register check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from ..base import Command
from ..options import language, open_register

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command("check", cls=Command)
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, metavar="[FILE]...")
@language()
@click.pass_obj
def command(configuration: Configuration, /, files: tuple[Path, ...], lang: str | None) -> None:
    """Read the register and say what is wrong with it."""
    from samtykke.check import REGISTER_CHECKS
    from samtykke.register import RegisterError, load

    t = translator(lang or preferred())
    wrong = False
    for file in files or (None,):
        path = open_register(t, configuration, file)
        try:
            declared = load(path, REGISTER_CHECKS)
        except RegisterError as error:
            click.echo(error.report(t), err=True)
            wrong = True
            continue
        message = t("%(file)s is in order: %(services)d services, %(storage)d cookies and other items.")
        storage = sum(len(s.storage) for s in declared.service)
        click.echo(message % {"file": path, "services": len(declared.service), "storage": storage})
    raise SystemExit(ExitCode.USAGE if wrong else ExitCode.CLEAN)
