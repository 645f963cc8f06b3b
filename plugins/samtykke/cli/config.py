"""`samtykke config`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.files import shown_path
from samtykke.locale import preferred, translator

from .base import Command, _, option
from .options import examined, reporting
from .output import as_json

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command(
    "config",
    cls=Command,
    examples=(
        ("samtykke config public", _("What a check of public would go by.")),
        ("SAMTYKKE_FAIL_ON=note samtykke config --json", _("For programs; the environment goes before the file.")),
    ),
    read_on=("samtykke explain configuration",),
)
@examined
@reporting
@option("--json", "data", is_flag=True, help=_("As JSON."))
@click.pass_obj
def command(configuration: Configuration, /, data: bool, **options: Any) -> None:  # noqa: ARG001  they are in it
    """Show every setting and where it comes from.

    They are shown as a check of PATH would use them: from the command line, the environment, and the nearest
    samtykke.toml or pyproject.toml.
    """
    from samtykke.baseline import find as find_baseline
    from samtykke.checking import find_register
    from samtykke.config import KEYS

    t = translator(configuration.settings.lang or preferred())
    if data:
        values = {
            key: {"value": configuration.value(key), "origin": configuration.origins.get(key)} for key in sorted(KEYS)
        }
        file = configuration.file.as_posix() if configuration.file else None
        click.echo(as_json({"version": 1, "file": file, "settings": values}))
        return
    # The two that are looked for: what a check would find is what one wants to know.
    root = Path(configuration.settings.path)
    found = {"register": find_register(root), "baseline": find_baseline(root)}
    longest = max(map(len, KEYS))
    for key in sorted(KEYS):
        value = configuration.value(key)
        origin = configuration.origins.get(key, t("default"))
        if value is None and (there := found.get(key)):
            value, origin = shown_path(there).as_posix(), t("found")
        shown = "–" if value in (None, ()) else as_json(value)
        click.echo(f"{key:{longest}}  {shown}  ({origin})")
