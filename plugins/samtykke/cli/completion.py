"""`samtykke completion`."""

from __future__ import annotations

import click

from .base import Command


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print what makes a shell complete commands, options, rules and services.

    \b
    bash:  eval "$(samtykke completion bash)"         in ~/.bashrc
    zsh:   eval "$(samtykke completion zsh)"          in ~/.zshrc
    fish:  samtykke completion fish > ~/.config/fish/completions/samtykke.fish
    """
    from click.shell_completion import get_completion_class

    from samtykke.cli import main

    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(main, {}, "samtykke", "_SAMTYKKE_COMPLETE").source())
