"""`samtykke gate`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from samtykke.exit import ExitCode
from samtykke.files import why
from samtykke.locale import Translate, preferred, translator

from .base import Command, _, option
from .options import copied, examined, open_target, telling
from .output import as_json, progress_bar, quote

if TYPE_CHECKING:
    from samtykke.checking import Target
    from samtykke.config import Configuration, Settings
    from samtykke.mending import Mended
    from samtykke.selfhost.publish import Copy


@click.command(
    "gate",
    cls=Command,
    examples=(
        ("samtykke gate public --dry-run --diff", _("Show what would be changed, and change nothing.")),
        ("samtykke gate public --inject", _("Change the pages, and put the banner into those that lack it.")),
    ),
    exits={
        ExitCode.CLEAN: _("everything that is declared waits for consent"),
        ExitCode.FINDINGS: _("something was left as it is; it is told why"),
        ExitCode.UNVERIFIED: _("nothing to examine, or a file could not be read"),
    },
    read_on=("samtykke explain gate",),
)
@examined
@option(
    "--inject",
    is_flag=True,
    help=_("Put the banner, its files and the button that reopens the choice into pages that lack them."),
)
@copied
@option("--dry-run", is_flag=True, help=_("Tell what would be done, and change nothing."))
@option("--diff", is_flag=True, help=_("Show every change as a diff on stdout."))
@telling
@click.pass_obj
def command(
    configuration: Configuration,
    /,
    inject: bool,
    dry_run: bool,
    diff: bool,
    form: str,
    **options: Any,  # noqa: ARG001  they are in the configuration
) -> None:
    """Make what loads without consent wait for it.

    In the built pages at PATH (the folder output, if it is not given), every script, frame, picture and style sheet of
    a service that the register declares with basis "consent" becomes a gate that the banner opens; copies in noscript
    and resource hints are removed. What is not declared is never touched: it still fails the check.

    What samtykke selfhost has fetched is loaded from the site itself, and need not wait.

    What cannot be held back safely is left, and told with the reason and what you can do. Every byte outside the
    changes stays, and a second run changes nothing.

    With --inject, pages also get what asks: the banner in the page's language, its script and style sheet (written to
    samtykke/), the button in the footer, and the parts of the statement where their markers stand.
    """
    from samtykke.gating.telling import as_data, injected, left_lines, summary
    from samtykke.mending import copies_for
    from samtykke.rules.base import shown

    settings = configuration.settings
    t = translator(settings.lang or preferred())
    target = open_target(t, configuration)
    copies = copies_for(target, settings.selfhost)
    _usable(target, t, inject=inject, copies=bool(copies))
    if diff and form == "json":
        raise click.UsageError(t("--diff goes with --format text only."))
    with _tried(target, t, copies=bool(copies), dry_run=dry_run) as (tree, writes):
        done, documents = _mended(tree, t, settings, inject=inject, copies=copies, writes=writes, diff=diff)
    edits = [(mended.path, edit) for mended in done for edit in mended.plan.edits]
    last = {(mended.path, mended.local): mended.plan.left for mended in done}
    left = [(path, one) for (path, _local), found in last.items() for one in found]
    changed = list(dict.fromkeys(mended.path for mended in done if mended.changes))
    if form == "json":
        click.echo(as_json(as_data(changed, edits, left, t)))
    else:
        lines = summary(edits, target.register, t)
        lines += injected((part for mended in done for part in mended.injected), t)
        lines += left_lines(left, target.register, t)
        # Beside a diff, on stdout there is nothing else.
        for line in (*lines, _sum(len(changed), len(left), dry_run, t)):
            click.echo(line, err=diff)
    unread = [mended for mended in done if mended.unread]
    for mended in unread:
        message = t("%(path)s could not be read: %(reason)s")
        click.echo(message % {"path": shown(mended.path, 300), "reason": t(mended.unread)}, err=True)
    if not documents:
        click.echo(t("Nothing was found to examine: the folder has no files of a kind that browsers load."), err=True)
    if left:
        raise SystemExit(ExitCode.FINDINGS)
    raise SystemExit(ExitCode.UNVERIFIED if unread or not documents else ExitCode.CLEAN)


@contextmanager
def _tried(target: Target, t: Translate, *, copies: bool, dry_run: bool) -> Iterator[tuple[Target, bool]]:
    """(the tree to work on, whether to write there): what is gated depends on what is served by the site itself, so
    that both are tried on a copy of the tree."""
    from samtykke.selfhost.localise import trial

    if not (dry_run and copies and target.root.is_dir()):
        yield target, not dry_run
        return
    with ExitStack() as stack:
        try:
            root = stack.enter_context(trial(target.root))
        except OSError as error:
            message = t("%(path)s cannot be copied for a trial: %(error)s")
            raise click.UsageError(message % {"path": target.root, "error": t(why(error))}) from error
        yield replace(target, root=root), True


def _usable(target: Target, t: Translate, *, inject: bool, copies: bool) -> None:
    """Raise click.UsageError where nothing can be done."""
    if target.register_path is None and not copies:
        raise click.UsageError(t("No register was found: content/register.toml or register.toml."))
    if inject and not target.asks:
        raise click.UsageError(t("--inject is for sites whose banner is ours; consent-tool says that it is another's."))
    if inject and not target.root.is_dir():
        raise click.UsageError(t("--inject needs a folder: the banner's files lie beside the pages."))


def _mended(
    target: Target,
    t: Translate,
    settings: Settings,
    *,
    inject: bool,
    copies: Mapping[str, Copy],
    writes: bool,
    diff: bool,
) -> tuple[list[Mended], int]:
    """What was done, without the pages' texts, and the number of documents."""
    from samtykke.mending import injector_for, mend, write_assets

    done: list[Mended] = []
    documents = 0
    with progress_bar(t, settings) as progress:

        def report(number: int, total: int) -> None:
            nonlocal documents
            documents = total
            if progress is not None:
                progress(number, total)

        try:
            if inject and writes:
                write_assets(target)
            injector = injector_for(target) if inject else None
            for mended in mend(
                target, injector=injector, copies=copies, writes=writes, jobs=settings.jobs, progress=report
            ):
                if diff:
                    quote(mended.diff())
                done.append(mended.light())
        except OSError as error:
            message = t("%(file)s cannot be written: %(error)s. What was written stays; run the command again.")
            values = {"file": error.filename or target.root, "error": t(why(error))}
            raise click.UsageError(message % values) from error
    return done, documents


def _sum(changed: int, left: int, dry_run: bool, t: Translate) -> str:
    """The last line: what was done, and what is left to do."""
    if dry_run:
        said = t("Files that would be changed: %(changed)d. Left as they are: %(left)d.")
    elif not changed and not left:
        said = t("Nothing that is declared loads without consent: nothing was changed.")
    else:
        said = t("Files changed: %(changed)d. Left as they are: %(left)d.")
    return said % {"changed": changed, "left": left}
