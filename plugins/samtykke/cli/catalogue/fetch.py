"""`samtykke catalogue fetch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from ..base import Command, ExistingPath, _, option
from ..output import say, write_file

if TYPE_CHECKING:
    from samtykke.config import Configuration


@click.command(
    "fetch",
    cls=Command,
    examples=(
        ("samtykke catalogue fetch", _("By npm, with your own settings.")),
        ("samtykke catalogue fetch --from package.tgz", _("The archive was fetched on another machine.")),
    ),
    exits={
        ExitCode.CLEAN: _("the names were fetched"),
        ExitCode.UNVERIFIED: _("they could not be fetched, or are not what they should be; what was there stays"),
    },
    read_on=("samtykke explain catalogue",),
)
@option("--from", "file", type=ExistingPath(dir_okay=False), metavar="FILE",
        help=_("The package's archive (.tgz), fetched elsewhere: nothing is asked of the network."))  # fmt: skip
@option("--registry", metavar="URL", help=_("An npm registry, asked without npm; npm and its settings otherwise."))
@click.pass_obj
def command(configuration: Configuration, /, file: Path | None, registry: str | None) -> None:
    """Fetch names for hosts that the catalogue does not know.

    They come from the npm package third-party-web: one version, held against its SHA-512, kept in the user's cache.
    Findings, init, explain and the audit then say who is probably behind an unknown host.

    It is a hint: an unknown host stays an undeclared third party.
    """
    from samtykke import vendors
    from samtykke.vendors import fetch, model
    from samtykke.vendors.package import vendors_in

    settings = configuration.settings
    t = translator(settings.lang or preferred())
    if file and registry:
        raise click.UsageError(t("Either --from or --registry, not both."))
    pin = model.PIN
    try:
        if file:
            archive = fetch.from_file(file)
        else:
            archive = fetch.from_registry(registry, pin) if registry else fetch.from_npm(pin)
        found = vendors.Vendors(vendors_in(archive, pin))
    except vendors.VendorsError as error:
        click.echo(error.report(t), err=True)
        raise SystemExit(ExitCode.UNVERIFIED) from error
    path = vendors.stored()
    write_file(path, vendors.written(found.all, pin), t("%(file)s cannot be written: %(error)s"))
    told = t("%(name)s: %(hosts)d hosts of %(vendors)d vendors, kept in %(file)s.")
    say(settings, told % {"name": pin.name, "hosts": len(found), "vendors": len(found.all), "file": path})
