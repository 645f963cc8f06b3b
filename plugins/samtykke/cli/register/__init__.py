"""`samtykke register`: one file per command, as above."""

from __future__ import annotations

import click

from ..base import Group

COMMANDS = ("check", "list", "add", "fmt", "export")


@click.group("register", cls=Group, package=__name__, names=COMMANDS)
def command() -> None:
    """Work with the register."""
