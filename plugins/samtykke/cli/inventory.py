"""`samtykke inventory`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from .base import Command, _
from .options import examined, open_target, reporting
from .output import Reports, progress_bar

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command(
    "inventory",
    cls=Command,
    examples=(
        ("samtykke inventory public", _("A line for each host, and for each thing that is stored.")),
        ("samtykke inventory public --format json=today.json", _("All of it, to compare later with samtykke diff.")),
    ),
    exits={
        ExitCode.CLEAN: _("everything was read"),
        ExitCode.UNVERIFIED: _("nothing to examine, or a file could not be read"),
    },
    read_on=("samtykke explain json",),
)
@examined
@reporting
@click.pass_obj
def command(configuration: Configuration, /, **options: Any) -> None:  # noqa: ARG001  they are in the configuration
    """List what the built site at PATH refers to and stores.

    It judges nothing: what is declared and what is not stand side by side.
    """
    from samtykke.checking import inventory
    from samtykke.reports import FORMATS

    settings = configuration.settings
    t = translator(settings.lang or preferred())
    known = {name: form.inventory for name, form in FORMATS.items() if form.inventory}
    target, reports = open_target(t, configuration), Reports.open(t, known, settings)
    with progress_bar(t, settings) as progress:
        scans = list(inventory(target, jobs=settings.jobs, progress=progress))
    reports.write(lambda form, style: form(scans, style))
    lost = any(scan.unread for scan in scans)
    raise SystemExit(ExitCode.UNVERIFIED if lost or not scans else ExitCode.CLEAN)
