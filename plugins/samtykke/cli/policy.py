"""`samtykke policy`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.locale import preferred, translator

from .base import Command
from .options import examined, language, open_target
from .output import progress_bar, write_file

if TYPE_CHECKING:
    from samtykke.config import Configuration

FORMS = ("headers", "meta", "_headers", "nginx", "apache", "caddy")


@click.command("policy", cls=Command)
@examined
@click.option("--for", "server", type=click.Choice(FORMS), default="headers", show_default=True,
              help="Who is to send it: headers as they are, the page itself, or a server's configuration.")  # fmt: skip
@click.option("--report-only", is_flag=True, help="Block nothing: browsers only report what they would block.")
@click.option("--report-to", metavar="URL", help="Where browsers send their reports.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write it there, whole or not at all; to stdout otherwise.")  # fmt: skip
@language()
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
    """Turn the register and the pages at PATH into a Content-Security-Policy and the headers beside it.

    It names the hosts of declared services where the pages need them, and inline scripts by their hashes. What cannot
    be said in the chosen form, or will not work, is told on stderr.
    """
    from samtykke import catalogue
    from samtykke.check import inventory
    from samtykke.policy import SERVERS, Inline, complete, policy

    settings = configuration.settings
    t = translator(settings.lang or preferred())
    if report_to is not None and not _is_address(report_to):
        raise click.UsageError(t("--report-to must be a whole address, or a path on the site: /reports"))
    target = open_target(t, configuration)
    if target.register_path is None:
        raise click.UsageError(t("No register was found: content/register.toml or register.toml."))
    with progress_bar(t) as progress:
        made = policy(target.register, catalogue.load(), inventory(target, jobs=settings.jobs, progress=progress))
    inline = Inline.of(target.root, target.register)
    whole = complete(made, target.register, inline, t, report_only=report_only, report_to=report_to or "")
    text, notes = SERVERS[server](whole, t)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text, t("The policy cannot be written to %(file)s: %(error)s"))
    for note in (*whole.notes, *notes):
        click.echo(t("Note: %(note)s") % {"note": note}, err=True)


def _is_address(written: str) -> bool:
    import re

    return re.fullmatch(r"(https://[\w.-]+(:\d+)?)?/[\w./~-]*", written) is not None
