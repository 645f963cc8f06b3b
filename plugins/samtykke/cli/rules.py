"""`samtykke rules`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from samtykke.locale import preferred, translator

from .base import Command, _
from .options import telling
from .output import as_json, width

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command(
    "rules",
    cls=Command,
    examples=(("samtykke rules --format json", _("Every rule with its reason and remedy, for programs.")),),
    read_on=("samtykke rules",),
)
@telling
@click.pass_obj
def command(configuration: Configuration, /, form: str) -> None:
    """List the rules, in the order in which reports explain them."""
    from samtykke.explain import Teller, rule_data
    from samtykke.rules import RULES

    lang = configuration.settings.lang or preferred()
    t = translator(lang)
    if form == "json":
        click.echo(as_json({"version": 1, "rules": [rule_data(rule, t) for rule in RULES]}))
    else:
        click.echo(Teller(lang, t, width()).rules(RULES), nl=False)
