"""`samtykke baseline write`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.baseline import DAYS, NAME
from samtykke.locale import preferred, translator

from ..base import Command
from ..options import examined, language, open_target
from ..output import progress_bar

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command("write", cls=Command)
@examined
@language()
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
              help=f"The last day on which they are accepted; in {DAYS} days otherwise.")  # fmt: skip
@click.option("--renew", is_flag=True, help="Give that day also to what an earlier baseline accepts.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help=f"The file; the one that a check would find otherwise, or a new {NAME}.")  # fmt: skip
@click.pass_obj
def command(
    configuration: Configuration,
    /,
    until: datetime | None,
    renew: bool,
    output: Path | None,
    **options: Any,  # noqa: ARG001  they are in the configuration
) -> None:
    """Accept all that is found at PATH today.

    The file is found by a check in the folder of PATH, in the working folder, or above. What it accepts is told as
    ignored; when its day has passed, or it is not found any more, the check says so.
    """
    from dataclasses import replace

    from samtykke import baseline
    from samtykke.check import check
    from samtykke.suppress import IGNORABLE

    lang = configuration.settings.lang or preferred()
    t = translator(lang)
    today = date.today()
    day = until.date() if until else today + timedelta(days=DAYS)
    if day < today:
        raise click.UsageError(t("%(date)s has passed.") % {"date": day.isoformat()})
    target = open_target(t, configuration)
    file = output or (target.baseline.path if target.baseline else Path(NAME))
    with progress_bar(t) as progress:
        result = check(replace(target, baseline=None), lang, jobs=configuration.settings.jobs, progress=progress)
    findings = [f for f in result.findings if f.rule in IGNORABLE]
    entries = baseline.accept(findings, day, None if renew else target.baseline)
    try:
        baseline.write(file, entries)
    except OSError as error:
        message = t("The baseline cannot be written to %(file)s: %(error)s")
        raise click.UsageError(message % {"file": file, "error": error.strerror or error}) from error
    message = t("%(file)s accepts %(number)d findings; the first until %(date)s.")
    first = min((entry.until for entry in entries), default=day)
    click.echo(message % {"file": file, "number": len(entries), "date": first.isoformat()})
