"""The command. It reads options, calls the engine and writes; what it finds out is the engine's.

One file per command, imported when it is asked for. A new one is its file, which names itself `command`, and a line
here. What they share: `base` (groups, help and errors), `language`, `options`, `output`, and `telling` (--verbose).
"""

from __future__ import annotations

import click

from samtykke import __version__

from .base import EXITS_OF_A_CHECK, Group, Option, _

COMMANDS = (
    "init",
    "check",
    "markdown",
    "gate",
    "selfhost",
    "audit",
    "inventory",
    "survey",
    "diff",
    "report",
    "policy",
    "baseline",
    "config",
    "register",
    "explain",
    "rules",
    "services",
    "catalogue",
    "completion",
)


@click.group(
    "samtykke",
    cls=Group,
    package=__name__,
    names=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    examples=(
        ("samtykke init public", _("Write a first register from what a built site holds.")),
        ("samtykke check public", _("Hold it against that register.")),
        ("samtykke explain undeclared-third-party", _("Read why something was found, and how to mend it.")),
    ),
    exits=EXITS_OF_A_CHECK,
    read_on=("samtykke explain adoption", "samtykke explain configuration"),
)
@click.version_option(__version__, prog_name="samtykke", cls=Option)
def main() -> None:
    """Prove that a built site keeps to its register of cookies and third parties.

    Options may also stand in samtykke.toml, in [tool.samtykke] of pyproject.toml, or in the environment: --fail-on is
    fail-on there, and SAMTYKKE_FAIL_ON.
    """
