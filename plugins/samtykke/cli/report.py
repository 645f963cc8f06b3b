"""`samtykke report`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from .base import Command
from .options import Output, language
from .output import write_reports

_NAMES = ("text", "json", "html")


@click.command("report", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--format",
    "formats",
    type=Output(_NAMES),
    multiple=True,
    metavar="F[=FILE]",
    help="text, json or html, to the terminal or to FILE; may be repeated.",
)
@language("report")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto",
              help="NO_COLOR is honoured too.")  # fmt: skip
def command(folder: Path, **options: Any) -> None:
    """Make reports of the evidence in DIR, which an audit has written; no browser is needed.

    The evidence is verified first: where a file is not what it was, exit code 3 and no report.
    """
    from samtykke.audit import evidence
    from samtykke.audit.report import FORMATS, drawn_from

    lang = options["lang"] or preferred()
    t = translator(lang)
    if not folder.is_dir():
        raise click.UsageError(t("%(folder)s is no folder.") % {"folder": folder})
    try:
        found = evidence.read(folder)
    except evidence.EvidenceError as error:
        click.echo(t(error.text) % error.values, err=True)
        raise SystemExit(ExitCode.UNVERIFIED) from None
    write_reports(
        t,
        options,
        lambda name, style: FORMATS[name].render(drawn_from(found, lang, color=style.color, width=style.width)),
    )
