"""`samtykke markdown`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.exit import ExitCode
from samtykke.locale import Translate, preferred, translator

from .base import AnyPath, Command, _, argument, option
from .options import LEVELS, judged_by, open_target, reporting
from .output import Reports, note

if TYPE_CHECKING:
    from samtykke.checking import Target
    from samtykke.config import Configuration
    from samtykke.markdown.judging import Judged
    from samtykke.selfhost.publish import Copy

_SETTINGS = "pelicanconf.py"
_ENDINGS = (".md", ".markdown", ".mkd", ".mdown")
"""As Pelican has them."""
_GATES = re.compile(r"""["']gate["']\s*:\s*True""")


@click.command(
    "markdown",
    cls=Command,
    examples=(
        ("samtykke markdown content/pages/om.md", _("Say what in the file is not declared, or not held back.")),
        ("samtykke markdown --format lines content/*.md", _("A line for each finding, for editors and hooks.")),
    ),
    exits={
        ExitCode.CLEAN: _("nothing to say of what can be judged before the build"),
        ExitCode.FINDINGS: _("findings at or above --fail-on"),
        ExitCode.UNVERIFIED: _("a file could not be read"),
    },
    read_on=("samtykke explain integrations", "samtykke explain ignoring"),
)
@argument("files", type=AnyPath(path_type=Path), nargs=-1, required=True, metavar="FILE...")
@judged_by
@reporting
@option("--fail-on", type=click.Choice(LEVELS),
        help=_("The level from which findings end in exit code 1: error, unless told otherwise."))  # fmt: skip
@option(
    "--embeds/--no-embeds",
    default=None,
    help=_("Whether the build makes gates of embeds that are pasted; told by pelicanconf.py otherwise."),
)
@option(
    "--gate/--no-gate",
    "gates",
    default=None,
    help=_("Whether the build makes gates of all that is declared (samtykke gate); told by pelicanconf.py otherwise."),
)
@click.pass_obj
def command(
    configuration: Configuration,
    /,
    files: tuple[Path, ...],
    embeds: bool | None,
    gates: bool | None,
    **options: Any,  # noqa: ARG001  they are in the configuration
) -> None:
    """Hold the HTML in Markdown files against the register.

    It is quick, and needs no build: what is written as HTML, and every picture, is judged by the same rules as the
    built pages, as far as a part of a page can be. Code is not HTML. The check of the built site has the last word.

    Of a folder, all Markdown files below it are read.
    """
    settings = configuration.settings
    lang = settings.lang or preferred()
    t = translator(lang)
    absent = next((file for file in files if not file.exists()), None)
    if absent is not None:
        raise click.UsageError(t("%(file)s does not exist.") % {"file": absent})
    named, files = files, tuple(dict.fromkeys(one for file in files for one in _below(file)))
    if not files:
        click.echo(t("No Markdown file lies below %(folder)s.") % {"folder": named[0]}, err=True)
        raise SystemExit(ExitCode.UNVERIFIED)
    if not settings.format and not any(map(_worth_reading, files)):
        return  # most Markdown has nothing to judge, and a hook should not be waited for
    from samtykke.markdown.judging import judge
    from samtykke.model import Level
    from samtykke.reports import FORMATS
    from samtykke.rules.base import shown

    reports = Reports.open(t, FORMATS, settings)
    target = open_target(t, configuration, must_exist=False)
    plugin = _pelican_settings(files)
    judged = judge(
        files,
        target,
        lang,
        embeds="samtykke" in plugin if embeds is None else embeds,
        gates=_GATES.search(plugin) is not None if gates is None else gates,
        copies=_copies(target, settings.selfhost),
    )
    if judged.result.findings or settings.format:
        reports.write(lambda form, style: form.check(judged.result, style))
    _tell_missing(judged, target, t)
    if judged.later:
        message = t("Left to the check of the built pages: %(number)d places, which a part of a page does not tell.")
        note(settings, message % {"number": judged.later})
    for file, why in judged.unread:
        message = t("%(file)s could not be read: %(error)s")
        click.echo(message % {"file": shown(str(file), 300), "error": t(why)}, err=True)
    code = judged.result.exit_code(Level(settings.fail_on))
    code = ExitCode.FINDINGS if judged.missing else code
    raise SystemExit(ExitCode.UNVERIFIED if judged.unread and code is ExitCode.CLEAN else code)


def _below(file: Path) -> Iterable[Path]:
    """The file itself; of a folder, the Markdown files below it, in the order of their paths."""
    if not file.is_dir():
        return [file]
    return sorted(one for one in file.rglob("*") if one.suffix.lower() in _ENDINGS and not one.is_dir())


def _copies(target: Target, setting: str | None) -> dict[str, Copy]:
    """What the build serves from the site itself. Raises SelfhostError."""
    from samtykke.selfhost.lock import LOCK, find_store

    if not (find_store(setting, target.register_path) / LOCK).exists():
        return {}  # a hook should not be waited for
    from samtykke.mending import copies_for

    return copies_for(target, setting)


def _worth_reading(file: Path) -> bool:
    """Whether it may hold HTML; also where it cannot be read, which is told later."""
    from samtykke.markdown.reading import worth_judging

    try:
        return worth_judging(file.read_text("utf-8", "replace"))
    except OSError:
        return True


def _pelican_settings(files: tuple[Path, ...]) -> str:
    """The text of the nearest pelicanconf.py above the files that names our plugin; empty where there is none."""
    for folder in dict.fromkeys(parent for file in files for parent in file.resolve().parents):
        try:
            text = (folder / _SETTINGS).read_text("utf-8", "replace")
        except OSError:
            continue
        if "samtykke" in text:
            return text
    return ""


def _tell_missing(judged: Judged, target: Target, t: Translate) -> None:
    """What was pasted and is not declared, as the build would tell it."""
    from samtykke import catalogue, gating

    shown = target.register_path.as_posix() if target.register_path else "register.toml"
    for message, _place in gating.report(judged.missing, target.register, shown, catalogue.load(), t):
        click.echo(message)
