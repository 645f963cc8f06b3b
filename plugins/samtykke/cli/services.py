"""`samtykke services`."""

from __future__ import annotations

from datetime import date

import click

from samtykke.locale import preferred, translator

from .base import Command
from .options import telling
from .output import as_json, width


@click.command("services", cls=Command)
@telling
def command(form: str, lang: str | None) -> None:
    """List the services that the catalogue knows."""
    from samtykke import catalogue
    from samtykke.explain import Teller, service_data

    lang = lang or preferred()
    known = sorted(catalogue.load().services.values(), key=lambda service: service.id)
    today = date.today()
    if form == "json":
        click.echo(as_json({"version": 1, "services": [service_data(service, lang, today) for service in known]}))
    else:
        click.echo(Teller(lang, translator(lang), width()).services(known, today), nl=False)
