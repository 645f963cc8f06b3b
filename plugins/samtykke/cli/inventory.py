"""`samtykke inventory`."""

from __future__ import annotations

from typing import Any

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from .base import Command
from .options import examined, open_target, reporting
from .output import progress_bar, write_reports


@click.command("inventory", cls=Command)
@examined
@reporting
def command(**options: Any) -> None:
    """List everything that the built site at PATH refers to and stores."""
    from samtykke.check import inventory
    from samtykke.reports import FORMATS

    t = translator(options["lang"] or preferred())
    target = open_target(t, options)
    with progress_bar(t) as progress:
        scans = list(inventory(target, jobs=options["jobs"], progress=progress))
    write_reports(t, options, lambda name, style: FORMATS[name].inventory(scans, style))
    lost = any(problem.rule == "unreadable-document" for scan in scans for problem in scan.problems)
    raise SystemExit(ExitCode.UNVERIFIED if lost or not scans else ExitCode.CLEAN)
