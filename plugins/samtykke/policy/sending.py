"""Headers as each server, or a page itself, is told to send them. A new one is a function and a line in `SERVERS`."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from samtykke.locale import Translate
from samtykke.register import Register

from .csp import NOT_IN_META, Policy, headers
from .inline import Inline, several

_LONGEST_LINE = 2_000
"""Characters; Cloudflare Pages passes over a longer line of `_headers`: developers.cloudflare.com/pages."""
_LONGEST_HEADER = 8_000
"""Bytes; servers commonly refuse to send, and proxies to pass on, more than 8 KB of headers."""
_CSP = "Content-Security-Policy"
_TRUSTED = "require-trusted-types-for"


@dataclass(frozen=True, slots=True)
class Headers:
    """What is to be sent, and what whoever sends it should know."""

    values: Mapping[str, str]
    notes: tuple[str, ...] = ()


def complete(
    made: Policy, register: Register, inline: Inline, t: Translate, *, report_only: bool = False, report_to: str = ""
) -> Headers:
    """All headers: the policy with what stands in the pages, enforced or only reported, and Trusted Types.

    Trusted Types are enforced where no declared service brings scripts; of those that do, none is known to bear it, so
    they are only reported.
    """
    directives = {name: list(sources) for name, sources in made.directives.items()}
    directives["script-src"] += [one for one in (*inline.scripts, *inline.gated) if one not in directives["script-src"]]
    if "'unsafe-inline'" not in directives["style-src"]:
        directives["style-src"] += list(inline.styles)
    notes: list[str] = []
    if inline.handlers:
        message = t("%(pages)s has handlers such as onclick: the policy stops them. Move them into a script.")
        notes.append(message % {"pages": several(inline.handlers)})
    if inline.style_attributes:
        directives["style-src-attr"] = ["'unsafe-inline'"]
        message = t("%(pages)s has style attributes: the policy lets them be, with 'unsafe-inline' for attributes.")
        notes.append(message % {"pages": several(inline.style_attributes)})
    if report_to:
        directives["report-uri"] = [report_to]
        directives["report-to"] = ["samtykke"]
    brings_scripts = [s.name for s in register.gated_services() if s.hosts]
    trusted = {_TRUSTED: ["'script'"]}
    enforced = dict(directives) if report_only or brings_scripts else {**directives, **trusted}
    policy = Policy({name: tuple(sources) for name, sources in enforced.items()}).header()
    values = headers(made)
    del values[_CSP]
    first = {f"{_CSP}-Report-Only" if report_only else _CSP: policy}
    if brings_scripts and not report_only:
        reported = {**trusted, **({"report-uri": [report_to], "report-to": ["samtykke"]} if report_to else {})}
        first[f"{_CSP}-Report-Only"] = Policy({name: tuple(s) for name, s in reported.items()}).header()
        message = t("Trusted Types are only reported: it is not known whether they are borne by %(services)s.")
        notes.append(message % {"services": ", ".join(brings_scripts)})
    if report_to:
        first["Reporting-Endpoints"] = f'samtykke="{report_to}"'
    if len(policy) > _LONGEST_HEADER:
        message = t(
            "The policy has %(number)d characters, and servers may refuse more than 8,000: "
            "move inline scripts and styles into files."
        )
        notes.append(message % {"number": len(policy)})
    return Headers({**first, **values}, tuple(notes))


Server = Callable[[Headers, Translate], tuple[str, tuple[str, ...]]]
"""Headers → what to write, and what more to know."""


def plain(made: Headers, t: Translate) -> tuple[str, tuple[str, ...]]:
    """As they are sent."""
    del t
    return "".join(f"{name}: {value}\n" for name, value in made.values.items()), ()


def meta(made: Headers, t: Translate) -> tuple[str, tuple[str, ...]]:
    """Elements for the head of each page, before anything that they are to govern."""
    lines, lost = [], []
    for name, value in made.values.items():
        if name == _CSP:
            directives = [d for d in value.split("; ") if d.split(" ")[0] not in NOT_IN_META]
            lost += [d.split(" ")[0] for d in value.split("; ") if d.split(" ")[0] in NOT_IN_META]
            lines.append(f'<meta http-equiv="{name}" content="{html.escape("; ".join(directives))}">')
        elif name == "Referrer-Policy":
            lines.append(f'<meta name="referrer" content="{html.escape(value)}">')
        else:
            lost.append(name)
    message = t("A page itself cannot say: %(names)s. They need headers from the server.")
    return "\n".join(lines) + "\n", (message % {"names": ", ".join(lost)},) if lost else ()


def netlify(made: Headers, t: Translate) -> tuple[str, tuple[str, ...]]:
    """`_headers`, for Netlify, Cloudflare Pages and others."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in made.values.items())]
    long = [line.split(":")[0].strip() for line in lines if len(line) > _LONGEST_LINE]
    message = t("Cloudflare Pages passes over lines of more than 2,000 characters: %(names)s.")
    return "\n".join(lines) + "\n", (message % {"names": ", ".join(long)},) if long else ()


def nginx(made: Headers, t: Translate) -> tuple[str, tuple[str, ...]]:
    """Lines for a `server` block; an `add_header` of a `location` in it would put them out of force there."""
    lines = [f"add_header {name} {_quoted(value)} always;" for name, value in made.values.items()]
    return "\n".join(lines) + "\n", (t("In nginx, an add_header in a location puts these out of force there."),)


def apache(made: Headers, t: Translate) -> tuple[str, tuple[str, ...]]:
    """For `.htaccess` or a `<VirtualHost>`, with mod_headers."""
    del t
    lines = [f"  Header always set {name} {_quoted(value)}" for name, value in made.values.items()]
    return "\n".join(["<IfModule mod_headers.c>", *lines, "</IfModule>"]) + "\n", ()


def caddy(made: Headers, t: Translate) -> tuple[str, tuple[str, ...]]:
    """A directive for a site's block in the Caddyfile."""
    del t
    lines = [f"\t{name} {_quoted(value)}" for name, value in made.values.items()]
    return "\n".join(["header {", *lines, "}"]) + "\n", ()


SERVERS: Mapping[str, Server] = {
    "headers": plain,
    "meta": meta,
    "_headers": netlify,
    "nginx": nginx,
    "apache": apache,
    "caddy": caddy,
}


def _quoted(value: str) -> str:
    r"""In quotation marks. Raises ValueError for what not all of these servers take: `$`, `%`, `{` and line ends."""
    if any(bad in value for bad in "$%{}\r\n"):
        raise ValueError(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
