"""What every command has: how it is found, and what becomes of errors."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samtykke.exit import ExitCode
from samtykke.locale import preferred, translator

if TYPE_CHECKING:
    from samtykke.config import Configuration


class Group(click.Group):
    """A group whose commands are modules of a package, each imported when it is asked for."""

    def __init__(self, *args: Any, package: str, names: Sequence[str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.package = package
        self.names = names

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All of them, in the order in which --help shows them."""
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name; None where there is none."""
        if cmd_name not in self.names:
            return None
        command: click.Command = import_module(f"{self.package}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but with what was probably meant."""
        name = args[0]
        if name not in self.names and not name.startswith("-") and not ctx.resilient_parsing:
            t = translator(preferred())
            near = get_close_matches(name, self.names, n=1)
            hint = t("Did you mean «%(near)s»?") % {"near": near[0]} if near else ", ".join(self.names)
            message = t("There is no command «%(name)s».") % {"name": name}
            raise click.UsageError(f"{message} {hint}", ctx)
        return super().resolve_command(ctx, args)


class Command(click.Command):
    """A command whose options may also be set in a file or the environment, and whose faults have an exit code.

    An option that has the name of a setting (`samtykke.config.KEYS`) has no default of its own: where it is not given,
    the configuration gives the value. `ctx.obj` is the whole configuration.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += [
            click.Option(["--config"], type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
                         help="Settings; samtykke.toml or pyproject.toml, found upwards, otherwise."),
            click.Option(["--no-config"], is_flag=True, help="Read no file of settings."),
        ]  # fmt: skip

    def configure(self, ctx: click.Context) -> Configuration:
        """Give the options that were not given their values. Raises ConfigError."""
        from samtykke.config import KEYS, resolve

        file, isolated = ctx.params.pop("config"), ctx.params.pop("no_config")
        names = {param.name: key for key in KEYS for param in self.params if param.name == key.replace("-", "_")}
        given = {
            key: ctx.params[name]
            for name, key in names.items()
            if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        }
        start = ctx.params.get("path")
        configuration = resolve(given, Path(start) if start else None, file=file, discover=not isolated)
        ctx.params.update({name: configuration.value(key) for name, key in names.items()})
        ctx.obj = configuration
        return configuration

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; exit 2 for a bad register or setting, 4 for a fault of ours, 130 for Ctrl-C and 143 for SIGTERM."""
        from samtykke.baseline import BaselineError
        from samtykke.register import RegisterError

        t = translator(ctx.params.get("lang") or preferred())
        # As an exception, so that what is half written is removed on the way out.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        try:
            t = translator(self.configure(ctx).settings.lang or preferred())
            return super().invoke(ctx)
        except (RegisterError, BaselineError) as error:
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
