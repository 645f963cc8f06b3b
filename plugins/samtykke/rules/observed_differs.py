"""A register that does not say what an audit has observed."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.audit.record import NAME, Observed, Record, read
from samtykke.model import Finding, Level, Position, StorageKind
from samtykke.register import Service, lifetime
from samtykke.register.model import Storage
from samtykke.urls import matches

from .base import Context, Rule, shown
from .observation import kinds, sentence


def conclude(context: Context) -> Iterator[Finding]:
    """The record beside the register, if there is one: its hosts and items, and how long they stay."""
    if context.register_path is None or not context.register_path.with_name(NAME).is_file():
        return
    path = context.register_path.with_name(NAME)
    try:
        record = read(path)
    except (OSError, ValueError) as error:
        message = context.t("The record of the audit cannot be read: %(error)s.")
        yield RULE.finding(context, Position(path.as_posix()), message % {"error": shown(str(error))})
        return
    yield from _hosts(record, context, Position(path.as_posix()))
    yield from _storage(record, context, Position(path.as_posix()))


def _hosts(record: Record, context: Context, position: Position) -> Iterator[Finding]:
    message = context.t("%(host)s was contacted when the site was audited, and the register does not declare it.")
    for host in record.hosts:
        if context.register.declaring(host) is None:
            yield RULE.finding(context, position, message % {"host": shown(host)}, host=host)


def _storage(record: Record, context: Context, position: Position) -> Iterator[Finding]:
    t = context.t
    for item in record.storage:
        what = f"{kinds(t)[StorageKind(item.kind)]} «{shown(item.name)}»"
        subject = f"{item.kind}:{item.name}"
        found = _declared(item, context)
        if found is None:
            message = t("%(what)s was stored when the site was audited, and the register does not list it.")
            yield RULE.finding(context, position, sentence(message % {"what": what}), subject=subject)
        elif found[1] is not None and _longer(item.lifetime, found[1].lifetime):
            message = t("%(what)s was seen to stay %(seen)s; the register says %(declared)s.")
            values = {
                "what": what,
                "seen": lifetime.words(item.lifetime, context.lang),
                "declared": lifetime.words(found[1].lifetime, context.lang),
            }
            yield RULE.finding(context, position, sentence(message % values), service=found[0].id, subject=subject)


def _declared(item: Observed, context: Context) -> tuple[Service, Storage | None] | None:
    found = context.storage(item.kind, item.name)
    if found is not None:
        return found
    for service in context.register.service:
        vague = any(s.name == "*" and s.kind == item.kind for s in service.storage)
        if vague and any(matches(pattern, item.by) for pattern in service.hosts):
            return service, None
    return None


def _longer(seen: str, declared: str) -> bool:
    one, other = lifetime.parse(seen), lifetime.parse(declared)
    if one is None:
        return False
    if other is None:
        return declared == "session"
    return one > other * 1.01


RULE = Rule(
    id="observed-differs",
    level=Level.ERROR,
    title="The register does not say what was observed",
    why="A record of what a browser really saw is better evidence than any documentation. What was seen and is not "
    "declared, the visitor has not been told of (ekomloven § 3-15).",
    remedy="Declare what was observed, or remove what does it and record anew: samtykke audit --record "
    "content/observed.json.",
    example='{"kind": "cookie", "name": "_hidden", "lifetime": "P2Y", …}  # in observed.json, not in register.toml',
    conclude=conclude,
)
