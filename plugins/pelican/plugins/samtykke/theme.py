"""What templates can say: the object `samtykke` in every template."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from samtykke import banner, catalogue, statement
from samtykke.banner.gates import EmbedError
from samtykke.files import shown_path
from samtykke.locale import Translate
from samtykke.register import Register
from samtykke.register.history import State, history

from .notes import tell


class Theme:
    """Every method returns markup, empty where nothing on the site needs consent."""

    def __init__(self, register: Register, path: Path | None = None, t: Translate = str) -> None:
        self._register = register
        self._t = t
        self._path = path
        """Where the register lies: its history is git's."""

    @pass_context
    def head(self, context: Context, lang: str | None = None) -> Markup:
        """For <head>: the banner's style sheet and the snippet that reads the choice before the first paint."""
        return Markup(banner.head(self._register, *_where(context, lang)))  # noqa: S704  made by the engine

    @pass_context
    def body(self, context: Context, lang: str | None = None) -> Markup:
        """Before </body>: the banner, the dialog and the runtime."""
        return Markup(banner.body(self._register, *_where(context, lang)))  # noqa: S704

    @pass_context
    def link(self, context: Context, lang: str | None = None) -> Markup:
        """For the footer of every page: the button that reopens the choice."""
        return Markup(banner.link(self._register, _where(context, lang)[0]))  # noqa: S704

    def tags(self) -> Markup:
        """The gated tags of the services that the register loads."""
        return Markup(banner.tags(self._register, catalogue.load()))  # noqa: S704

    @pass_context
    def embed(
        self, context: Context, service: str, url: str, title: str, lang: str | None = None, **how: str
    ) -> Markup:
        """Content from a declared service, as a placeholder that loads on the visitor's click.

        Where the register does not declare the service, or it cannot be embedded so, that is told, nothing is put
        there, and the build fails in its end: the editor sees all such places, and no traceback.
        """
        try:
            made = banner.embed(self._register, service, url, title, _where(context, lang)[0], **how)
        except EmbedError as error:
            source, template = _source(context), str(context.name)
            place = f"{source} ({template})" if source else template
            tell(f"{place}: samtykke.embed: {error.report(self._t)}", source, stops=True)
            return Markup()
        return Markup(made)  # noqa: S704

    def has(self, service: str) -> bool:
        """Whether the register declares a service."""
        return self._register.find_service(service) is not None

    def expand(self, html: str, lang: str) -> str:
        """A page's HTML with the statement's markers replaced. Raises ValueError for an unknown marker."""
        parts = {
            "choice": lambda: banner.choice(self._register, lang),
            "changes": lambda: statement.change_log(self._register, lang, self._states()),
        }
        return statement.expand(html, self._register, lang, parts)

    def changed(self) -> date | None:
        """The day of the register's latest change that visitors should know of; None where git does not tell."""
        days = statement.changed(self._states())
        return days[0].day if days else None

    def _states(self) -> list[State]:
        return history(self._path) if self._path else []


def _source(context: Context) -> str | None:
    """The file of the page being written, from the working folder; None where it has none."""
    written = getattr(context.get("page") or context.get("article"), "source_path", None)
    return shown_path(Path(written)).as_posix() if written else None


def _where(context: Context, lang: str | None) -> tuple[str, str]:
    """(language, root of the site's addresses), as the page being written has them."""
    page: Any = context.get("page") or context.get("article")
    found = lang or getattr(page, "lang", None) or context.get("DEFAULT_LANG", "nb")
    return str(found), str(context.get("SITEURL", "")).rstrip("/")
