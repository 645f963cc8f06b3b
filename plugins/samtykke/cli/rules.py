"""`samtykke rules`."""

from __future__ import annotations

import click

from samtykke.locale import preferred, translator

from .base import Command
from .options import telling
from .output import as_json, width


@click.command("rules", cls=Command)
@telling
def command(form: str, lang: str | None) -> None:
    """List the rules, in the order in which reports explain them."""
    from samtykke.explain import Teller, rule_data
    from samtykke.rules import RULES

    lang = lang or preferred()
    t = translator(lang)
    if form == "json":
        click.echo(as_json({"version": 1, "rules": [rule_data(rule, t) for rule in RULES]}))
    else:
        click.echo(Teller(lang, t, width()).rules(RULES), nl=False)
