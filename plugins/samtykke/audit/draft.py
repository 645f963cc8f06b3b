"""Register entries for what was seen and is not declared: what was observed, with gaps for a person to fill."""

from __future__ import annotations

import re
from collections.abc import Iterable

import tomlkit

from samtykke.domains import registrable
from samtykke.model import Party
from samtykke.register import lifetime
from samtykke.rules.observation import Item, Observation

from .model import CookieSeen, Draft

TO_DO = "FYLL UT"
"""What a person has to replace; `samtykke register check` takes it for a text like any other, so it is easy to see."""


def drafts(observation: Observation) -> tuple[Draft, ...]:
    """One entry for each owner of undeclared hosts and items, in the order of their ids."""
    hosts: dict[str, set[str]] = {}
    items: dict[str, dict[tuple[str, str], Item]] = {}
    for visit in observation.visits:
        for request in visit.requests:
            if request.party is Party.THIRD and observation.service(request.host) is None:
                hosts.setdefault(_owner(observation, request.host), set()).add(request.host)
        for item in observation.items(visit):
            if item.service is None:
                owner = _setter(observation, item)
                items.setdefault(owner, {}).setdefault((item.kind, item.seen.name), item)
    return tuple(
        _draft(observation, owner, sorted(hosts.get(owner, ())), items.get(owner, {}).values())
        for owner in sorted({*hosts, *items})
    )


def _owner(observation: Observation, host: str) -> str:
    """The catalogue's id, else one made of who has registered the host."""
    known = observation.context.catalogue.by_url(host, "/")
    return known.id if known else _id(registrable(host))


def _setter(observation: Observation, item: Item) -> str:
    """Whose script stored it; the site's own where that is not a third party's."""
    from urllib.parse import urlsplit  # noqa: PLC0415

    host = urlsplit(item.seen.setter.url).hostname or ""
    own = host == "" or urlsplit(observation.result.site).hostname == host
    declared = observation.service(host)
    if declared is not None:
        return declared.id
    return _id(registrable(urlsplit(observation.result.site).hostname or "site")) if own else _owner(observation, host)


def _id(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-") or "ukjent"


def _draft(observation: Observation, owner: str, hosts: list[str], items: Iterable[Item]) -> Draft:
    known = observation.context.catalogue.services.get(owner)
    entry = tomlkit.table()
    entry.add("id", owner)
    entry.add("name", known.name if known else TO_DO)
    entry.add("provider", known.vendor if known else TO_DO)
    entry.add("country", "NO" if not known else "US")
    entry["country"].comment(TO_DO)
    category = known.category if known else "functional"
    entry.add("category", category)
    entry.add("basis", "consent")
    if hosts:
        entry.add("hosts", hosts)
    entry.add("purpose", _text(TO_DO))
    stored = tomlkit.aot()
    names = []
    for item in items:
        names.append(item.seen.name)
        line = tomlkit.table()
        line.add("name", item.seen.name)
        line.add("kind", str(item.kind))
        if item.seen.party is Party.THIRD:
            line.add("party", "third")
        line.add("lifetime", _lifetime(item))
        line.add("purpose", _text(TO_DO))
        stored.append(line)
    if names:
        entry.add("storage", stored)
    document = tomlkit.document()
    services = tomlkit.aot()
    services.append(entry)
    document.add("service", services)
    return Draft(owner, tomlkit.dumps(document), tuple(hosts), tuple(names))


def added(register: str, found: Iterable[Draft]) -> str:
    """The register's text with the drafts at its end; what was there stays byte for byte."""
    drafted = "\n".join(draft.toml for draft in found)
    end = "" if register.endswith("\n") or not register else "\n"
    return f"{register}{end}\n# {TO_DO}: sett av samtykke audit --write; se over hver linje.\n{drafted}"


def _text(text: str) -> tomlkit.items.InlineTable:
    table = tomlkit.inline_table()
    table.add("nb", text)
    return table


def _lifetime(item: Item) -> str:
    seen = item.seen
    if isinstance(seen, CookieSeen):
        return "session" if seen.lifetime is None else lifetime.of_seconds(seen.lifetime)
    return "session" if item.kind == "session" else "forever"
