"""`samtykke baseline write`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.baseline import DAYS, NAME, Entry
from samtykke.exit import ExitCode
from samtykke.files import shown_path, why
from samtykke.locale import Translate, preferred, translator

from ..base import AnyPath, Command, Day, _, option
from ..options import examined, open_target
from ..output import progress_bar, say

if TYPE_CHECKING:
    from samtykke.checking import Target
    from samtykke.config import Configuration
    from samtykke.model import Finding


@click.command(
    "write",
    cls=Command,
    examples=(
        ("samtykke baseline write public", _("Accept what is there for 90 days, to be mended step by step.")),
        ("samtykke baseline write public --until 2027-06-30 --renew", _("Give all of it a new day.")),
        ("samtykke baseline write public --evidence evidence", _("Accept what an audit has found, too.")),
    ),
    exits={
        ExitCode.CLEAN: _("the baseline was written"),
        ExitCode.UNVERIFIED: _("nothing to examine, or evidence that is not finished or not what it was"),
    },
    read_on=("samtykke explain ignoring",),
)
@examined
@option("--until", type=Day(), metavar="YYYY-MM-DD",
        help=_("The last day on which they are accepted; in 90 days otherwise."))  # fmt: skip
@option("--renew", is_flag=True, help=_("Give that day also to what an earlier baseline accepts."))
@option("--evidence", type=AnyPath(path_type=Path), metavar="DIR",
        help=_("Accept also what the audit has found that wrote this folder."))  # fmt: skip
@option("-o", "--output", type=AnyPath(dir_okay=False, path_type=Path), metavar="FILE",
        help=_("The file; the one that a check would find otherwise, or a new samtykke-baseline.json."))  # fmt: skip
@click.pass_obj
def command(
    configuration: Configuration,
    /,
    until: datetime | None,
    renew: bool,
    evidence: Path | None,
    output: Path | None,
    **options: Any,  # noqa: ARG001  they are in the configuration
) -> None:
    """Accept all that is found at PATH today, until a day.

    The file is found by a check in the folder of PATH, in the working folder, or above. What it accepts is told as
    ignored; when its day has passed, or it is not found any more, the check says so, and of what an audit has found,
    the audit.
    """
    from samtykke import baseline

    settings = configuration.settings
    t = translator(settings.lang or preferred())
    today = date.today()
    day = until.date() if until else today + timedelta(days=DAYS)
    if day < today:
        raise click.UsageError(t("%(date)s has passed.") % {"date": day.isoformat()})
    audited = _audited(evidence, t) if evidence else None
    # Of a running site there may be nothing built to check.
    built = audited is None or Path(settings.path).exists()
    target = open_target(t, configuration, must_exist=built)
    earlier = target.baseline.entries if target.baseline else ()
    kept = () if renew else earlier
    entries = (
        baseline.accept(_found(configuration, target, t), day, kept) if built else _again(earlier, day, renew, False)
    )
    if audited is not None:
        entries += baseline.accept(audited, day, kept, audited=True)
    else:
        entries += _again(earlier, day, renew, True)
    made = baseline.merged(entries)
    file = output or (target.baseline.path if target.baseline else Path(NAME))
    try:
        baseline.write(file, made)
    except OSError as error:
        message = t("The baseline cannot be written to %(file)s: %(error)s")
        raise click.UsageError(message % {"file": file, "error": t(why(error))}) from error
    message = t("%(file)s accepts %(number)d findings; the first until %(date)s.")
    first = min((entry.until for entry in made), default=day)
    say(settings, message % {"file": shown_path(file), "number": len(made), "date": first.isoformat()})


def _found(configuration: Configuration, target: Target, t: Translate) -> list[Finding]:
    """What a check finds of what can be accepted."""
    from dataclasses import replace

    from samtykke.checking import check
    from samtykke.suppress import IGNORABLE

    settings = configuration.settings
    with progress_bar(t, settings) as progress:
        lang = settings.lang or preferred()
        result = check(replace(target, baseline=None), lang, jobs=settings.jobs, progress=progress)
    if not result.documents:
        click.echo(t("Nothing was found to examine: the folder has no files of a kind that browsers load."), err=True)
        raise SystemExit(ExitCode.UNVERIFIED)
    return [f for f in result.findings if f.rule in IGNORABLE]


def _audited(folder: Path, t: Translate) -> list[Finding]:
    """What an audit has found, with what an earlier baseline had accepted of it."""
    from samtykke.audit import evidence
    from samtykke.suppress import IGNORABLE

    try:
        result = evidence.read(folder).result
    except evidence.EvidenceError as error:
        click.echo(error.report(t), err=True)
        raise SystemExit(ExitCode.UNVERIFIED) from None
    accepted = (ignored.finding for ignored in result.suppressed if ignored.by == "baseline")
    return [f for f in (*result.findings, *accepted) if f.rule in IGNORABLE]


def _again(earlier: Iterable[Entry], day: date, renew: bool, audited: bool) -> list[Entry]:
    """The entries of the one kind as they were: it was not looked whether they are still found."""
    from dataclasses import replace

    same = (entry for entry in earlier if entry.audited is audited)
    return [replace(entry, until=day) if renew else entry for entry in same]
