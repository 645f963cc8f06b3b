"""`samtykke diff`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samtykke.exit import ExitCode
from samtykke.locale import Translate, preferred, translator

from .base import AnyPath, Command, ExistingPath, _, argument, option
from .output import as_json, progress_bar

if TYPE_CHECKING:
    from samtykke.config import Configuration
    from samtykke.diff import Facts


@click.command(
    "diff",
    cls=Command,
    examples=(
        ("samtykke diff build-of-main public --format markdown", _("What a pull request changes, to paste in it.")),
        ("samtykke diff last-week.json today.json --exit-code", _("Compare two stored inventories, and fail on news.")),
    ),
    exits={
        ExitCode.CLEAN: _("the two were compared"),
        ExitCode.FINDINGS: _("something has changed, with --exit-code"),
    },
    read_on=("samtykke explain integrations",),
)
@argument("old", type=ExistingPath())
@argument("new", type=ExistingPath())
@option("--register", type=AnyPath(dir_okay=False), metavar="FILE",
        help=_("The register that names services; found from each folder otherwise."))  # fmt: skip
@option("--base-url", metavar="URL", help=_("The site's own address; the register's otherwise."))
@option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True,
        help=_("For people, for a pull request, or for programs."))  # fmt: skip
@option("--exit-code", is_flag=True, help=_("Exit 1 where anything has changed."))
@click.pass_obj
def command(
    configuration: Configuration,
    /,
    old: Path,
    new: Path,
    form: str,
    exit_code: bool,
    **options: str | None,  # noqa: ARG001  they are in the configuration
) -> None:
    """Tell what came, went or changed from OLD to NEW.

    That is services, hosts, and what is stored. Each of the two is a built site, or a JSON report of «samtykke
    inventory» or «samtykke check»; two reports must be of the same kind.
    """
    from samtykke.diff import DiffError, as_data, as_markdown, as_text, compare

    lang = configuration.settings.lang or preferred()
    t = translator(lang)
    try:
        before, after = (_facts(path, configuration, t) for path in (old, new))
    except DiffError as error:
        raise click.UsageError(
            t("No report of Samtykke: %(detail)s") % {"detail": f"{error.path}: {t(error.detail)}"}
        ) from None
    if bool(before["finding"]) != bool(after["finding"]) and any(
        facts["host"] or facts["storage"] for facts in (before, after)
    ):
        raise click.UsageError(t("One is a report of a check, the other is not: they cannot be compared."))
    changes = compare(before, after)
    if form == "json":
        click.echo(as_json(as_data(changes)))
    else:
        click.echo((as_text if form == "text" else as_markdown)(changes, t, lang), nl=False)
    raise SystemExit(ExitCode.FINDINGS if exit_code and changes else ExitCode.CLEAN)


def _facts(path: Path, configuration: Configuration, t: Translate) -> Facts:
    from samtykke.checking import Target, inventory
    from samtykke.diff import facts_in, facts_of

    if path.is_file() and path.suffix == ".json":
        return facts_in(path)
    settings = configuration.settings
    register = Path(settings.register_) if settings.register_ else None
    with progress_bar(t, settings) as progress:
        target = Target.open(path, register, settings.base_url, asks=settings.asks)
        return facts_of(inventory(target, jobs=settings.jobs, progress=progress))
