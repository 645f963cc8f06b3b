"""What every command has: how it is found, what its help tells, the options that all share, what becomes of errors."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.exit import ExitCode
from samtykke.locale import LANGUAGES, preferred, translator

from .language import asked, begin, chosen, helping, settle, words

if TYPE_CHECKING:
    from samtykke.config import Configuration


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


_EXITS: Mapping[int, str] = {
    ExitCode.CLEAN: _("it went well"),
    ExitCode.USAGE: _("wrong usage, configuration or register; nothing was done"),
    ExitCode.INTERNAL: _("an internal error"),
}
"""What an exit code means where a command does not say otherwise."""
EXITS_OF_A_CHECK: Mapping[int, str] = {
    ExitCode.CLEAN: _("everything was examined, nothing found"),
    ExitCode.FINDINGS: _("findings at or above --fail-on"),
    ExitCode.UNVERIFIED: _("nothing to examine, or something could not be verified"),
}


_PIPE_CLOSED = 128 + 13


class Option(click.Option):
    """An option whose help and placeholder are in the reader's language."""

    def make_metavar(self, ctx: click.Context) -> str:
        """`FILE`, `FIL`."""
        return words(super().make_metavar(ctx))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """(names, help), None where it is hidden."""
        written, self.help = self.help, words(self.help) if self.help else self.help
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = written


class Argument(click.Argument):
    """An argument whose placeholder is in the reader's language."""

    def make_metavar(self, ctx: click.Context) -> str:
        """`[PATH]`, `[STI]`."""
        return words(super().make_metavar(ctx))


class AnyPath(click.Path):
    """A path; what it is called in an error is in the reader's language."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises click.BadParameter."""
        self.name = words("path") if self.dir_okay else words("file")
        path = super().convert(value, param, ctx)
        try:
            Path(str(path)).resolve()
        except (OSError, RuntimeError):  # up to Python 3.12 the latter
            self.fail(words(_("«%(path)s» is a link that leads to itself.")) % {"path": value}, param, ctx)
        return path


class ExistingPath(AnyPath):
    """A path that must exist."""

    def __init__(self, *, dir_okay: bool = True) -> None:
        super().__init__(exists=True, dir_okay=dir_okay, path_type=Path)


class Number(click.IntRange):
    """A whole number within a range; what it is called in an error is in the reader's language."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number. Raises click.BadParameter."""
        self.name = words("whole number")
        return super().convert(value, param, ctx)


class Day(click.DateTime):
    """A day; what is wrong with one is said without the signs that strptime goes by."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The day as a datetime. Raises click.BadParameter."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(words(_("«%(value)s» is not a day such as 2027-06-30.")) % {"value": value}, param, ctx)


option = partial(click.option, cls=Option)
argument = partial(click.argument, cls=Argument)


class _Spoken(click.Command):
    """What is shown of a command, in the reader's language: text by text, so that each can be translated.

    `examples` are (command, what it does), `exits` what its exit codes mean where that is not the usual, `read_on` the
    commands that tell more; all in English.
    """

    def __init__(
        self,
        *args: Any,
        examples: Sequence[tuple[str, str]] = (),
        exits: Mapping[int, str] | None = None,
        read_on: Sequence[str] = (),
        **settings: Any,
    ) -> None:
        super().__init__(*args, **settings)
        self.examples = tuple(examples)
        self.exits = {**_EXITS, **(exits or {})}
        self.read_on = tuple(read_on)

    def get_help(self, ctx: click.Context) -> str:
        """All that --help shows."""
        with helping():
            return super().get_help(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click makes it once, in the language of that moment."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = words("Show this message and exit.")
        return found

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """The first sentence, whole: in a narrow terminal the list of commands breaks it, and loses nothing."""
        first = next(paragraphs(self.help or ""), "")
        return words(first).partition(". ")[0].removesuffix(".")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """`[OPTIONS]` and the arguments."""
        return [words(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """What it is for, a paragraph at a time."""
        for paragraph in paragraphs(self.help or ""):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(words(paragraph))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, exit codes, and where there is more to read."""
        super().format_epilog(ctx, formatter)
        if self.examples:
            with formatter.section(words(_("Examples"))):
                for line, meaning in self.examples:
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")
                    with formatter.indentation():
                        formatter.write_text(words(meaning))
        with formatter.section(words(_("Exit codes"))):
            formatter.write_dl([(str(int(code)), words(self.exits[code])) for code in sorted(self.exits)])
        if self.read_on:
            formatter.write_paragraph()
            formatter.write_text(words(_("Read on:")) + " " + ", ".join(self.read_on))
        if not chosen():
            formatter.write_paragraph()
            formatter.write_text("In English: --lang en, SAMTYKKE_LANG=en, or LANG=en_GB.UTF-8")


class Group(_Spoken, click.Group):
    """A group whose commands are modules of a package, each imported when it is asked for."""

    def __init__(self, *args: Any, package: str, names: Sequence[str], **settings: Any) -> None:
        super().__init__(*args, subcommand_metavar=_("COMMAND [ARGS]..."), **settings)
        self.package = package
        self.names = names
        self.params.append(_lang(expose_value=False))

    def main(self, args: Sequence[str] | None = None, *rest: Any, **settings: Any) -> Any:
        """Run it, in the language that the arguments or the environment ask for."""
        args = list(sys.argv[1:] if args is None else args)
        begin(args)
        return super().main(args, *rest, **settings)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All of them, in the order in which --help shows them."""
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name; None where there is none."""
        if cmd_name not in self.names:
            return None
        command: click.Command = import_module(f"{self.package}.{cmd_name}").command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands first: they are what is looked for."""
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but with what was probably meant."""
        name = args[0]
        if name not in self.names and not name.startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(name, self.names, n=1)
            hint = (
                words(_("Did you mean «%(near)s»?")) % {"near": near[0]}
                if near
                else words(_("Possible here: %(choices)s.")) % {"choices": ", ".join(self.names)}
            )
            message = words(_("There is no command «%(name)s».")) % {"name": name}
            raise click.UsageError(f"{message} {hint}", ctx)
        return super().resolve_command(ctx, args)


def _lang(**settings: Any) -> Option:
    return Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        help=_("Language of what is said, of this help too; from LANG otherwise."),
        **settings,
    )


def _common() -> list[Option]:
    """The options of every command; their values are settings."""
    return [
        _lang(),
        Option(["--color"], type=click.Choice(["auto", "always", "never"]),
               help=_("auto, unless told otherwise: on a terminal. NO_COLOR and FORCE_COLOR are honoured.")),
        Option(["-q", "--quiet"], is_flag=True, help=_("Say less: no notes and no progress, results only.")),
        Option(["-v", "--verbose"], is_flag=True,
               help=_("Say on stderr what is read, which settings are in force, and how long it takes.")),
        Option(["--config"], type=ExistingPath(dir_okay=False), metavar="FILE",
               help=_("Settings; samtykke.toml or pyproject.toml, found upwards, otherwise.")),
        Option(["--no-config"], is_flag=True, help=_("Read no file of settings.")),
    ]  # fmt: skip


class Command(_Spoken):
    """A command whose options may also be set in a file or the environment, and whose faults have an exit code.

    An option that has the name of a setting (`samtykke.config.KEYS`) has no default of its own: where it is not given,
    the configuration gives the value. `ctx.obj` is the whole configuration; what every command has is there alone.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        own = {param.name for param in self.params}
        self.common = [shared for shared in _common() if shared.name not in own]
        self.params += self.common

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The command's own first, then those that all have."""
        for title, common in ((_("Options"), False), (_("Options of every command"), True)):
            shown = [p for p in self.get_params(ctx) if (p in self.common or p.name == "help") is common]
            rows = [row for p in shown if isinstance(p, click.Option) and (row := p.get_help_record(ctx))]
            if rows:
                with formatter.section(words(title)):
                    formatter.write_dl(rows)

    def configure(self, ctx: click.Context) -> Configuration:
        """Give the options that were not given their values. Raises ConfigError and click.UsageError."""
        from samtykke.config import KEYS, resolve

        file, isolated = ctx.params.pop("config"), ctx.params.pop("no_config")
        names = {param.name: key for key in KEYS for param in self.params if param.name == key.replace("-", "_")}
        given = {
            key: ctx.params[name]
            for name, key in names.items()
            if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        }
        if asked():  # also before the command: samtykke --lang en check
            given["lang"] = asked()
        start = ctx.params.get("path")
        configuration = resolve(given, Path(start) if start else None, file=file, discover=not isolated)
        if configuration.settings.quiet and configuration.settings.verbose:
            if given.get("quiet") is given.get("verbose"):
                raise click.UsageError(words(_("--quiet and --verbose are opposites: give one of them.")), ctx)
            # What is given goes before what stands in a file or the environment.
            configuration = configuration.without("verbose" if given.get("quiet") else "quiet")
        for name, key in names.items():
            if any(shared.name == name for shared in self.common):
                ctx.params.pop(name)
            else:
                ctx.params[name] = configuration.value(key)
        ctx.obj = configuration
        return configuration

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; exit 2 for a bad register or setting, 4 for a fault of ours, 130 for Ctrl-C and 143 for SIGTERM."""
        from samtykke.baseline import BaselineError
        from samtykke.config import ignored
        from samtykke.register import RegisterError
        from samtykke.selfhost.lock import SelfhostError

        from .telling import Telling

        t = translator(ctx.params.get("lang") or preferred())
        # As an exception, so that what is half written is removed on the way out.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        try:
            configuration = self.configure(ctx)
            lang = configuration.settings.lang or preferred()
            settle(lang)
            t = translator(lang)
            if not configuration.settings.quiet:
                for message in ignored(t):
                    click.echo(message, err=True)
            with Telling(configuration, t):
                return super().invoke(ctx)
        except (RegisterError, BaselineError, SelfhostError) as error:
            click.echo(error.report(t), err=True)
            raise SystemExit(ExitCode.USAGE) from None
        except KeyboardInterrupt:
            raise SystemExit(128 + signal.SIGINT) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if isinstance(error, BrokenPipeError) and _reader_gone():
                raise SystemExit(_PIPE_CLOSED) from None  # click would make 1 of it: findings
            if os.environ.get("SAMTYKKE_DEBUG"):
                raise
            message = t("Samtykke failed: %(error)s. Nothing was proved. SAMTYKKE_DEBUG=1 shows where.")
            click.echo(message % {"error": f"{type(error).__name__}: {error}"}, err=True)
            raise SystemExit(ExitCode.INTERNAL) from error


def _reader_gone() -> bool:
    """Whether nobody reads what is printed; else a broken pipe was between us and a worker."""
    try:
        waiting = select.poll()
        waiting.register(sys.stdout.fileno(), 0)
        return any(events & select.POLLERR for _file, events in waiting.poll(0))
    except (AttributeError, OSError, ValueError):  # Windows has no poll, and a stream may have no descriptor
        return True


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a docstring, each on one line."""
    for paragraph in cleandoc(text).split("\n\n"):
        if paragraph.strip():
            yield " ".join(paragraph.split())
