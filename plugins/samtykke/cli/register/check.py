"""`samtykke register check`."""

from __future__ import annotations

from pathlib import Path

import click

from samtykke.locale import preferred, translator

from ..base import Command
from ..options import language, open_register


@click.command("check", cls=Command)
@click.argument("path", type=click.Path(path_type=Path), required=False)
@language()
def command(path: Path | None, lang: str | None) -> None:
    """Read the register and say what is wrong with it."""
    from samtykke.check import REGISTER_CHECKS
    from samtykke.register import load

    t = translator(lang or preferred())
    file = open_register(t, path)
    declared = load(file, REGISTER_CHECKS)
    message = t("%(file)s is in order: %(services)d services, %(storage)d cookies and other items.")
    storage = sum(len(s.storage) for s in declared.service)
    click.echo(message % {"file": file, "services": len(declared.service), "storage": storage})
