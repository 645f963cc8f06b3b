"""`samtykke register add`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.exit import ExitCode
from samtykke.locale import Translate, preferred, translator

from ..base import AnyPath, Command, _, argument, option
from ..options import open_register
from ..output import say, write_file

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from samtykke.catalogue import KnownService
    from samtykke.config import Configuration


class ServiceName(click.ParamType[str]):
    """A service of the catalogue; a shell completes it."""

    name = "service"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """Those that begin so."""
        from click.shell_completion import CompletionItem

        from samtykke import catalogue

        return [CompletionItem(id_) for id_ in sorted(catalogue.load().services) if id_.startswith(incomplete)]


@click.command(
    "add",
    cls=Command,
    examples=(
        ("samtykke register add vimeo", _("By its id; «samtykke services» lists them all.")),
        (
            "samtykke register add google-analytics --set measurement_id=G-ABC123",
            _("The register then loads it itself, after consent."),
        ),
    ),
    exits={ExitCode.CLEAN: _("the service was added")},
    read_on=("samtykke explain adoption", "samtykke explain catalogue"),
)
@argument("service", type=ServiceName())
@option("--set", "values", multiple=True, metavar="KEY=VALUE",
        help=_("A setting of its tags (measurement_id=G-…): the register loads it after consent."))  # fmt: skip
@option("--register", "file", type=AnyPath(path_type=Path), metavar="FILE", help=_("The register; found otherwise."))
@click.pass_obj
def command(configuration: Configuration, /, service: str, values: tuple[str, ...], file: Path | None) -> None:
    """Add a known service at the end of the register.

    SERVICE is its id in the catalogue, or one of its hosts. It comes with what it is known to store.
    """
    from samtykke.adoption import add, entry
    from samtykke.register import parse, read

    t = translator(configuration.settings.lang or preferred())
    path = open_register(t, configuration, file)
    known = _known(service, t)
    text = read(path)
    register = parse(text, path)
    if register.find_service(known.id):
        raise click.UsageError(t("%(file)s has «%(id)s» already.") % {"file": path, "id": known.id})
    given = dict(value.partition("=")[::2] for value in values)
    made = add(text, entry(known, register, given, t))
    write_file(path, made, t("The register cannot be written to %(file)s: %(error)s"))
    message = t("%(file)s: added %(name)s. Read it through, and see what the check says.")
    say(configuration.settings, message % {"file": path, "name": known.name})


def _known(wanted: str, t: Translate) -> KnownService:
    from samtykke import catalogue
    from samtykke.register.faults import closest

    found = catalogue.load()
    name = wanted.strip().lower()
    known = found.services.get(name) or (found.by_url(name, "/") if "." in name else None)
    if known is None:
        near = closest(name, found.services)
        message = t("The catalogue does not know «%(name)s».") % {"name": wanted}
        hint = t("Did you mean «%(near)s»?") % {"near": near} if near else t("See samtykke services.")
        raise click.UsageError(f"{message} {hint}")
    return known
