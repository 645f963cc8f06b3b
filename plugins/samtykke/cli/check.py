"""`samtykke check`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from samtykke.locale import preferred, translator

from .base import Command
from .options import examined, open_target, reporting
from .output import progress_bar, write_reports


@click.command("check", cls=Command)
@examined
@reporting
@click.option("--fail-on", type=click.Choice(["error", "warning", "note"]), default="error", show_default=True,
              help="The level from which findings end in exit code 1.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Spell out only what --fail-on counts; the sum says the rest.")
def command(fail_on: str, quiet: bool, **options: Any) -> None:
    """Check the built site at PATH (default: output) against its register."""
    from samtykke.check import check
    from samtykke.model import Level
    from samtykke.reports import FORMATS

    lang = options["lang"] or preferred()
    t = translator(lang)
    target = open_target(t, options)
    least = Level(fail_on) if quiet else Level.NOTE
    with progress_bar(t) as progress:
        result = check(target, lang, jobs=options["jobs"], progress=progress)
    write_reports(t, options, lambda name, style: FORMATS[name].check(result, replace(style, least=least)))
    raise SystemExit(result.exit_code(Level(fail_on)))
