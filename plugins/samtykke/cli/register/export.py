"""`samtykke register export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

from ..base import AnyPath, Command, _, argument, option
from ..language import words
from ..options import open_register
from ..output import note, write_file

if TYPE_CHECKING:
    from samtykke.config import Configuration


class Tool(click.ParamType[str]):
    """The name of a consent tool that can be exported to; what there is, is asked only where it matters."""

    name = "tool"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is."""
        from samtykke.exports import FORMATS

        if value not in FORMATS:
            message = words(_("There is no tool «%(name)s» here. Possible here: %(choices)s."))
            self.fail(message % {"name": value, "choices": ", ".join(FORMATS)}, param, ctx)
        return str(value)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """All names, for --help."""
        from samtykke.exports import FORMATS

        return f"{{{'|'.join(FORMATS)}}}"


@click.command(
    "export",
    cls=Command,
    examples=(("samtykke register export klaro -o static/klaro-config.js", _("From the register that is found.")),),
    exits={ExitCode.CLEAN: _("the configuration was made; what the tool cannot do is told on stderr")},
    read_on=("samtykke explain export",),
)
@argument("tool", type=Tool())
@argument("file", type=AnyPath(path_type=Path), required=False)
@option("-o", "--output", type=AnyPath(dir_okay=False, path_type=Path), metavar="FILE",
        help=_("Write it there, whole or not at all; to stdout otherwise."))  # fmt: skip
@click.pass_obj
def command(configuration: Configuration, /, tool: str, file: Path | None, output: Path | None) -> None:
    """Write the register as the configuration of another consent tool.

    The configuration speaks bokmål, nynorsk and English, as the page's lang says. What the tool cannot do with the
    register is told on stderr.
    """
    from samtykke.exports import FORMATS, UnsupportedError
    from samtykke.register import load

    t = translator(configuration.settings.lang or preferred())
    declared = load(open_register(t, configuration, file))
    if not declared.needs_consent():
        raise click.UsageError(t("Nothing in the register waits for consent: no consent tool is needed."))
    try:
        made = FORMATS[tool].export(declared, t)
    except UnsupportedError as error:
        raise click.UsageError(str(error)) from error
    if output is None:
        click.echo(made.text, nl=False)
    else:
        write_file(output, made.text, t("The configuration cannot be written to %(file)s: %(error)s"))
    for told in made.notes:
        note(configuration.settings, t("Note: %(note)s") % {"note": told})
