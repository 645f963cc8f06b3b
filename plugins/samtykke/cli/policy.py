"""`samtykke policy`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from .base import AnyPath, Command, _, option
from .options import examined, open_target
from .output import note, progress_bar, write_file

if TYPE_CHECKING:
    from samtykke.config import Configuration
    from samtykke.model import Scan

FORMS = ("headers", "meta", "_headers", "nginx", "apache", "caddy")


@click.command(
    "policy",
    cls=Command,
    examples=(
        ("samtykke policy public", _("The headers as they are.")),
        ("samtykke policy public --for nginx -o headers.conf", _("A file for a server to include.")),
        ("samtykke policy public --report-only --report-to /reports", _("Try it out first: nothing is blocked.")),
    ),
    exits={
        ExitCode.CLEAN: _("the policy was made; what it cannot do is told on stderr"),
        ExitCode.UNVERIFIED: _("the folder holds nothing that browsers load"),
    },
    read_on=("samtykke explain policy",),
)
@examined
@option("--for", "server", type=click.Choice(FORMS), default="headers", show_default=True,
        help=_("Who is to send it: headers as they are, the page itself, or a server's configuration."))  # fmt: skip
@option("--report-only", is_flag=True, help=_("Block nothing: browsers only report what they would block."))
@option("--report-to", metavar="URL", help=_("Where browsers send their reports."))
@option("-o", "--output", type=AnyPath(dir_okay=False, path_type=Path), metavar="FILE",
        help=_("Write it there, whole or not at all; to stdout otherwise."))  # fmt: skip
@click.pass_obj
def command(
    configuration: Configuration,
    /,
    server: str,
    report_only: bool,
    report_to: str | None,
    output: Path | None,
    **options: Any,  # noqa: ARG001  they are in the configuration
) -> None:
    """Turn the register into a Content-Security-Policy and more.

    From the pages at PATH it is known what is needed; the headers that belong beside the policy come with it. It names
    the hosts of declared services where the pages need them, and inline scripts by their hashes. What cannot be said in
    the chosen form, or will not work, is told on stderr.
    """
    from samtykke import catalogue
    from samtykke.checking import inventory
    from samtykke.policy import SERVERS, Inline, complete, policy

    settings = configuration.settings
    t = translator(settings.lang or preferred())
    if report_to is not None and not _is_address(report_to):
        raise click.UsageError(t("--report-to must be a whole address, or a path on the site: /reports"))
    target = open_target(t, configuration)
    if target.register_path is None:
        raise click.UsageError(t("No register was found: content/register.toml or register.toml."))
    documents: list[bool] = []
    with progress_bar(t, settings) as progress:
        scans = _counted(inventory(target, jobs=settings.jobs, progress=progress), documents)
        made = policy(target.register, catalogue.load(), scans)
    if not documents:
        click.echo(t("Nothing was found to examine: the folder has no files of a kind that browsers load."), err=True)
        raise SystemExit(ExitCode.UNVERIFIED)
    inline = Inline.of(target.root, target.register)
    whole = complete(made, target.register, inline, t, report_only=report_only, report_to=report_to or "")
    text, notes = SERVERS[server](whole, t)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text, t("The policy cannot be written to %(file)s: %(error)s"))
    unread = documents.count(False)
    if unread:
        message = t("Files that could not be read, and of which the policy does not know what they need: %(number)d.")
        note(settings, message % {"number": unread})
    for told in (*whole.notes, *notes):
        note(settings, t("Note: %(note)s") % {"note": told})


def _counted(scans: Iterable[Scan], documents: list[bool]) -> Iterator[Scan]:
    """The same; whether each could be read stands in `documents` then."""
    for scan in scans:
        documents.append(not scan.unread)
        yield scan


def _is_address(written: str) -> bool:
    import re

    return re.fullmatch(r"(https://[\w.-]+(:\d+)?)?/[\w./~-]*", written) is not None
