"""`samtykke explain`."""

from __future__ import annotations

from datetime import date

import click

from samtykke.locale import preferred, translator

from .base import Command
from .options import telling
from .output import as_json, width


@click.command("explain", cls=Command)
@click.argument("name", metavar="RULE|SERVICE")
@telling
def command(name: str, form: str, lang: str | None) -> None:
    """Explain a rule, or tell what is known of a service: by its id, or by one of its hosts."""
    from samtykke import catalogue
    from samtykke.explain import Teller, rule_data, service_data
    from samtykke.register.faults import closest
    from samtykke.rules import BY_ID

    lang = lang or preferred()
    t = translator(lang)
    teller = Teller(lang, t, width())
    known = catalogue.load()
    wanted = name.strip().lower()
    service = known.services.get(wanted) or (known.by_url(wanted, "/") if "." in wanted else None)
    rule = BY_ID.get(wanted)
    if rule is not None:
        click.echo(as_json(rule_data(rule, t)) if form == "json" else teller.rule(rule), nl=form == "json")
    elif service is not None:
        data, today = form == "json", date.today()
        text = as_json(service_data(service, lang, today)) if data else teller.service(service, today)
        click.echo(text, nl=data)
    else:
        near = closest(wanted, (*BY_ID, *known.services))
        message = t("«%(name)s» is neither a rule nor a known service.") % {"name": name}
        hint = (
            t("Did you mean «%(near)s»?") % {"near": near} if near else t("See samtykke rules and samtykke services.")
        )
        raise click.UsageError(f"{message} {hint}")
