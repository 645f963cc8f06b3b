"""`samtykke config`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from samtykke.locale import preferred, translator

from .base import Command
from .options import examined, reporting
from .output import as_json

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command("config", cls=Command)
@examined
@reporting
@click.option("--json", "data", is_flag=True, help="As JSON.")
@click.pass_obj
def command(configuration: Configuration, /, data: bool, **options: Any) -> None:  # noqa: ARG001  they are in it
    """Show every setting as a check of PATH would use it, and where it comes from."""
    from samtykke.config import KEYS

    t = translator(configuration.settings.lang or preferred())
    if data:
        values = {
            key: {"value": configuration.value(key), "origin": configuration.origins.get(key)} for key in sorted(KEYS)
        }
        file = configuration.file.as_posix() if configuration.file else None
        click.echo(as_json({"version": 1, "file": file, "settings": values}))
        return
    longest = max(map(len, KEYS))
    for key in sorted(KEYS):
        value = configuration.value(key)
        shown = "–" if value in (None, ()) else as_json(value)
        click.echo(f"{key:{longest}}  {shown}  ({configuration.origins.get(key, t('default'))})")
