"""Register entries for what was seen and is not declared: what was observed, with gaps for a person to fill."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from samtykke.adoption import add
from samtykke.catalogue.draft import draft as known_draft
from samtykke.catalogue.draft import item as known_item
from samtykke.catalogue.draft import unknown
from samtykke.domains import registrable
from samtykke.files import line_end
from samtykke.model import Party
from samtykke.naming import path_of
from samtykke.register import Register, lifetime, locate, parse
from samtykke.rules.observation import Item, Observation
from samtykke.vendors import Vendors, probably

from .model import CookieSeen, Draft

_TABLE = re.compile(r"^\s*\[\[?([^\]]+)\]", re.MULTILINE)


def drafts(observation: Observation, vendors: Vendors | None = None) -> tuple[Draft, ...]:
    """One for each owner of undeclared hosts and items, in the order of their ids; `vendors` name the unknown."""
    hosts: dict[str, set[str]] = {}
    items: dict[str, dict[tuple[str, str], Item]] = {}
    for visit in observation.visits:
        for request in visit.requests:
            if request.party is Party.THIRD and observation.service(request.host) is None:
                hosts.setdefault(_owner(observation, request.host, request.url), set()).add(request.host)
        for item in observation.items(visit):
            if item.service is None:
                found = items.setdefault(_setter(observation, item), {})
                found.setdefault((item.kind, item.seen.name), item)
    return tuple(
        _draft(observation, owner, sorted(hosts.get(owner, ())), tuple(items.get(owner, {}).values()), vendors)
        for owner in sorted({*hosts, *items})
    )


def added(text: str, found: Iterable[Draft]) -> str:
    """The register's text with the drafts: items in their service, the rest at the end; nothing else is touched.

    Raises RegisterError where it would not be a register any more.
    """
    for draft in found:
        register = parse(text)
        index = next((n for n, s in enumerate(register.service) if s.id == draft.service), None)
        text = add(text, draft.toml) if index is None else _within(text, index, draft.toml)
    parse(text)
    return text


def _within(text: str, service: int, entry: str) -> str:
    """An entry after the last line of a service and of what belongs to it."""
    line, _ = locate(text, ("service", service))
    lines = text.splitlines(keepends=True)
    end = line
    while end < len(lines):
        table = _TABLE.match(lines[end])
        if table and not table[1].strip().startswith("service."):
            break
        end += 1
    # Comments and blank lines before the next table belong to that.
    while end > line and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    new = "\n" + entry.strip("\n") + "\n"
    return "".join([*lines[:end], new.replace("\n", line_end(text)), *lines[end:]])


def _owner(observation: Observation, host: str, url: str) -> str:
    """The catalogue's id, else one made of who has registered the host."""
    known = observation.context.catalogue.by_url(host, path_of(url))
    return known.id if known else _id(registrable(host), observation.register)


def _setter(observation: Observation, item: Item) -> str:
    """Whose script stored it; the site's own where that is not a third party's."""
    host = urlsplit(item.seen.setter.url).hostname or ""
    site = urlsplit(observation.result.site).hostname or ""
    if host in ("", site):
        return _id(f"own-{registrable(site)}", observation.register)
    declared = observation.service(host)
    return declared.id if declared else _owner(observation, host, item.seen.setter.url)


def _id(name: str, register: Register) -> str:
    id_ = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:50].strip("-") or "service"
    return f"{id_}-seen" if register.find_service(id_) else id_


def _draft(
    observation: Observation, owner: str, hosts: Sequence[str], items: Sequence[Item], vendors: Vendors | None
) -> Draft:
    register, context = observation.register, observation.context
    known = context.catalogue.services.get(owner)
    parts: list[str] = []
    listed: Collection[str] = ()
    if register.find_service(owner) is None:
        if known is not None:
            parts.append(known_draft(known, register, hosts, context.t).rstrip("\n"))
            listed = {item.name for item in known.storage if not item.conditional}
        else:
            comments = [context.t("TODO: not in the catalogue. What is it for, and where does it belong?")]
            comments += (probably(name, context.t) for name in (vendors.names(hosts) if vendors else ()))
            category = next((c.id for c in register.category if not c.necessary), "functional")
            name = hosts[0] if hosts else owner
            parts.append("\n".join(unknown(owner, name, category, register, context.t, hosts=hosts, comments=comments)))
    parts += ("\n".join(_item(item)).strip("\n") for item in items if item.seen.name not in listed)
    names = tuple(item.seen.name for item in items)
    return Draft(owner, "\n\n".join(parts) + "\n", tuple(hosts), names)


def _item(item: Item) -> Iterator[str]:
    seen = item.seen
    yield from known_item(seen.name, item.kind, _lifetime(item), party=seen.party.value, told="as observed")


def _lifetime(item: Item) -> str:
    if isinstance(item.seen, CookieSeen):
        return "session" if item.seen.lifetime is None else lifetime.of_seconds(item.seen.lifetime)
    return "session" if item.kind == "session" else "forever"
