"""`samtykke services`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from samtykke.locale import preferred, translator

from .base import Command, _
from .options import telling
from .output import as_json, width

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command(
    "services",
    cls=Command,
    examples=(("samtykke services --format json", _("The whole catalogue, for programs.")),),
    read_on=("samtykke explain catalogue",),
)
@telling
@click.pass_obj
def command(configuration: Configuration, /, form: str) -> None:
    """List the services that the catalogue knows."""
    from samtykke import catalogue
    from samtykke.explain import Teller, service_data

    lang = configuration.settings.lang or preferred()
    known = sorted(catalogue.load().services.values(), key=lambda service: service.id)
    today = date.today()
    if form == "json":
        click.echo(as_json({"version": 1, "services": [service_data(service, lang, today) for service in known]}))
    else:
        click.echo(Teller(lang, translator(lang), width()).services(known, today), nl=False)
