"""The command. It reads options, calls the engine and writes; what it finds out is the engine's."""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from samtykke import __version__
from samtykke.exit import ExitCode
from samtykke.locale import LANGUAGES, preferred, translator

if TYPE_CHECKING:  # the engine is imported by the command that needs it: --help must not wait for it
    from samtykke.check import Progress, Result, Target

FORMAT_NAMES = ("text", "json")


class Command(click.Command):
    """A command whose unforeseen faults are told in a line and have an exit code of their own."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; exit 2 for a bad register, 4 for a fault of ours, 130 for Ctrl-C and 143 for SIGTERM."""
        from samtykke.register import RegisterError  # noqa: PLC0415

        t = translator(ctx.params.get("lang") or preferred())
        # As an exception, so that what is half written is removed on the way out.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        try:
            return super().invoke(ctx)
        except RegisterError as error:
            click.echo(error.report(t), err=True)
            raise SystemExit(ExitCode.USAGE) from None
        except KeyboardInterrupt:
            raise SystemExit(128 + signal.SIGINT) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("SAMTYKKE_DEBUG"):
                raise
            message = t("Samtykke failed: %(error)s. Nothing was proved. SAMTYKKE_DEBUG=1 shows where.")
            click.echo(message % {"error": f"{type(error).__name__}: {error}"}, err=True)
            raise SystemExit(ExitCode.INTERNAL) from error


class Output(click.ParamType[tuple[str, str | None]]):
    """`text`, or `json=report.json`."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str | None]:
        """The format's name and the file, if one is given."""
        name, _, file = str(value).partition("=")
        if name not in FORMAT_NAMES:
            self.fail(f"{name!r} is not one of {', '.join(FORMAT_NAMES)}", param, ctx)
        return name, file or None


class Tool(click.ParamType[str]):
    """The name of a consent tool that can be exported to; what there is, is asked only where it matters."""

    name = "tool"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is."""
        from samtykke.exports import FORMATS  # noqa: PLC0415

        if value not in FORMATS:
            self.fail(f"{value!r} is not one of {', '.join(FORMATS)}", param, ctx)
        return str(value)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """All names, for --help."""
        from samtykke.exports import FORMATS  # noqa: PLC0415

        return f"{{{'|'.join(FORMATS)}}}"


def _shared(function: Any) -> Any:
    """The options that `check` and `inventory` share."""
    options = [
        click.argument("path", type=click.Path(path_type=Path), default="output"),
        click.option("--register", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
                     help="The register; found from PATH and the working folder otherwise."),
        click.option("--base-url", metavar="URL", help="The site's own address; the register's otherwise."),
        click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Worker processes; by size otherwise."),
        click.option("--format", "formats", type=Output(), multiple=True, metavar="F[=FILE]",
                     help="text or json, to the terminal or to FILE; may be repeated."),
        click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the messages; from LANG otherwise."),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto",
                     help="NO_COLOR is honoured too."),
    ]  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


@click.group(context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "SAMTYKKE"})
@click.version_option(__version__, prog_name="samtykke")
def main() -> None:
    """Prove that a built site keeps to its register of cookies and third parties.

    \b
    Exit codes:
      0  everything was examined, nothing found
      1  findings at or above --fail-on
      2  wrong usage, configuration or register
      3  nothing to examine, or something could not be verified
      4  an internal error
    """


@main.command(cls=Command)
@_shared
@click.option("--fail-on", type=click.Choice(["error", "warning", "note"]), default="error", show_default=True,
              help="The level from which findings end in exit code 1.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Spell out only what --fail-on counts; the sum says the rest.")
def check(fail_on: str, quiet: bool, **options: Any) -> None:
    """Check the built site at PATH (default: output) against its register."""
    from samtykke.check import check as run  # noqa: PLC0415
    from samtykke.model import Level  # noqa: PLC0415
    from samtykke.reports import FORMATS  # noqa: PLC0415

    t = translator(options["lang"] or preferred())
    target = _target(t, options)
    least = Level(fail_on) if quiet else Level.NOTE
    with _progress(t) as progress:
        result = run(target, options["lang"] or preferred(), jobs=options["jobs"], progress=progress)
    _write(options, lambda name, style: FORMATS[name].check(result, replace(style, least=least)))
    raise SystemExit(exit_code(result, fail_on))


@main.command(cls=Command)
@_shared
def inventory(**options: Any) -> None:
    """List everything that the built site at PATH refers to and stores."""
    from samtykke.check import inventory as run  # noqa: PLC0415
    from samtykke.reports import FORMATS  # noqa: PLC0415

    t = translator(options["lang"] or preferred())
    target = _target(t, options)
    with _progress(t) as progress:
        scans = list(run(target, jobs=options["jobs"], progress=progress))
    _write(options, lambda name, style: FORMATS[name].inventory(scans, style))
    lost = any(problem.rule == "unreadable-document" for scan in scans for problem in scan.problems)
    raise SystemExit(ExitCode.UNVERIFIED if lost or not scans else ExitCode.CLEAN)


@main.group()
def register() -> None:
    """Work with the register."""


@register.command("check", cls=Command)
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the messages; from LANG otherwise.")
def register_check(path: Path | None, lang: str | None) -> None:
    """Read the register and say what is wrong with it."""
    from samtykke.catalogue import loads  # noqa: PLC0415
    from samtykke.check import find_register  # noqa: PLC0415
    from samtykke.register import load  # noqa: PLC0415

    t = translator(lang or preferred())
    file = path or find_register(Path.cwd())
    if file is None:
        raise click.UsageError(t("No register was found: content/register.toml or register.toml."))
    declared = load(file, [loads.complaints])
    message = t("%(file)s is in order: %(services)d services, %(storage)d cookies and other items.")
    storage = sum(len(s.storage) for s in declared.service)
    click.echo(message % {"file": file, "services": len(declared.service), "storage": storage})


@register.command("export", cls=Command)
@click.argument("tool", type=Tool())
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write it there, whole or not at all; to stdout otherwise.")  # fmt: skip
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the messages; from LANG otherwise.")
def register_export(tool: str, path: Path | None, output: Path | None, lang: str | None) -> None:
    """Write the register as the configuration of another consent tool.

    The configuration speaks bokmål, nynorsk and English, as the page's lang says. What the tool cannot do with the
    register is told on stderr.
    """
    from samtykke.check import find_register  # noqa: PLC0415
    from samtykke.exports import FORMATS, UnsupportedError  # noqa: PLC0415
    from samtykke.register import load  # noqa: PLC0415

    t = translator(lang or preferred())
    file = path or find_register(Path.cwd())
    if file is None:
        raise click.UsageError(t("No register was found: content/register.toml or register.toml."))
    declared = load(file)
    if not declared.needs_consent():
        raise click.UsageError(t("Nothing in the register waits for consent: no consent tool is needed."))
    try:
        made = FORMATS[tool].export(declared, t)
    except UnsupportedError as error:
        raise click.UsageError(str(error)) from error
    if output is None:
        click.echo(made.text, nl=False)
    else:
        try:
            write_atomically(output, made.text)
        except OSError as error:
            message = t("The configuration cannot be written to %(file)s: %(error)s")
            raise click.UsageError(message % {"file": output, "error": error.strerror or error}) from error
    for note in made.notes:
        click.echo(t("Note: %(note)s") % {"note": note}, err=True)


def _telling(function: Any) -> Any:
    """The options of the commands that tell what there is."""
    language = click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the text; from LANG otherwise.")
    form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
    return language(form(function))


@main.command(cls=Command)
@_telling
def rules(form: str, lang: str | None) -> None:
    """List the rules, in the order in which reports explain them."""
    from samtykke import explain as telling  # noqa: PLC0415
    from samtykke.rules import RULES  # noqa: PLC0415

    lang = lang or preferred()
    t = translator(lang)
    if form == "json":
        click.echo(_json({"version": 1, "rules": [telling.rule_data(rule, t) for rule in RULES]}))
    else:
        click.echo(telling.Teller(lang, t, _width()).rules(RULES), nl=False)


@main.command(cls=Command)
@_telling
def services(form: str, lang: str | None) -> None:
    """List the services that the catalogue knows."""
    from samtykke import catalogue  # noqa: PLC0415
    from samtykke import explain as telling  # noqa: PLC0415

    lang = lang or preferred()
    known = sorted(catalogue.load().services.values(), key=lambda service: service.id)
    today = date.today()
    if form == "json":
        data = [telling.service_data(service, lang, today) for service in known]
        click.echo(_json({"version": 1, "services": data}))
    else:
        click.echo(telling.Teller(lang, translator(lang), _width()).services(known, today), nl=False)


@main.command(cls=Command)
@click.argument("name", metavar="RULE|SERVICE")
@_telling
def explain(name: str, form: str, lang: str | None) -> None:
    """Explain a rule, or tell what is known of a service: by its id, or by one of its hosts."""
    from samtykke import catalogue  # noqa: PLC0415
    from samtykke import explain as telling  # noqa: PLC0415
    from samtykke.register.faults import closest  # noqa: PLC0415
    from samtykke.rules import BY_ID  # noqa: PLC0415

    lang = lang or preferred()
    t = translator(lang)
    teller = telling.Teller(lang, t, _width())
    known = catalogue.load()
    wanted = name.strip().lower()
    service = known.services.get(wanted) or (known.by_url(wanted, "/") if "." in wanted else None)
    rule = BY_ID.get(wanted)
    if rule is not None:
        click.echo(_json(telling.rule_data(rule, t)) if form == "json" else teller.rule(rule), nl=form == "json")
    elif service is not None:
        data, today = form == "json", date.today()
        text = _json(telling.service_data(service, lang, today)) if data else teller.service(service, today)
        click.echo(text, nl=data)
    else:
        near = closest(wanted, (*BY_ID, *known.services))
        message = t("«%(name)s» is neither a rule nor a known service.") % {"name": name}
        hint = (
            t("Did you mean «%(near)s»?") % {"near": near} if near else t("See samtykke rules and samtykke services.")
        )
        raise click.UsageError(f"{message} {hint}")


def _json(data: dict[str, Any]) -> str:
    import json  # noqa: PLC0415

    return json.dumps(data, ensure_ascii=False, indent=1)


def exit_code(result: Result, fail_on: str) -> ExitCode:
    """The exit code of a check. What could not be verified counts by itself, not as a finding: it is code 3."""
    from samtykke.model import Level  # noqa: PLC0415

    order = list(Level)
    grave = order[: order.index(Level(fail_on)) + 1]
    if any(f.level in grave and not f.unverified for f in result.findings):
        return ExitCode.FINDINGS
    if result.unverified or not result.documents:
        return ExitCode.UNVERIFIED
    return ExitCode.CLEAN


def _target(t: Any, options: dict[str, Any]) -> Target:
    from samtykke.check import Target  # noqa: PLC0415

    if sum(file is None for _name, file in options["formats"]) > 1:
        raise click.UsageError(t("Only one report can go to the terminal; give the others a file: --format json=FILE"))
    path: Path = options["path"]
    if not path.exists():
        raise click.UsageError(t("%(path)s does not exist. Has the site been built?") % {"path": path})
    url = options["base_url"]
    if url is not None and not re.fullmatch(r"https?://[^/\s?#@]+(/\S*)?", url):
        raise click.UsageError(t("--base-url must be a whole address: https://www.example.no"))
    return Target.open(path, options["register"], url)


@contextmanager
def _progress(t: Any) -> Iterator[Progress | None]:
    """A bar on a terminal's stderr when there is much to read; nothing in CI."""
    if not _is_terminal(sys.stderr) or os.environ.get("CI"):
        yield None
        return
    from rich.progress import Progress as Bar  # noqa: PLC0415

    with Bar(transient=True, console=_stderr()) as bar:
        task = bar.add_task(t("Examining"), total=None)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield report


def _stderr() -> Any:
    from rich.console import Console  # noqa: PLC0415

    return Console(stderr=True)


def _write(options: dict[str, Any], render: Any) -> None:
    """Every report asked for, to its file or to stdout."""
    from samtykke.reports import Style  # noqa: PLC0415

    t = translator(options["lang"] or preferred())
    for name, file in options["formats"] or (("text", None),):
        if file is None:
            color = _wants_color(options["color"])
            click.echo(render(name, Style(t, color=color, width=_width())), nl=False, color=color)
        else:
            try:
                write_atomically(Path(file), render(name, Style(t)))
            except OSError as error:
                message = t("The report cannot be written to %(file)s: %(error)s")
                raise click.UsageError(message % {"file": file, "error": error.strerror or error}) from error


def _wants_color(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    return _is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _is_terminal(stream: TextIO | None) -> bool:
    """Also where the stream was closed by whoever started us."""
    return stream is not None and stream.isatty()


def _width() -> int:
    import shutil  # noqa: PLC0415

    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def write_atomically(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)  # mkstemp's own is for nobody else
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
