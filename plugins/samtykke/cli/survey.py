"""`samtykke survey`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.exit import ExitCode
from samtykke.locale import Translate, preferred, translator

from .base import AnyPath, Command, Number, _, argument, option
from .options import telling
from .output import as_json, note

if TYPE_CHECKING:
    from samtykke.config import Configuration
    from samtykke.survey.model import Unit
    from samtykke.survey.summary import Summed

_MOST_NAMED = 8
_NEEDED = ("distributed", "fastwarc", "fsspec", "pyarrow")


@click.command(
    "survey",
    cls=Command,
    examples=(
        ("samtykke survey sites --to survey", _("Examine each folder in sites as the site that its name says.")),
        ("samtykke survey crawl/*.warc.gz --to survey", _("Examine the sites in archives of a crawl.")),
        ("samtykke survey list.txt --to survey --scheduler tls://a:8786", _("On a Dask scheduler that runs.")),
    ),
    exits={
        ExitCode.CLEAN: _("everything was examined"),
        ExitCode.UNVERIFIED: _("nothing to examine, or something could not be examined or verified"),
    },
    read_on=("samtykke explain scale",),
)
@argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@option("--to", type=AnyPath(file_okay=False), metavar="FOLDER", required=True,
        help=_("Where the tables go, as Parquet; what an earlier run has done there is not done again."))  # fmt: skip
@option("--jobs", type=Number(1, 64), metavar="N", help=_("Workers on this machine; by cores otherwise."))
@option("--scheduler", metavar="ADDRESS", default="", help=_("A Dask scheduler to use, instead of this machine alone."))
@telling
@click.pass_obj
def command(
    configuration: Configuration, /, *, sources: tuple[str, ...], to: str, jobs: int | None, scheduler: str, form: str
) -> None:
    """Tell of many sites which services are live before consent.

    Sources are folders of sites, WARC files, addresses of WARC files that fsspec opens, or lists of these. Every page
    is read as the check reads it, with no register: services have the catalogue's names. Needs the extra survey.
    """
    from samtykke.survey.sources import units

    settings = configuration.settings
    t = translator(settings.lang or preferred())
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        message = t('This needs the extra survey: pip install "samtykke[survey]". Missing: %(names)s.')
        raise click.UsageError(message % {"names": ", ".join(missing)})
    from samtykke.survey.run import survey
    from samtykke.survey.summary import as_data, summed

    failed = 0

    def told(unit: Unit, why: str) -> None:
        nonlocal failed
        failed += bool(why)
        if why:
            message = t("%(source)s was not examined, and will be in the next run: %(reason)s")
            click.echo(message % {"source": _shown(unit.address), "reason": _shown(why)}, err=True)
        else:
            note(settings, t("Examined: %(source)s") % {"source": _shown(unit.address)})

    try:
        wanted = list(units(sources))
        if not wanted:
            click.echo(t("There is nothing to examine: no pages, no folders with sites and no archives."), err=True)
            raise SystemExit(ExitCode.UNVERIFIED)
        survey(wanted, Path(to), jobs=jobs, scheduler=scheduler, told=told)
        found = summed(Path(to))
    except FileNotFoundError as error:
        raise click.UsageError(
            t("%(file)s does not exist.") % {"file": _shown(str(error.filename or error))}
        ) from error
    except OSError as error:
        raise click.UsageError(_shown(str(error))) from error
    if form == "json":
        click.echo(as_json(as_data(found)))
    else:
        _tell(found, t)
    unsure = failed or any(one.unverified for one in found.values())
    raise SystemExit(ExitCode.UNVERIFIED if unsure else ExitCode.CLEAN)


def _tell(found: Mapping[str, Summed], t: Translate) -> None:
    """A line for each site, then how many sites each service is live on."""
    for site, one in found.items():
        parts = [t("live: %(names)s") % {"names": _listed(one.services)}] if one.services else []
        parts += [t("unknown: %(names)s") % {"names": _listed(one.hosts)}] if one.hosts else []
        parts += [t("could not be verified: %(number)d") % {"number": one.unverified}] if one.unverified else []
        parts += [_shown(text) for text in sorted(one.notes)]
        click.echo(f"{_shown(site)}  {'; '.join(parts) or t('nothing is live')}")
    live = Counter(name for one in found.values() for name in one.services)
    for service, number in sorted(live.items(), key=lambda item: (-item[1], item[0])):
        click.echo(t("%(service)s: live on %(number)d of %(all)d sites") % {
            "service": service, "number": number, "all": len(found),
        })  # fmt: skip


def _listed(names: set[str]) -> str:
    shown = [_shown(name) for name in sorted(names)]
    return ", ".join(shown[:_MOST_NAMED]) + (", …" if len(shown) > _MOST_NAMED else "")


def _shown(text: str) -> str:
    from samtykke.rules.base import shown

    return shown(text, 300)
