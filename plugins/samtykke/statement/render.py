"""Register → HTML fragments, worded for visitors, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from samtykke.register import Register, Service, Storage, Text
from samtykke.register import lifetime as lifetimes
from samtykke.register.history import State

from .changes import Change, changed
from .texts import Texts, language, texts

# The European Economic Area: the Union, Iceland, Liechtenstein and Norway.
_EEA = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split())  # noqa: SIM905


def cookie_table(register: Register, lang: str, level: int = 3) -> str:
    """The storage of every service, under a heading for each category and with a table for each service.

    `level` is that of the headings, 2 to 6. The language falls back as `texts.language` says; a text that is in
    another language than the page carries its own `lang`.
    """
    groups = [
        (category, [service for service in register.service if service.category == category.id])
        for category in register.category
    ]
    return _template("cookies").render(
        words=_Words(register, language(lang)), groups=[group for group in groups if group[1]], h=_heading(level)
    )


def recipients(register: Register, lang: str, level: int = 3) -> str:
    """Everyone but the site's own company who may receive data about visitors, with purpose, basis and transfer."""
    own = (register.site.name or "").casefold()
    others = [service for service in register.service if service.provider.casefold() != own]
    return _template("recipients").render(words=_Words(register, language(lang)), services=others, h=_heading(level))


def change_log(register: Register, lang: str, states: Sequence[State]) -> str:
    """What came, went and changed by date, latest first; says so where the history is not known (no states)."""
    since = states[0].day if states else None
    return _template("changes").render(words=_Words(register, language(lang)), days=changed(states), since=since)


def _heading(level: int) -> str:
    if not 2 <= level <= 6:
        raise ValueError(level)
    return f"h{level}"


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(f"{name}.html")


@dataclass(frozen=True, slots=True)
class _Words:
    """What the templates ask for, in one language."""

    register: Register
    lang: str

    @property
    def t(self) -> Texts:
        return texts(self.lang)

    def text(self, value: Text) -> Markup:
        """A text of the register, marked where it is in another language than the page."""
        lang, written = value.chosen(self.lang)
        if lang == self.lang:
            return Markup("{}").format(written)
        return Markup('<span lang="{}">{}</span>').format(lang, written)

    def lifetime(self, item: Storage) -> str:
        return lifetimes.words(item.lifetime, self.lang)

    def country(self, service: Service) -> str:
        return str(Locale.parse(self.lang).territories.get(service.country, service.country))

    def id(self, service: Service) -> str:
        return f"samtykke-{self.lang}-{service.id}"

    def aliases(self, item: Storage) -> str:
        """`i erklæringen fra 2018: _utma`"""
        alias = ", ".join(item.alias)
        year = self.register.site.earlier_statement
        return self.t.alias_year.format(year=year, alias=alias) if year else self.t.alias.format(alias=alias)

    def basis(self, service: Service) -> Markup:
        """The legal basis, with the category or the reason that goes with it."""
        category = self.register.find_category(service.category)
        title = self.text(category.title) if category else Markup("{}").format(service.category)
        said = Markup(self.t.bases[service.basis]).format(category=title)  # noqa: S704  our own words, escaped by format
        return Markup("{}: {}").format(said, self.text(service.reason)) if service.reason else said

    def transfer(self, service: Service) -> Markup:
        """The ground for transfer as declared; else where the provider is, or that the ground is not stated."""
        if service.transfer is not None:
            return self.text(service.transfer)
        return Markup("{}").format(self.t.inside if service.country in _EEA else self.t.unstated)

    def date(self, day: date) -> str:
        return format_date(day, "d MMMM y" if self.lang == "en" else "d. MMMM y", locale=self.lang)

    def change(self, change: Change) -> Markup:
        """A change as a sentence; what is quoted of the register is escaped."""
        name = self.t.unknown_name if change.storage == "*" else change.storage
        values = {"service": change.service, "storage": name, "before": change.before, "after": change.after}
        for key in ("before", "after"):
            said = values[key]
            values[key] = str(self._category(said) if change.kind == "category" else self._lifetime(said))
        return Markup(self.t.changes[change.kind]).format(**values)  # noqa: S704  our own words, escaped by format

    def _category(self, id_: str) -> str:
        category = self.register.find_category(id_)
        return category.title.chosen(self.lang)[1] if category else id_

    def _lifetime(self, written: str) -> str:
        try:
            return lifetimes.words(written, self.lang)
        except ValueError:  # an earlier register may have said anything
            return written

    def policy(self, service: Service) -> str:
        return self.t.policy_link.format(provider=service.provider)
