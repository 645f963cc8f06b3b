"""`samtykke check`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from samtykke.locale import preferred, translator

from .base import Command
from .options import LEVELS, examined, open_target, reporting
from .output import Reports, progress_bar

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command("check", cls=Command)
@examined
@reporting
@click.option("--fail-on", type=click.Choice(LEVELS),
              help="The level from which findings end in exit code 1: error, unless told otherwise.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Spell out only what --fail-on counts; the sum says the rest.")
@click.pass_obj
def command(configuration: Configuration, /, **options: Any) -> None:  # noqa: ARG001  they are in the configuration
    """Check the built site at PATH (default: output) against its register."""
    from samtykke.check import check
    from samtykke.model import Level
    from samtykke.reports import FORMATS

    settings = configuration.settings
    lang = settings.lang or preferred()
    t = translator(lang)
    target, reports = open_target(t, configuration), Reports.open(t, FORMATS, settings.format, settings.color)
    fail_on = Level(settings.fail_on)
    least = fail_on if settings.quiet else Level.NOTE
    with progress_bar(t) as progress:
        result = check(target, lang, jobs=settings.jobs, progress=progress)
    reports.write(lambda form, style: form.check(result, replace(style, least=least, fail_on=fail_on)))
    raise SystemExit(result.exit_code(fail_on))
