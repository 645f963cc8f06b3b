"""`samtykke register check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.locale import preferred, translator

from ..base import Command
from ..options import language, open_register

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command("check", cls=Command)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@language()
@click.pass_obj
def command(configuration: Configuration, /, file: Path | None, lang: str | None) -> None:
    """Read the register and say what is wrong with it."""
    from samtykke.check import REGISTER_CHECKS
    from samtykke.register import load

    t = translator(lang or preferred())
    path = open_register(t, configuration, file)
    declared = load(path, REGISTER_CHECKS)
    message = t("%(file)s is in order: %(services)d services, %(storage)d cookies and other items.")
    storage = sum(len(s.storage) for s in declared.service)
    click.echo(message % {"file": path, "services": len(declared.service), "storage": storage})
