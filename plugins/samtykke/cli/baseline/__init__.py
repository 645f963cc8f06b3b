"""`samtykke baseline`: one file per command."""

from __future__ import annotations

import click

from ..base import Group

COMMANDS = ("write",)


@click.group("baseline", cls=Group, package=__name__, names=COMMANDS)
def command() -> None:
    """Accept what a site has today, until a day, so that only what is new ends a build."""
