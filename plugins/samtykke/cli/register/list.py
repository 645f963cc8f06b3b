"""`samtykke register list`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.locale import preferred, translator

from ..base import AnyPath, Command, _, argument
from ..options import open_register, telling
from ..output import as_json

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command(
    "list",
    cls=Command,
    examples=(("samtykke register list --format json", _("For programs.")),),
    read_on=("samtykke explain adoption",),
)
@argument("file", type=AnyPath(path_type=Path), required=False)
@telling
@click.pass_obj
def command(configuration: Configuration, /, file: Path | None, form: str) -> None:
    """List the services that the register declares."""
    from samtykke.register import load

    t = translator(configuration.settings.lang or preferred())
    declared = load(open_register(t, configuration, file)).service
    if form == "json":
        data = [
            {
                "id": s.id,
                "name": s.name,
                "provider": s.provider,
                "country": s.country,
                "category": s.category,
                "basis": s.basis,
                "set_by": s.set_by,
                "hosts": list(s.hosts),
                "storage": [
                    {"kind": i.kind, "name": i.name, "lifetime": i.lifetime, "legacy": i.legacy} for i in s.storage
                ],
            }
            for s in declared
        ]
        click.echo(as_json({"version": 1, "services": data}))
        return
    rows = [(s.id, s.name, s.category, s.basis, ", ".join(s.hosts) or "–", str(len(s.storage))) for s in declared]
    widths = [max((len(row[n]) for row in rows), default=0) for n in range(4)]
    for row in rows:
        cells = "  ".join(f"{cell:{width}}" for cell, width in zip(row[:4], widths, strict=True))
        click.echo(f"{cells}  {t('items: %(number)s') % {'number': row[5]}}  {row[4]}")
