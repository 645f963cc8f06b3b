"""`samtykke register fmt`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from ..base import AnyPath, Command, _, argument, option
from ..options import open_register
from ..output import say, write_file

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command(
    "fmt",
    cls=Command,
    examples=(
        ("samtykke register fmt", _("The register that is found.")),
        ("samtykke register fmt --check content/register.toml", _("Only tell, as in CI.")),
    ),
    exits={
        ExitCode.CLEAN: _("it is in its usual form now"),
        ExitCode.FINDINGS: _("it is not, with --check"),
    },
    read_on=("samtykke explain adoption",),
)
@argument("files", type=AnyPath(path_type=Path), nargs=-1, metavar="[FILE]...")
@option("--check", "only_check", is_flag=True, help=_("Change nothing; exit 1 where it is not in its usual form."))
@click.pass_obj
def command(configuration: Configuration, /, files: tuple[Path, ...], only_check: bool) -> None:
    """Put the register in its usual form.

    That is the order of keys, blank lines, indents. Comments and values stay as they are.
    """
    from samtykke.register import parse, read
    from samtykke.register.format import formatted

    t = translator(configuration.settings.lang or preferred())
    untidy = False
    for path in [open_register(t, configuration, file) for file in files or (None,)]:
        text = read(path)
        parse(text, path)
        made = formatted(text)
        if made == text:
            say(configuration.settings, t("%(file)s is in its usual form.") % {"file": path})
        elif only_check:
            untidy = True
            click.echo(t("%(file)s is not in its usual form: «samtykke register fmt» makes it so.") % {"file": path})
        else:
            write_file(path, made, t("The register cannot be written to %(file)s: %(error)s"))
            say(configuration.settings, t("%(file)s was put in its usual form.") % {"file": path})
    raise SystemExit(ExitCode.FINDINGS if untidy else ExitCode.CLEAN)
