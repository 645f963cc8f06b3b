"""`samtykke explain`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from samtykke.guide import TOPICS, read
from samtykke.locale import Translate, preferred, translator

from .base import Command, _, argument
from .options import fetched_vendors, telling
from .output import as_json, is_terminal, wants_color, width

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from samtykke.config import Configuration


class Name(click.ParamType[str]):
    """A rule or a service of the catalogue; a shell completes it."""

    name = "name"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """Those that begin so."""
        from click.shell_completion import CompletionItem

        from samtykke import catalogue
        from samtykke.rules import BY_ID

        known = (*BY_ID, *TOPICS, *sorted(catalogue.load().services))
        return [CompletionItem(id_) for id_ in known if id_.startswith(incomplete)]


@click.command(
    "explain",
    cls=Command,
    examples=(
        ("samtykke explain undeclared-third-party", _("A rule: why it is there, and how to mend what it finds.")),
        ("samtykke explain google-analytics", _("A service: what it stores, and where that is known from.")),
        ("samtykke explain www.googletagmanager.com", _("Whose a host is.")),
        ("samtykke explain configuration", _("A topic: its chapter of the documentation.")),
    ),
    read_on=("samtykke rules", "samtykke services", "samtykke explain catalogue"),
)
@argument("name", type=Name(), metavar="RULE|SERVICE|HOST|TOPIC")
@telling
@click.pass_obj
def command(configuration: Configuration, /, name: str, form: str) -> None:
    """Explain a rule, or tell what is known of a service.

    A service is named by its id in the catalogue, or by one of its hosts.

    Topics are adoption, audit, catalogue, configuration, export, gate, ignoring, integrations, json, library, policy,
    reports, runtime, scale and selfhost.
    """
    from samtykke import catalogue
    from samtykke.explain import Teller, host_data, rule_data, service_data
    from samtykke.rules import BY_ID

    lang = configuration.settings.lang or preferred()
    t = translator(lang)
    teller, data, today = Teller(lang, t, width()), form == "json", date.today()
    known = catalogue.load()
    wanted = name.strip().lower()
    is_host = "." in wanted
    service = known.services.get(wanted) or (known.by_url(wanted, "/") if is_host else None)
    rule = BY_ID.get(wanted)
    if rule is not None:
        text = as_json(rule_data(rule, t)) if data else teller.rule(rule)
    elif wanted in TOPICS:
        text = as_json({"topic": wanted, "text": read(wanted)}) if data else _chapter(read(wanted), configuration)
    elif service is not None:
        text = as_json(service_data(service, lang, today)) if data else teller.service(service, today)
    else:
        vendors = fetched_vendors(t, configuration) if is_host else None
        vendor = vendors.by_host(wanted) if vendors else None
        if vendor is None:
            raise _unknown(t, name, (*BY_ID, *TOPICS, *known.services), fetch=is_host and vendors is None)
        text = as_json(host_data(wanted, vendor)) if data else teller.host(wanted, vendor)
    click.echo(text, nl=data, color=True)


def _chapter(text: str, configuration: Configuration) -> str:
    """Markdown as a terminal shows it; to a file or another program as it is."""
    import io

    from rich.console import Console
    from rich.markdown import Markdown

    if not is_terminal(sys.stdout):
        return text
    color = wants_color(configuration.settings.color)
    shown = io.StringIO()
    console = Console(file=shown, width=width(), force_terminal=True, no_color=not color, legacy_windows=False)
    console.print(Markdown(text, code_theme="ansi_dark", hyperlinks=False))
    return shown.getvalue()


def _unknown(t: Translate, name: str, known: Sequence[str], *, fetch: bool) -> click.UsageError:
    """What to say of a name that nobody knows; `fetch`: of a host, while no names of others were fetched."""
    from samtykke.register.faults import closest

    near = closest(name.strip().lower(), known)
    message = t("«%(name)s» is neither a rule nor a known service nor a topic.") % {"name": name}
    if near:
        hint = t("Did you mean «%(near)s»?") % {"near": near}
    elif fetch:
        hint = t("«samtykke catalogue fetch» brings names for many hosts that the catalogue does not know.")
    else:
        hint = t("See samtykke rules and samtykke services.")
    return click.UsageError(f"{message} {hint}")
