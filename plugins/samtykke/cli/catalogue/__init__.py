"""`samtykke catalogue`: one file per command, as above."""

from __future__ import annotations

import click

from ..base import Group

COMMANDS = ("fetch",)


@click.group("catalogue", cls=Group, package=__name__, names=COMMANDS, read_on=("samtykke explain catalogue",))
def command() -> None:
    """Fetch what else is known of hosts.

    What the catalogue knows by itself, «samtykke services» lists.
    """
