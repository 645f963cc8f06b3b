"""`samtykke baseline`: one file per command."""

from __future__ import annotations

import click

from ..base import Group

COMMANDS = ("write",)


@click.group("baseline", cls=Group, package=__name__, names=COMMANDS, read_on=("samtykke explain ignoring",))
def command() -> None:
    """Accept today's findings until a day: only new ones count."""
