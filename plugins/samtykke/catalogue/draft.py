"""A register entry, ready to be pasted: as the catalogue would write it, or with marks for what nobody knows yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from samtykke.locale import Translate
from samtykke.register import Register
from samtykke.register.unfinished import NO_COUNTRY, TODO
from samtykke.texts import Worded, Wording

from .model import KnownService

_CATEGORY = {
    "functional": (("Funksjoner", "Functions"), ("Ekstra funksjoner på sidene.", "Further functions of the pages.")),
    "analytics": (("Statistikk", "Statistics"), ("Tall over bruken av sidene.", "Figures on how the pages are used.")),
    "marketing": (("Markedsføring", "Marketing"), ("Annonser tilpasset deg.", "Advertisements made for you.")),
    "media": (("Innhold fra andre", "Content from others"), ("Filmer, kart og skjemaer.", "Films, maps and forms.")),
}
"""(title, purpose), each in bokmål and English, for a register that has no such category yet."""
_UNWRITTEN = Wording(nb=TODO, en=TODO)


def draft(known: KnownService, register: Register, hosts: Sequence[str], t: Translate) -> str:
    """TOML for the register's end: the service with these hosts, waiting for consent, and its category if need be."""
    return "\n".join((*category(known.category, register), *_service(known, hosts, t), *_storage(known, t))) + "\n"


def unknown(
    id_: str,
    name: str,
    category_id: str,
    register: Register,
    t: Translate,
    *,
    hosts: Sequence[str] = (),
    provider: str = TODO,
    country: str = NO_COUNTRY,
    comments: Iterable[str] = (),
) -> Iterator[str]:
    """Lines of TOML for somebody whom the catalogue does not know, with the category if need be.

    `comments` stand above the service. It waits for consent, and is expected on pages that load from its hosts.
    """
    yield from category(category_id, register)
    yield from (f"# {comment}" for comment in comments)
    yield "[[service]]"
    yield f"id = {toml_string(id_)}"
    yield f"name = {toml_string(name)}"
    yield f"provider = {toml_string(provider)}"
    yield country_line(country, t)
    yield f"category = {toml_string(category_id)}"
    yield 'basis = "consent"'
    if hosts:
        yield f"hosts = [{', '.join(map(toml_string, hosts))}]"
    yield from _text("purpose", _UNWRITTEN)


def item(
    name: str, kind: str, lifetime: str, *, party: str = "first", purpose: Worded | None = None, told: str = ""
) -> Iterator[str]:
    """Lines of TOML for one stored item of the service above; `told` is said of its lifetime in a comment."""
    yield ""
    yield "  [[service.storage]]"
    yield f"  name = {toml_string(name)}"
    if kind != "cookie":
        yield f"  kind = {toml_string(kind)}"
    if party != "first":
        yield f"  party = {toml_string(party)}"
    yield f"  lifetime = {toml_string(lifetime)}" + (f"  # {told}" if told else "")
    yield from _text("purpose", purpose or _UNWRITTEN, "  ")


def category(id_: str, register: Register) -> Iterator[str]:
    """Lines of TOML for a category that the register lacks and services are commonly put in; otherwise none."""
    if id_ not in _CATEGORY or register.find_category(id_):
        return
    title, purpose = _CATEGORY[id_]
    yield "[[category]]"
    yield f"id = {toml_string(id_)}"
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
        yield country_line(NO_COUNTRY, t)
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
    for one in known.storage:
        if not one.conditional:
            yield from item(one.name, one.kind, one.lifetime, party=one.party, purpose=one.purpose)
    if not known.storage_known:
        yield ""
        yield t("  # What it stores is not known, or not all of it. Measure it, and declare what you find.")
        yield "  [[service.storage]]"
        yield '  name = "*"'
        yield '  party = "third"'
        yield '  lifetime = "unknown"'
        yield from _text("purpose", Wording(nb="Ikke kjent. Skal måles.", en="Not known. To be measured."), "  ")


def country_line(code: str, t: Translate) -> str:
    """The line of TOML for a country; where it is not known, with a comment on what to write there."""
    told = t("  # the company's country, by its code of two letters") if code == NO_COUNTRY else ""
    return f"country = {toml_string(code)}{told}"


def _text(key: str, text: Worded, indent: str = "") -> Iterator[str]:
    for lang in ("nb", "nn", "en"):
        value = getattr(text, lang)
        if value:
            yield f"{indent}{key}.{lang} = {toml_string(value)}"


def toml_string(value: str) -> str:
    """A text of TOML, which takes JSON's strings; control characters, which no register may hold, are left out."""
    clean = "".join(c for c in value if c.isprintable() or c == "\u00a0")
    return json.dumps(clean, ensure_ascii=False)
