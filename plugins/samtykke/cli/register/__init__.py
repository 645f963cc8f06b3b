"""`samtykke register`: one file per command, as above."""

from __future__ import annotations

import click

from ..base import Group

COMMANDS = ("check", "list", "add", "fmt", "export")


@click.group(
    "register",
    cls=Group,
    package=__name__,
    names=COMMANDS,
    read_on=("samtykke explain adoption", "samtykke explain export"),
)
def command() -> None:
    """Check, list, extend, tidy and export the register.

    In it a site declares its services, and what they store.
    """
