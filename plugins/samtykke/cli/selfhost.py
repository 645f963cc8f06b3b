"""`samtykke selfhost`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from samtykke.exit import ExitCode
from samtykke.files import why
from samtykke.locale import preferred, translator

from .base import AnyPath, Command, _, argument, option
from .options import copied, judged_by, open_target, telling
from .output import as_json

if TYPE_CHECKING:
    from samtykke.config import Configuration
    from samtykke.selfhost.gather import Gathered


@click.command(
    "selfhost",
    cls=Command,
    examples=(
        ("samtykke selfhost public --dry-run", _("Show what would be fetched, and ask nobody.")),
        ("samtykke selfhost public", _("Fetch what the pages load and is not kept yet.")),
        ("samtykke selfhost public --update --prune", _("Fetch all of it anew, and remove what is no longer used.")),
    ),
    exits={
        ExitCode.CLEAN: _("all that the pages load from these hosts is kept"),
        ExitCode.FINDINGS: _("something is not kept; it is told why"),
        ExitCode.UNVERIFIED: _("nothing to examine, or a host could not be reached"),
    },
    read_on=("samtykke explain selfhost", "samtykke explain gate"),
)
@argument("path", type=AnyPath(), required=False)
@judged_by
@copied
@option("--exclude", multiple=True, metavar="GLOB",
        help=_("Addresses that are not fetched: 'https://unpkg.com/*'; repeatable."))  # fmt: skip
@option("--update", is_flag=True, help=_("Fetch what is kept anew, and tell what has changed."))
@option("--prune", is_flag=True, help=_("Remove copies that no page leads to."))
@option("--dry-run", is_flag=True, help=_("Tell what would be fetched; ask nobody, and change nothing."))
@telling
@click.pass_obj
def command(
    configuration: Configuration,
    /,
    *,
    exclude: tuple[str, ...],
    update: bool,
    prune: bool,
    dry_run: bool,
    form: str,
    **options: Any,  # noqa: ARG001  they are in the configuration
) -> None:
    """Keep copies of libraries and typefaces with the site.

    In the built pages at PATH (the folder output, if it is not given), everything is looked up that comes from the
    hosts of Google Fonts, cdnjs, jsDelivr, unpkg and the like; and in style sheets and scripts that are fetched, what
    they load in turn. It is kept in a folder of the project, with a lock that says where each file is from and what its
    bytes are. Commit both.

    Nothing else asks the network. Builds with the plugin, and samtykke gate, make the pages load the copies.
    """
    from samtykke.selfhost import Store, find_store
    from samtykke.selfhost.fetch import internet
    from samtykke.selfhost.gather import gather, outlook
    from samtykke.selfhost.publish import publish
    from samtykke.selfhost.telling import as_data, lines, outlook_lines
    from samtykke.selfhost.wanted import wanted
    from samtykke.site import walk

    settings = configuration.settings
    t = translator(settings.lang or preferred())
    target = open_target(t, configuration)
    store = Store.open(find_store(settings.selfhost, target.register_path))
    found = wanted(target.root, target.site().hosts, target.register, publish(store, intact=False))
    if found.stale and prune:
        message = t("The pages load copies that are not kept any more (%(name)s). Build them anew before --prune.")
        raise click.UsageError(message % {"name": found.stale[0]})
    if dry_run:
        would, unused = outlook(found.files.values(), store, exclude=exclude, update=update)
        if form == "json":
            missing = [{"url": one.url, "place": one.place} for one in would]
            click.echo(as_json({"version": 1, "missing": missing, "unused": unused}))
        else:
            for line in outlook_lines(would, unused, t):
                click.echo(line)
        raise SystemExit(ExitCode.CLEAN)
    done = gather(found.files.values(), store, internet(), exclude=exclude, update=update, prune=prune)
    try:
        store = store.written(done.entries.values(), done.data)
    except OSError as error:
        values = {"file": error.filename or store.folder, "error": t(why(error))}
        raise click.UsageError(t("%(file)s cannot be written: %(error)s") % values) from error
    if form == "json":
        click.echo(as_json(as_data(done, store, t)))
    else:
        for line in lines(done, store, t, quiet=settings.quiet):
            click.echo(line)
    documents = any(True for _entry in walk(target.root))
    if not documents:
        click.echo(t("Nothing was found to examine: the folder has no files of a kind that browsers load."), err=True)
    raise SystemExit(_code(done, documents=documents))


def _code(done: Gathered, *, documents: bool) -> ExitCode:
    """What a run comes to."""
    if any(not failure.error.unreachable for failure in done.failures):
        return ExitCode.FINDINGS
    return ExitCode.UNVERIFIED if done.failures or not documents else ExitCode.CLEAN
