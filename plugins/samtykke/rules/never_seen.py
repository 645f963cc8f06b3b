"""Something that is declared and was not seen, whatever was accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from samtykke.audit.states import ACCEPT
from samtykke.model import Finding, Level, StorageKind
from samtykke.urls import matches

from .base import Rule, shown
from .observation import Observation, sentence


def observe(observation: Observation) -> Iterator[Finding]:
    """Hosts and items of services expected on pages, where a page of every group was seen with everything accepted.

    What a service that was only stood in for stores is not known, and not told as missing.
    """
    accepted = [v for v in observation.visits if v.state == ACCEPT]
    groups = {p.group for p in observation.result.pages}
    if (
        not accepted
        or not all(v.verified for v in accepted)
        or groups != {p.group for p in observation.result.pages if p.visited}
    ):
        return
    t, context = observation.context.t, observation.context
    requests = [r for v in observation.visits for r in v.requests]
    hosts = {r.host for r in requests}
    acting = {r.host for r in requests if r.stood_in and r.kind in ("script", "document", "worker")}
    items = {(i.kind, i.seen.name) for v in observation.visits for i in observation.items(v)}
    for index, service in enumerate(observation.register.service):
        if service.set_by != "page":
            continue
        if service.hosts and not any(matches(p, h) for p in service.hosts for h in hosts):
            message = t("%(service)s is declared, but nothing was fetched from it, whatever was accepted.")
            found = RULE.finding(
                context, context.register_position("service", index), message % {"service": service.name},
                service=service.id,
            )  # fmt: skip
            yield replace(found, state=ACCEPT)
            continue
        if any(matches(p, h) for p in service.hosts for h in acting):
            continue
        for number, item in enumerate(service.storage):
            seen = any(kind == item.kind and item.covers(name) for kind, name in items)
            if item.legacy or item.name == "*" or seen:
                continue
            message = t("%(what)s (%(service)s) is declared, but was never stored.")
            what = f"{observation.kinds[StorageKind(item.kind)]} «{shown(item.name)}»"
            position = context.register_position("service", index, "storage", number)
            text = sentence(message % {"what": what, "service": service.name})
            found = RULE.finding(context, position, text, service=service.id, subject=f"{item.kind}:{item.name}")
            yield replace(found, state=ACCEPT)


RULE = Rule(
    id="never-seen",
    level=Level.NOTE,
    title="Declared, and never seen",
    why="The statement should tell of what happens, and nothing else. What was not seen may still happen: when the "
    "visitor signs in, sends a form, or stays longer.",
    remedy="Remove it from the register if it is of the past (legacy = true keeps it cleared), or say set_by = "
    '"elsewhere" if another system stores it.',
    example="samtykke audit output",
    observe=observe,
)
