"""The banner's markup: rendered with the page, so that it needs no layout of its own when the runtime arrives."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from samtykke.register import category_digests, digest
from samtykke.register.model import Register

from .bundle import FOLDER, HEAD_SNIPPET, script, style
from .config import embedded
from .texts import language, texts
from .view import groups, necessary

templates = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class _Same:
    """A register as a cache key: by identity, since a digest would cost as much as rendering."""

    __slots__ = ("register",)

    def __init__(self, register: Register) -> None:
        self.register = register

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.register is self.register

    def __hash__(self) -> int:
        return id(self.register)


def head(register: Register, lang: str, root: str) -> str:  # noqa: ARG001  every part is called with the language
    """For the page's head, before other style sheets that override it: style sheet and head snippet.

    `root` is what the site's addresses start with, without a slash at the end: "", ".." or https://www.example.no.
    """
    return _head(_Same(register), root) if register.needs_consent() else ""


def body(register: Register, lang: str, root: str, statement: str | None = None) -> str:
    """For the page's body, best at its start, after the skip link: banner, dialog, configuration and runtime.

    `statement` is the address of the privacy statement; without it, `<root>/<the register's page>/`.
    """
    return _body(_Same(register), language(lang), root, statement) if register.needs_consent() else ""


def link(register: Register, lang: str) -> str:
    """The button that reopens the choice, for the footer of every page."""
    if not register.needs_consent():
        return ""
    label = escape(texts(language(lang))["open"])
    return f'<button type="button" class="samtykke-link" data-samtykke-open lang="{language(lang)}">{label}</button>'


def choice(register: Register, lang: str) -> str:
    """For the privacy statement: what the visitor has chosen, and a button to change it.

    It is rendered as it stands before a choice, which is also true without JavaScript; the runtime puts in as many
    lines as it takes out, so that nothing on the page moves.
    """
    if not register.needs_consent():
        return ""
    lang = language(lang)
    return templates.get_template("choice.html").render(
        t=texts(lang),
        lang=lang,
        groups=groups(register, lang),
        link=Markup(link(register, lang)),  # noqa: S704  made above
    )


@lru_cache(maxsize=64)
def _head(same: _Same, root: str) -> str:
    digests = category_digests(same.register)
    asked = "".join(rf"(?=[^;]*\.{digests[group.id]}-)" for group in groups(same.register, "en"))
    return Markup(
        # The script first: after a style sheet it would wait for it.
        '<script data-choice="{choice}">{snippet}</script>\n<link rel="stylesheet" href="{root}/{folder}/{style}">'
    ).format(
        root=root,
        folder=FOLDER,
        style=style()[0],
        choice=rf"(?:^|; ){re.escape(same.register.site.cookie)}=1\.{asked}([^.;]+)",
        snippet=Markup(HEAD_SNIPPET),  # noqa: S704  a constant
    )


@lru_cache(maxsize=64)
def _body(same: _Same, lang: str, root: str, statement: str | None) -> str:
    register = same.register
    return templates.get_template("body.html").render(
        t=texts(lang),
        lang=lang,
        digest=digest(register),
        groups=groups(register, lang),
        necessary=necessary(register, lang),
        receipts=register.site.receipts,
        statement=statement or _statement(register, lang, root),
        config=Markup(embedded(register, lang)),  # noqa: S704  escaped for a script element
        runtime=f"{root}/{FOLDER}/{script()[0]}",
    )


def _statement(register: Register, lang: str, root: str) -> str | None:
    page = register.site.statement_in(lang)
    return None if page is None else f"{root}/{page}/"
