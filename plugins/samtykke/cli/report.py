"""`samtykke report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from .base import Command
from .options import language
from .output import Reports

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command("report", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="F[=FILE]",
    help="text, html, json, sarif, junit, github or markdown, to the terminal or FILE; may be repeated.",
)
@language("report")
@click.option("--color", type=click.Choice(["auto", "always", "never"]),
              help="auto, unless told otherwise; NO_COLOR is honoured too.")  # fmt: skip
@click.pass_obj
def command(
    configuration: Configuration, /, folder: Path, formats: tuple[str, ...], lang: str | None, color: str
) -> None:
    """Make reports of the evidence in DIR, which an audit has written; no browser is needed.

    The evidence is verified first: where a file is not what it was, exit code 3 and no report.
    """
    from samtykke.audit import evidence
    from samtykke.audit.report import FORMATS, drawn_from

    del configuration  # its settings are among the options
    lang = lang or preferred()
    t = translator(lang)
    reports = Reports.open(t, FORMATS, formats, color)
    if not folder.is_dir():
        raise click.UsageError(t("%(folder)s is no folder.") % {"folder": folder})
    try:
        found = evidence.read(folder)
    except evidence.EvidenceError as error:
        click.echo(t(error.text) % error.values, err=True)
        raise SystemExit(ExitCode.UNVERIFIED) from None
    reports.write(lambda form, style: form.render(drawn_from(found, lang, color=style.color, width=style.width)))
