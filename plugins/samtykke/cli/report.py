"""`samtykke report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from .base import AnyPath, Command, _, argument
from .options import reporting
from .output import Reports

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command(
    "report",
    cls=Command,
    examples=(
        ("samtykke report evidence --format html=report.html", _("Write a report for people, to read or print.")),
        ("samtykke report evidence --lang en", _("The same findings in English.")),
    ),
    exits={
        ExitCode.CLEAN: _("the reports were made, whatever they say"),
        ExitCode.UNVERIFIED: _("the evidence is not finished, or not what it was"),
    },
    read_on=("samtykke explain audit", "samtykke explain reports"),
)
@argument("folder", type=AnyPath(path_type=Path), metavar="DIR")
@reporting
@click.pass_obj
def command(configuration: Configuration, /, folder: Path, **options: Any) -> None:  # noqa: ARG001  they are in it
    """Make reports of the evidence that an audit has written in DIR.

    No browser is needed. The evidence is verified first: where a file is not what it was, there is no report.
    """
    from samtykke.audit import evidence
    from samtykke.audit.report import FORMATS, drawn_from

    settings = configuration.settings
    lang = settings.lang or preferred()
    t = translator(lang)
    reports = Reports.open(t, FORMATS, settings)
    if not folder.is_dir():
        raise click.UsageError(t("%(folder)s is no folder.") % {"folder": folder})
    try:
        found = evidence.read(folder)
    except evidence.EvidenceError as error:
        click.echo(error.report(t), err=True)
        raise SystemExit(ExitCode.UNVERIFIED) from None
    reports.write(lambda form, style: [form.render(drawn_from(found, lang, color=style.color, width=style.width))])
