"""`samtykke completion`."""

from __future__ import annotations

import click

from .base import Command, _, argument


@click.command(
    "completion",
    cls=Command,
    examples=(
        ('eval "$(samtykke completion bash)"', _("In ~/.bashrc.")),
        ('eval "$(samtykke completion zsh)"', _("In ~/.zshrc.")),
        ("samtykke completion fish > ~/.config/fish/completions/samtykke.fish", _("Once.")),
    ),
    read_on=("samtykke explain adoption",),
)
@argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print what lets a shell complete what is typed.

    It completes commands, options, rules and the services of the catalogue.
    """
    from click.shell_completion import get_completion_class

    from samtykke.cli import main

    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(main, {}, "samtykke", "_SAMTYKKE_COMPLETE").source())
