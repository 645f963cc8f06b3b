"""`samtykke register fmt`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from ..base import Command
from ..options import language, open_register
from ..output import write_file

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command("fmt", cls=Command)
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, metavar="[FILE]...")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 where it is not in its usual form.")
@language()
@click.pass_obj
def command(configuration: Configuration, /, files: tuple[Path, ...], only_check: bool, lang: str | None) -> None:
    """Put the register in its usual form: the order of keys, blank lines, indents. Comments and values stay."""
    from samtykke.register import parse, read
    from samtykke.register.format import formatted

    t = translator(lang or preferred())
    untidy = False
    for path in [open_register(t, configuration, file) for file in files or (None,)]:
        text = read(path)
        parse(text, path)
        made = formatted(text)
        if made == text:
            click.echo(t("%(file)s is in its usual form.") % {"file": path})
        elif only_check:
            untidy = True
            click.echo(t("%(file)s is not in its usual form: «samtykke register fmt» makes it so.") % {"file": path})
        else:
            write_file(path, made, t("The register cannot be written to %(file)s: %(error)s"))
            click.echo(t("%(file)s was put in its usual form.") % {"file": path})
    raise SystemExit(ExitCode.FINDINGS if untidy else ExitCode.CLEAN)
