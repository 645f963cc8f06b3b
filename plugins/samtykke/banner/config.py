"""The slice of the register that the runtime needs, as JSON that can stand in a page."""

from __future__ import annotations

import json
from typing import Any

from samtykke.register import category_digests, digest
from samtykke.register.model import Register, Service, Storage

from .texts import language, texts, wording

COOKIE_LIMIT = 200
"""Bytes of name and value: the choice travels with every request to the site."""

_FIXED = len("=1.0000000.xnb")
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}

_AD_SIGNALS = ["ad_storage", "ad_user_data", "ad_personalization"]
_SIGNALS = {
    "analytics": ["analytics_storage"],
    "marketing": _AD_SIGNALS,
    "functional": ["functionality_storage", "personalization_storage"],
}
"""What consent to a category means in Google Consent Mode v2."""
_SIGNALS_BY_SERVICE = {
    "google-analytics": ["analytics_storage"],
    "google-tag-manager": ["analytics_storage"],
    "google-ads": _AD_SIGNALS,
}
"""For registers that name their categories otherwise."""
_GOOGLE_HOSTS = ("googletagmanager.com", "google-analytics.com", "doubleclick.net", "googleadservices.com",
                 "googlesyndication.com")  # fmt: skip
_MICROSOFT_HOSTS = {"bat.bing.com": "uet", "clarity.ms": "clarity"}


def config(register: Register, lang: str) -> dict[str, Any]:
    """The runtime's configuration.

    - `register`, `text`: what a receipt says that the choice was made of: digests of the register, wording and all, and
      of the banner's own words in the language.
    - `receipts`: the path that receipts are sent to, or null.
    - `categories`: by id, the digest and the ids of its services, sorted: bit n of a stored choice is service n. A
      service that is set elsewhere keeps its place as an empty string.
    - `clear`: by service and kind, the names to remove when the service is refused; under the empty id what earlier
      tags left, removed whatever is chosen.
    - `keep`: by kind, names of necessary services that `clear` would cover.
    - `signals`: by service and vendor, what consent to it means in the vendor's consent interface.

    Raises ValueError where the choice of so many categories and services does not fit into the cookie.
    """
    digests = category_digests(register)
    gated = register.gated_services()
    categories: dict[str, Any] = {}
    for category in register.category:
        asked = sorted(s.id for s in register.service if s.category == category.id and s.basis == "consent")
        ours = {s.id for s in gated if s.category == category.id}
        if ours:
            services = [id_ if id_ in ours else "" for id_ in asked]
            categories[category.id] = {"digest": digests[category.id], "services": services}
    size = cookie_size(register.site.cookie, [len(c["services"]) for c in categories.values()])
    if size > COOKIE_LIMIT:
        raise ValueError(f"the choice would take {size} bytes of cookie, more than {COOKIE_LIMIT}: too many categories")
    lang = language(lang)
    return {
        "cookie": register.site.cookie,
        "lang": lang,
        "register": digest(register),
        "text": wording(lang),
        "receipts": register.site.receipts,
        "categories": categories,
        "clear": _cleared(gated),
        "keep": _kept(register),
        "signals": {s.id: found for s in gated if (found := _signals(s))},
        "texts": {key[3:]: text for key, text in texts(lang).items() if key.startswith("js_")},
    }


def embedded(register: Register, lang: str) -> str:
    """`config` as JSON, safe inside a script element and as JavaScript."""
    text = json.dumps(config(register, lang), ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def cookie_size(name: str, services: list[int]) -> int:
    """The longest that the choice's cookie can get, in bytes, with so many services in each category."""
    return len(name) + _FIXED + sum(len(".00000000-") + (n + 3) // 4 for n in services)


def _cleared(services: tuple[Service, ...]) -> dict[str, dict[str, list[str]]]:
    found = {s.id: _names(tuple(item for item in s.storage if not item.legacy)) for s in services}
    found[""] = _names(tuple(item for s in services for item in s.storage if item.legacy))
    return {id_: names for id_, names in found.items() if names}


def _names(storage: tuple[Storage, ...]) -> dict[str, list[str]]:
    """By kind, the names that a page can remove: its own party's, and never «everything»."""
    found: dict[str, list[str]] = {}
    for item in storage:
        if item.party == "first" and item.name.strip("*"):
            found.setdefault(item.kind, []).append(item.name)
    return found


def _kept(register: Register) -> dict[str, list[str]]:
    """Names of services that need no consent, where a refused service's wildcard, or the same name, covers them."""
    doomed = [(s.kind, s.name) for service in register.gated_services() for s in service.storage if s.name.strip("*")]
    found: dict[str, list[str]] = {}
    for service in register.service:
        if service.basis == "consent":
            continue
        for item in service.storage:
            if item.name.strip("*") and any(kind == item.kind and _meet(name, item.name) for kind, name in doomed):
                found.setdefault(item.kind, []).append(item.name)
    return found


def _meet(one: str, other: str) -> bool:
    """Whether a name can be covered by both, a `*` at the end standing for any ending."""
    a, b = one.rstrip("*"), other.rstrip("*")
    if one.endswith("*") and other.endswith("*"):
        return a.startswith(b) or b.startswith(a)
    if one.endswith("*"):
        return other.startswith(a)
    return one.startswith(b) if other.endswith("*") else one == other


def _signals(service: Service) -> dict[str, list[str]]:
    """Vendor → signals: `google` by consent type; `uet` and `clarity` for Microsoft's."""
    known = _SIGNALS.get(service.category) or _SIGNALS_BY_SERVICE.get(service.id) or []
    found: dict[str, list[str]] = {}
    for host in service.hosts:
        if _under(host, _GOOGLE_HOSTS) and known:
            found["google"] = known
        for end, vendor in _MICROSOFT_HOSTS.items():
            if _under(host, (end,)):
                found[vendor] = known
    return found


def _under(host: str, ends: tuple[str, ...]) -> bool:
    bare = host.removeprefix("*.")
    return any(bare == end or bare.endswith("." + end) for end in ends)
