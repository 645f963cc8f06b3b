"""A register entry as the catalogue would write it, ready to be pasted: what it does not know, it says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from samtykke.locale import Translate
from samtykke.register import Register
from samtykke.texts import Worded, Wording

from .model import KnownService, KnownStorage

_CATEGORY = {
    "functional": (("Funksjoner", "Functions"), ("Ekstra funksjoner på sidene.", "Further functions of the pages.")),
    "analytics": (("Statistikk", "Statistics"), ("Tall over bruken av sidene.", "Figures on how the pages are used.")),
    "marketing": (("Markedsføring", "Marketing"), ("Annonser tilpasset deg.", "Advertisements made for you.")),
    "media": (("Innhold fra andre", "Content from others"), ("Filmer, kart og skjemaer.", "Films, maps and forms.")),
}
"""(title, purpose), each in bokmål and English, for a register that has no such category yet."""


def draft(known: KnownService, register: Register, hosts: Sequence[str], t: Translate) -> str:
    """TOML for the register's end: the service with these hosts, waiting for consent, and its category if need be."""
    return "\n".join((*_category(known, register), *_service(known, hosts, t), *_storage(known, t))) + "\n"


def _category(known: KnownService, register: Register) -> Iterator[str]:
    if known.category not in _CATEGORY or register.find_category(known.category):
        return
    title, purpose = _CATEGORY[known.category]
    yield "[[category]]"
    yield f"id = {toml_string(known.category)}"
    yield from _text("title", Wording(nb=title[0], en=title[1]))
    yield from _text("purpose", Wording(nb=purpose[0], en=purpose[1]))
    yield ""


def _service(known: KnownService, hosts: Sequence[str], t: Translate) -> Iterator[str]:
    operator = known.operator
    yield "[[service]]"
    yield f"id = {toml_string(known.id)}"
    yield f"name = {toml_string(known.name)}"
    if operator is None:
        yield f"provider = {toml_string(known.vendor)}" + t("  # the company's full name")
        yield 'country = "ZZ"' + t("  # the company's country, by its code of two letters")
    else:
        yield f"provider = {toml_string(operator.name)}"
        yield f"country = {toml_string(operator.country)}"
    yield f"category = {toml_string(known.category)}"
    yield 'basis = "consent"'
    yield f"hosts = [{', '.join(map(toml_string, hosts))}]"
    if operator is not None and operator.policy:
        yield f"policy = {toml_string(operator.policy)}"
    yield from _text("purpose", known.about or Wording(nb=known.name))


def _storage(known: KnownService, t: Translate) -> Iterator[str]:
    for item in known.storage:
        if not item.conditional:
            yield from _item(item)
    if not known.storage_known:
        yield ""
        yield t("  # What it stores is not known, or not all of it. Measure it, and declare what you find.")
        yield "  [[service.storage]]"
        yield '  name = "*"'
        yield '  party = "third"'
        yield '  lifetime = "unknown"'
        yield from _text("purpose", Wording(nb="Ikke kjent. Skal måles.", en="Not known. To be measured."), "  ")


def _item(item: KnownStorage) -> Iterator[str]:
    yield ""
    yield "  [[service.storage]]"
    yield f"  name = {toml_string(item.name)}"
    if item.kind != "cookie":
        yield f"  kind = {toml_string(item.kind)}"
    if item.party != "first":
        yield f"  party = {toml_string(item.party)}"
    yield f"  lifetime = {toml_string(item.lifetime)}"
    yield from _text("purpose", item.purpose, "  ")


def _text(key: str, text: Worded, indent: str = "") -> Iterator[str]:
    for lang in ("nb", "nn", "en"):
        value = getattr(text, lang)
        if value:
            yield f"{indent}{key}.{lang} = {toml_string(value)}"


def toml_string(value: str) -> str:
    """JSON's strings are TOML's, but for what TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
