"""The command. It reads options, calls the engine and writes; what it finds out is the engine's.

One file per command, imported when it is asked for. A new one is its file, which names itself `command`, and a line
here. What they share: `base` (groups and errors), `options`, and `output`.
"""

from __future__ import annotations

import click

from samtykke import __version__

from .base import Group

COMMANDS = (
    "init",
    "check",
    "audit",
    "inventory",
    "diff",
    "report",
    "policy",
    "baseline",
    "config",
    "register",
    "explain",
    "rules",
    "services",
    "completion",
)


@click.group(
    cls=Group,
    package=__name__,
    names=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="samtykke")
def main() -> None:
    """Prove that a built site keeps to its register of cookies and third parties.

    Options may also stand in samtykke.toml, in [tool.samtykke] of pyproject.toml, or in the environment: --fail-on is
    fail-on there, and SAMTYKKE_FAIL_ON.

    \b
    Exit codes:
      0  everything was examined, nothing found
      1  findings at or above --fail-on
      2  wrong usage, configuration or register
      3  nothing to examine, or something could not be verified
      4  an internal error
    """
