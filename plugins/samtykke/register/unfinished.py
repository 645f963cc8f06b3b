"""What a draft of the register leaves for a person to complete: the marks, and where they still stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import Keys
from .model import Category, Register, Service, Text

TODO = "TODO"
"""In place of words that visitors will read, or in a comment beside a value that was guessed."""
NO_COUNTRY = "ZZ"
"""In place of a country; ISO 3166 leaves it to its users, and no country will ever have it."""

_MARK = re.compile(rf'"(?:{TODO}|{NO_COUNTRY})"|# {TODO}(?::|\s*$)', re.MULTILINE)
_WORD = re.compile(rf"\b{TODO}\b")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A category or service of which visitors would read a mark."""

    name: str
    service: str
    """Its id; empty for a category."""
    places: tuple[Keys, ...]
    """Where the marks stand, as `locate` takes it; at least one."""


def lines(text: str) -> list[int]:
    """The lines of a register with a mark, from 1."""
    return [number for number, line in enumerate(text.splitlines(), 1) if _MARK.search(line)]


def unfinished(register: Register) -> Iterator[Unfinished]:
    """What is declared with words that are still to be written, in the register's order."""
    for index, category in enumerate(register.category):
        if places := tuple(_of_category(category, ("category", index))):
            yield Unfinished(category.id, "", places)
    for index, service in enumerate(register.service):
        if places := tuple(_of_service(service, ("service", index))):
            yield Unfinished(service.name, service.id, places)


def _of_category(category: Category, at: Keys) -> Iterator[Keys]:
    yield from _of_text(category.title, (*at, "title"))
    yield from _of_text(category.purpose, (*at, "purpose"))


def _of_service(service: Service, at: Keys) -> Iterator[Keys]:
    if _WORD.search(service.name):
        yield (*at, "name")
    if _WORD.search(service.provider):
        yield (*at, "provider")
    if service.country == NO_COUNTRY:
        yield (*at, "country")
    for key in ("reason", "transfer", "purpose"):
        yield from _of_text(getattr(service, key), (*at, key))
    for number, item in enumerate(service.storage):
        yield from _of_text(item.purpose, (*at, "storage", number, "purpose"))


def _of_text(text: Text | None, at: Keys) -> Iterator[Keys]:
    if text is not None and any(_WORD.search(words) for words in (text.nb, text.nn, text.en) if words):
        yield at
