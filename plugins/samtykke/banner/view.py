"""The register as the templates want it: texts chosen, countries and lifetimes in words."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale

from samtykke.register import lifetime
from samtykke.register.model import Category, Register, Service, Storage, Text

from .texts import texts


@dataclass(frozen=True, slots=True)
class Said:
    """A text with the language it turned out to be in, empty where that is the page's."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A stored item: name, kind in words, lifetime in words, purpose."""

    name: str
    """Empty where the names are not known."""
    kind: str
    lifetime: str
    purpose: Said


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as the dialog shows it."""

    id: str
    name: str
    provider: str
    country: str
    purpose: Said
    reason: Said | None
    transfer: Said | None
    policy: str | None
    storage: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A category with what it holds; without an id it cannot be refused."""

    id: str
    title: Said
    purpose: Said
    services: tuple[Offer, ...]


def said(text: Text, lang: str) -> Said:
    """The text in a language, or its fallback, marked as such for screen readers."""
    chosen = text.in_language(lang)
    if getattr(text, lang, None) == chosen:
        return Said(chosen)
    return Said(chosen, next(key for key in ("nb", "en", "nn") if getattr(text, key) == chosen))


def country(code: str, lang: str) -> str:
    """A country's name: `IE` is «Irland» in bokmål; the code itself where Babel knows none."""
    return str(Locale.parse(lang).territories.get(code, code))


def offer(service: Service, lang: str) -> Offer:
    """A service in words. What an earlier tag left behind is not shown: it is no longer set."""
    return Offer(
        id=service.id,
        name=service.name,
        provider=service.provider,
        country=country(service.country, lang),
        purpose=said(service.purpose, lang),
        reason=said(service.reason, lang) if service.reason else None,
        transfer=said(service.transfer, lang) if service.transfer else None,
        policy=service.policy,
        storage=tuple(_item(s, lang) for s in service.storage if not s.legacy),
    )


def groups(register: Register, lang: str) -> tuple[Group, ...]:
    """The categories that are asked about, in the register's order."""
    gated = register.gated_services()
    return tuple(
        _group(category, found, lang)
        for category in register.category
        if (found := [s for s in gated if s.category == category.id])
    )


def necessary(register: Register, lang: str) -> Group | None:
    """What needs no consent, told for completeness; None if there is nothing."""
    services = [s for s in register.service if s.basis != "consent" and s.set_by == "page"]
    if not services:
        return None
    t = texts(lang)
    category = next((c for c in register.category if c.necessary), None)
    return Group(
        id="",
        title=said(category.title, lang) if category else Said(t["necessary"]),
        purpose=said(category.purpose, lang) if category else Said(t["necessary_purpose"]),
        services=tuple(offer(s, lang) for s in services),
    )


def _group(category: Category, services: list[Service], lang: str) -> Group:
    return Group(
        id=category.id,
        title=said(category.title, lang),
        purpose=said(category.purpose, lang),
        services=tuple(offer(s, lang) for s in services),
    )


def _item(storage: Storage, lang: str) -> Item:
    t = texts(lang)
    return Item(
        name=storage.name.strip("*") and storage.name,
        kind=t[storage.kind],
        lifetime=lifetime.words(storage.lifetime, lang),
        purpose=said(storage.purpose, lang),
    )
