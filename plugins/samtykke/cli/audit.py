"""`samtykke audit`."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.exit import ExitCode
from samtykke.locale import Translate, preferred, translator

from .base import AnyPath, Command, Number, _, option
from .options import LEVELS, examined, fetched_vendors, open_target, reporting
from .output import Reports, progress_bar, write_file

if TYPE_CHECKING:
    from samtykke.audit.evidence import Evidence
    from samtykke.audit.model import AuditResult
    from samtykke.audit.run import Auditor, Options
    from samtykke.checking import Target
    from samtykke.config import Configuration

_ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)


class BannerPart(click.ParamType[tuple[str, str]]):
    """A part of the banner and its CSS selector."""

    name = "part"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Part and selector."""
        part, _, css = str(value).partition("=")
        if not css.strip():
            self.fail(f"{value!r} is not PART=CSS", param, ctx)
        return part.strip(), css.strip()


@click.command(
    "audit",
    cls=Command,
    examples=(
        ("samtykke audit public --evidence evidence", _("Every state of consent, kept to make reports of.")),
        ("samtykke audit public --state before --state reject", _("Only what may happen without a yes.")),
        ("samtykke audit https://www.example.no --register register.toml", _("A running site, as visitors get it.")),
    ),
    exits={
        ExitCode.CLEAN: _("the site did only what its register says"),
        ExitCode.FINDINGS: _("findings at or above --fail-on"),
        ExitCode.UNVERIFIED: _("no browser, or something could not be verified"),
    },
    read_on=("samtykke explain audit",),
)
@examined
@reporting
@option("--fail-on", type=click.Choice(LEVELS),
        help=_("The level from which findings end in exit code 1: error, unless told otherwise."))  # fmt: skip
@option("--state", "states", multiple=True, metavar="STATE",
        help=_("before, reject, accept, only-<category>, withdraw, gpc or no-script; may be repeated. Otherwise all."),
)  # fmt: skip
@option("--pages", multiple=True, metavar="PAGE", help=_("Open this page, by path or address; may be repeated."))
@option("--all", "all_pages", is_flag=True, help=_("Open every page, instead of some of each kind."))
@option("--sample", type=Number(1), metavar="N", help=_("Open at most N pages."))
@option("--live", is_flag=True, help=_("Really contact third parties, instead of standing in for them."))
@option("--hold-hits", is_flag=True, help=_("With --live: keep back beacons and other hits that are counted."))
@option("--evidence", type=AnyPath(path_type=Path), metavar="DIR",
        help=_("Keep everything that was seen in a new folder; samtykke report makes reports of it."))  # fmt: skip
@option("--record", type=AnyPath(dir_okay=False, path_type=Path), metavar="FILE",
        help=_("Write down, for the repository, which hosts and items were observed; samtykke check reads it."),
)  # fmt: skip
@option("--write", is_flag=True, help=_("Add drafts of what is not declared to the register."))
@option("--banner", "banner", type=BannerPart(), multiple=True, metavar="PART=CSS",
        help=_("Where a part of the banner is, if its words do not tell: banner, accept, reject, settings, save, "
               "close, layer, switches or reopen; may be repeated."))  # fmt: skip
@option("--browser", type=AnyPath(path_type=Path), metavar="PATH", help=_("The browser; found otherwise."))
@option("--no-sandbox", is_flag=True, help=_("Run the browser without its own sandbox."))
@click.pass_obj
def command(configuration: Configuration, /, **options: Any) -> None:
    """Hold what a site does in a real browser against its register.

    PATH is the built site, or the address of a running one. It is opened in every state of consent: before any choice,
    after a no and a yes, after the yes is taken back. Nothing leaves the machine unless --live is given, or an address:
    third parties are stood in for.
    """
    settings = configuration.settings
    lang = settings.lang or preferred()
    t = translator(lang)
    try:
        import cryptography  # noqa: F401
        import playwright  # noqa: F401
    except ImportError:
        missing = t(
            "The audit needs Playwright and cryptography, and a Chromium, Chrome or Edge on the machine. "
            'Install them with pip install "samtykke[audit]", and on Debian and Ubuntu apt-get install chromium.'
        )
        _give_up(missing)
    from samtykke.audit.banners import given
    from samtykke.audit.login import Login
    from samtykke.audit.report import FORMATS, drawn
    from samtykke.audit.run import AuditError, Auditor, Options

    address = settings.path if _ADDRESS.fullmatch(settings.path) else ""
    plain, _login = Login.taken_out(address)  # a password is for the browser alone
    target = _running(t, configuration, plain) if address else open_target(t, configuration)
    reports = Reports.open(t, FORMATS, settings)
    wanted = Options(
        address=address,
        states=tuple(options["states"]),
        pages=tuple(options["pages"]),
        all_pages=options["all_pages"],
        sample=options["sample"] or 0,
        live=options["live"],
        hold_hits=options["hold_hits"],
        banner=dict(options["banner"]),
        lang=lang,
        jobs=settings.jobs or 0,
        pictures=options["evidence"] is not None,
    )
    if wanted.banner:
        try:
            given(wanted.banner)
        except ValueError as error:
            raise click.BadParameter(t(str(error)), param_hint="--banner") from error
    _vacant(t, options["evidence"])
    with ExitStack() as stack:
        try:
            auditor = stack.enter_context(Auditor(options["browser"], sandbox=not options["no_sandbox"]))
            keeper = _evidence(t, options["evidence"], target, wanted, auditor)
            with progress_bar(t, settings) as progress:
                result = auditor.audit(target, wanted, keeper, progress)
        except AuditError as error:
            _give_up(t("The audit could not be made: %(reason)s.") % {"reason": error.report(t)})
        except LookupError as error:
            raise click.UsageError(t("There is no such page or state: %(name)s") % {"name": error.args[0]}) from error
    if keeper is not None:
        keeper.finish(result)
    _write_down(t, options, target, result)
    reports.write(
        lambda form, style: [form.render(drawn(result, target.register, lang, color=style.color, width=style.width))]
    )
    raise SystemExit(result.exit_code(settings.fail_on))


def _give_up(message: str) -> None:
    click.echo(message, err=True)
    raise SystemExit(ExitCode.UNVERIFIED)


def _running(t: Translate, configuration: Configuration, address: str) -> Target:
    """The register for a running site, looked for from the working folder."""
    from samtykke.checking import Target

    settings = configuration.settings
    register = Path(settings.register_) if settings.register_ else None
    accepted = Path(settings.baseline) if settings.baseline else None
    target = Target.open(Path.cwd(), register, address, baseline_path=accepted, asks=settings.asks)
    return replace(target, vendors=fetched_vendors(t, configuration))


def _vacant(t: Translate, folder: Path | None) -> None:
    """Say it before a browser is started, where evidence cannot go there."""
    from samtykke.audit.evidence import EvidenceError, vacant

    if folder is None:
        return
    try:
        vacant(folder)
    except EvidenceError as error:
        raise click.UsageError(error.report(t)) from error


def _evidence(t: Translate, folder: Path | None, target: Target, wanted: Options, auditor: Auditor) -> Evidence | None:
    from samtykke.audit.evidence import Evidence, EvidenceError, Facts

    if folder is None:
        return None
    facts = (
        *wanted.states,
        *wanted.pages,
        str(wanted.all_pages),
        str(wanted.sample),
        str(wanted.live),
        str(wanted.hold_hits),
        *(f"{part}={css}" for part, css in wanted.banner.items()),
        wanted.lang,
    )
    try:
        return Evidence.open(folder, Facts.of(target, auditor.browser_name, facts), target.register_text)
    except EvidenceError as error:
        raise click.UsageError(error.report(t)) from error


def _write_down(t: Translate, options: dict[str, Any], target: Target, result: AuditResult) -> None:
    """The record and the drafts, where they are asked for."""
    from samtykke.audit import draft, record
    from samtykke.register.unfinished import TODO

    complaint = t("%(file)s cannot be written: %(error)s")
    if options["record"] is not None:
        write_file(options["record"], record.render(result), complaint)
    if options["write"] and result.drafts:
        if target.register_path is None:
            raise click.UsageError(t("No register was found: content/register.toml or register.toml."))
        write_file(target.register_path, draft.added(target.register_text, result.drafts), complaint)
        message = t("Added to %(file)s, to be completed where it says %(gap)s: %(names)s.")
        names = ", ".join(d.service for d in result.drafts)
        click.echo(message % {"file": target.register_path, "gap": TODO, "names": names}, err=True)
