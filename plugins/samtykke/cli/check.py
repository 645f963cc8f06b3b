"""`samtykke check`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.exit import ExitCode
from samtykke.locale import Translate, preferred, translator

from .base import EXITS_OF_A_CHECK, Command, _, option
from .options import LEVELS, examined, open_target, reporting
from .output import Reports, progress_bar

if TYPE_CHECKING:
    from samtykke.config import Configuration
    from samtykke.reports import Format


@click.command(
    "check",
    cls=Command,
    examples=(
        ("samtykke check public", _("Check the built site in public, and print what is wrong.")),
        ("samtykke check public --format html=report.html", _("Write a report for people, to read or print.")),
        ("samtykke check --format text --format sarif=samtykke.sarif", _("Several reports of one check.")),
    ),
    exits=EXITS_OF_A_CHECK,
    read_on=("samtykke rules", "samtykke explain reports", "samtykke explain ignoring"),
)
@examined
@reporting
@option("--fail-on", type=click.Choice(LEVELS),
        help=_("The level from which findings end in exit code 1: error, unless told otherwise."))  # fmt: skip
@option("-q", "--quiet", is_flag=True, help=_("Spell out only what --fail-on counts; the sum says the rest."))
@option("--watch", is_flag=True, help=_("Check again whenever the site or the register changes, until Ctrl-C."))
@click.pass_obj
def command(configuration: Configuration, /, watch: bool, **options: Any) -> None:  # noqa: ARG001  they are in it
    """Hold the built site at PATH against its register.

    Without PATH it is the folder output. Nothing is fetched, and no generator is needed: what is read is what visitors
    would get. Every third party must be declared, and nothing that needs consent may act before it.
    """
    from samtykke.reports import FORMATS

    settings = configuration.settings
    t = translator(settings.lang or preferred())
    reports = Reports.open(t, FORMATS, settings)
    if watch:
        _watch(t, configuration, reports)
    raise SystemExit(_check(t, configuration, reports))


def _check(t: Translate, configuration: Configuration, reports: Reports[Format]) -> ExitCode:
    """One check, reported."""
    from samtykke.checking import check
    from samtykke.model import Level

    settings = configuration.settings
    target = open_target(t, configuration)
    fail_on = Level(settings.fail_on)
    least = fail_on if settings.quiet else Level.NOTE
    with progress_bar(t, settings) as progress:
        result = check(target, settings.lang or preferred(), jobs=settings.jobs, progress=progress)
    reports.write(lambda form, style: form.check(result, replace(style, least=least, fail_on=fail_on)))
    return result.exit_code(fail_on)


def _watch(t: Translate, configuration: Configuration, reports: Reports[Format]) -> None:
    """Check after check; a register that is broken in between is told, and waited for."""
    from datetime import datetime

    from samtykke.register import RegisterError
    from samtykke.watching import changes

    target = open_target(t, configuration)
    watched = [Path(configuration.settings.path), *filter(None, [target.register_path])]
    for _change in changes(watched):
        click.echo(f"── {datetime.now():%H:%M:%S} ──", err=True)
        try:
            _check(t, configuration, reports)
        except RegisterError as error:
            click.echo(error.report(t), err=True)
        except click.UsageError as error:  # the folder is away while it is built
            click.echo(error.format_message(), err=True)
