"""What has to fit together between the parts of a register.

The checks read the file's plain data, not the validated model, so that they speak also where another part is broken:
an editor gets all that is wrong in one go. Whatever has the wrong type is passed over here; `faults` reports it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from . import hosts
from .errors import Complaint, Keys, _, shown
from .faults import did_you_mean
from .model import Register

Data = Mapping[str, Any]

_DEEPEST = 12


def complaints(data: Data) -> Iterator[Complaint]:
    """All that does not fit together."""
    yield from _duplicates(data)
    yield from _categories(data)
    yield from _promises(data)
    yield from _grounds(data)
    yield from _storage(data)
    yield from _hosts(data)
    yield from _own_hosts(data)
    yield from _countries(data)
    yield from _characters(data, ())


def own_cookie(register: Register) -> Iterator[Complaint]:
    """A further check, where the banner is ours: it stores the answer, and that cookie is declared like any other."""
    cookie = register.site.cookie
    declared = any(
        (item.name, item.kind) == (cookie, "cookie")
        for service in register.service
        if service.basis == "necessary"
        for item in service.storage
    )
    if register.needs_consent() and not declared:
        message = _("the cookie «%(cookie)s», which keeps the visitor's choice, is not declared.")
        hint = _("Declare it as storage of a service with basis necessary; it lives 182 days (P182D).")
        yield Complaint(("site", "cookie"), message, {"cookie": shown(cookie)}, hint)


def _tables(parent: Data, key: str) -> Iterator[tuple[int, Data]]:
    """The `[[tables]]` of a name."""
    found = parent.get(key)
    if isinstance(found, list | tuple):
        yield from ((number, entry) for number, entry in enumerate(found) if isinstance(entry, Mapping))


def _texts(parent: Data, key: str) -> Iterator[tuple[int, str]]:
    """The texts of a list."""
    found = parent.get(key)
    if isinstance(found, list | tuple):
        yield from ((number, entry) for number, entry in enumerate(found) if isinstance(entry, str))


def _ids(data: Data, key: str) -> list[str]:
    return [entry["id"] for _number, entry in _tables(data, key) if isinstance(entry.get("id"), str)]


def _table(parent: Data, key: str) -> Data:
    found = parent.get(key)
    return found if isinstance(found, Mapping) else {}


def _duplicates(data: Data) -> Iterator[Complaint]:
    """Ids are names: two entries of one id cannot both be meant."""
    for kind in ("promise", "category", "service"):
        seen: set[str] = set()
        for number, entry in _tables(data, kind):
            id_ = entry.get("id")
            if not isinstance(id_, str):
                continue
            if id_ in seen:
                message = _("the id «%(id)s» is used before.")
                hint = _("Give it another id, or put the two together.")
                yield Complaint((kind, number, "id"), message, {"id": shown(id_)}, hint)
            seen.add(id_)


def _categories(data: Data) -> Iterator[Complaint]:
    known = _ids(data, "category")
    for number, service in _tables(data, "service"):
        id_ = service.get("category")
        if isinstance(id_, str) and id_ not in known:
            message = _("no category has the id «%(id)s».")
            yield Complaint(("service", number, "category"), message, {"id": shown(id_)}, *did_you_mean(id_, known))


def _promises(data: Data) -> Iterator[Complaint]:
    known = _ids(data, "promise")
    for number, service in _tables(data, "service"):
        for place, id_ in _texts(service, "promises"):
            if id_ not in known:
                message = _("no promise has the id «%(id)s».")
                keys = ("service", number, "promises", place)
                yield Complaint(keys, message, {"id": shown(id_)}, *did_you_mean(id_, known))


def _grounds(data: Data) -> Iterator[Complaint]:
    """Basis and category must agree, and what is called necessary must say why."""
    always_on = {
        entry.get("id"): entry.get("necessary", False)
        for _number, entry in _tables(data, "category")
        if isinstance(entry.get("id"), str) and isinstance(entry.get("necessary", False), bool)
    }
    for number, service in _tables(data, "service"):
        basis, category = service.get("basis"), service.get("category")
        if basis == "necessary" and "reason" not in service:
            message = _("a service that is called necessary must say why.")
            hint = _('Add reason = { nb = "…" }: what the visitor asked for, and why it cannot be given without.')
            yield Complaint(("service", number, "basis"), message, {}, hint)
        necessary = always_on.get(category) if isinstance(category, str) else None
        values = {"category": shown(category)}
        if basis == "consent" and necessary is True:
            message = _("the category «%(category)s» is always on, but this service needs consent.")
            yield Complaint(
                ("service", number, "category"), message, values, _("Choose a category that visitors can reject.")
            )
        if basis in ("necessary", "transmission") and necessary is False:
            message = _("visitors can reject the category «%(category)s», but this service is said to need no consent.")
            hint = _("Choose a category with necessary = true, or let the basis be consent.")
            yield Complaint(("service", number, "category"), message, values, hint)


def _storage(data: Data) -> Iterator[Complaint]:
    for number, service in _tables(data, "service"):
        seen: set[tuple[object, str]] = set()
        for place, item in _tables(service, "storage"):
            name, kind = item.get("name"), item.get("kind", "cookie")
            if not isinstance(name, str) or not isinstance(kind, str):
                continue
            keys = ("service", number, "storage", place, "name")
            if "*" in name[:-1]:
                message = _("«%(name)s» has a * that is not at the end.")
                yield Complaint(keys, message, {"name": shown(name)}, _("The * stands for any ending, as in _ga_*."))
            if (kind, name) in seen:
                message = _("this service has «%(name)s» (%(kind)s) already.")
                yield Complaint(keys, message, {"name": shown(name), "kind": shown(kind)})
            seen.add((kind, name))


def _hosts(data: Data) -> Iterator[Complaint]:
    """Syntax of every host, and no host in two services: a request must have one answer to whose it is."""
    places: list[tuple[Keys, str]] = [
        (("site", "own_hosts", place), host) for place, host in _texts(_table(data, "site"), "own_hosts")
    ]
    owners: dict[str, str] = {}
    for number, service in _tables(data, "service"):
        owner = str(service.get("id", number))
        for place, host in _texts(service, "hosts"):
            keys: Keys = ("service", number, "hosts", place)
            places.append((keys, host))
            if host in owners:
                message = _("«%(host)s» is declared already, by %(owner)s.")
                yield Complaint(keys, message, {"host": shown(host), "owner": shown(owners[host])})
            owners.setdefault(host, owner)
    for keys, host in places:
        fault = hosts.complain(host)
        if fault is not None:
            message, hint, hint_values = fault
            yield Complaint(keys, message, {"value": shown(host)}, hint, hint_values)


def _own_hosts(data: Data) -> Iterator[Complaint]:
    """A host is the site's own or a service's, not both: own hosts are never gated."""
    site = _table(data, "site")
    own = [host for _place, host in _texts(site, "own_hosts")]
    with suppress(KeyError, ValueError, AttributeError, TypeError):  # the model reports a missing or broken address
        own.append(urlsplit(site["url"]).hostname or "")
    for number, service in _tables(data, "service"):
        for place, host in _texts(service, "hosts"):
            if hosts.complain(host) is not None:
                continue
            if any(o and (hosts.covers(host, o) or hosts.covers(o, host)) for o in own):
                message = _("«%(host)s» is the site's own host; a service cannot have it.")
                hint = _("Own hosts need no declaration: what runs on them is seen by its storage and scripts.")
                yield Complaint(("service", number, "hosts", place), message, {"host": shown(host)}, hint)


def _countries(data: Data) -> Iterator[Complaint]:
    from babel import Locale  # noqa: PLC0415  slow to import; whoever needs only the model is spared it

    known = Locale("en").territories
    for number, service in _tables(data, "service"):
        code = service.get("country")
        if isinstance(code, str) and len(code) == 2 and code.isalpha() and code.isupper() and code not in known:
            hint, values = (_("Did you mean «%(meant)s»?"), {"meant": "GB"}) if code == "UK" else ("", {})
            message = _("no country has the code «%(code)s».")
            yield Complaint(("service", number, "country"), message, {"code": shown(code)}, hint, values)


def _characters(value: object, keys: Keys) -> Iterator[Complaint]:
    """Control characters, which no page may carry; TOML can write them as escapes."""
    if len(keys) > _DEEPEST:
        return
    if isinstance(value, str):
        bad = next((c for c in value if (ord(c) < 32 and c not in "\t\n\r") or 127 <= ord(c) < 160), None)
        if bad is not None:
            yield Complaint(
                keys, _("there is a control character (%(code)s) in the text."), {"code": f"U+{ord(bad):04X}"}
            )
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from _characters(below, (*keys, key))
    elif isinstance(value, Sequence):
        for number, below in enumerate(value):
            yield from _characters(below, (*keys, number))
