"""Something that stays in the visitor's browser for longer than thirteen months."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Scan
from samtykke.register import lifetime
from samtykke.register.model import Storage

from .base import Context, Rule, shown
from .lifetime_mismatch import documented

LONGEST = "P13M"


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """What scripts of the site write for too long, unless the register says so of it: then `conclude` tells it."""
    for write in scan.storage:
        if write.lifetime is None or not overlong(write.lifetime):
            continue
        declared = context.storage(write.kind, write.name)
        if declared is not None and (declared[0].basis != "consent" or overlong(declared[1].lifetime)):
            continue
        message = context.t("A script stores «%(name)s» for %(time)s, which is longer than 13 months.")
        if write.lifetime == "forever":
            message = context.t("A script stores «%(name)s», which does not expire by itself.")
        yield RULE.finding(
            context,
            write.position,
            message % {"name": shown(write.name), "time": lifetime.words(write.lifetime, context.lang)},
            service=declared[0].id if declared else "",
            subject=f"{write.kind}:{write.name}",
            written=write.name if write.name != "*" else "",
            level=_level(write.lifetime),
        )


def conclude(context: Context) -> Iterator[Finding]:
    """What the register declares for too long: of services that need consent, and the choice's own cookie.

    A note where the vendor documents that very lifetime: the declaration is right, and the remedy is a setting.
    """
    for index, service in enumerate(context.register.service):
        for number, item in enumerate(service.storage):
            ours = item.kind == "cookie" and item.name == context.register.site.cookie
            if item.legacy or not (service.basis == "consent" or ours) or not overlong(item.lifetime):
                continue
            message = context.t("«%(name)s» of %(service)s stays for %(time)s, which is longer than 13 months.")
            if item.lifetime == "forever":
                message = context.t("«%(name)s» of %(service)s does not expire by itself.")
            values = {
                "name": item.name,
                "service": service.name,
                "time": lifetime.words(item.lifetime, context.lang),
            }
            yield RULE.finding(
                context,
                context.register_position("service", index, "storage", number, "lifetime"),
                message % values,
                service=service.id,
                subject=f"{item.kind}:{item.name}",
                level=Level.NOTE if _as_documented(context, service.id, item) else _level(item.lifetime),
            )


def _as_documented(context: Context, service: str, item: Storage) -> bool:
    known = documented(context, service, item.kind, item.name)
    return known is not None and lifetime.same(known.lifetime, item.lifetime)


def overlong(text: str) -> bool:
    """Whether a lifetime is longer than thirteen months; `forever` is, `session` and `unknown` are not."""
    if text in lifetime.WORDS:
        return text == "forever"
    length, most = lifetime.parse(text), lifetime.parse(LONGEST)
    assert length is not None
    assert most is not None
    return length > most and not lifetime.same(text, LONGEST)


def _level(text: str) -> Level | None:
    """localStorage and its like know no end at all, so that is told as a note only."""
    return Level.NOTE if text == "forever" else None


RULE = Rule(
    id="overlong-lifetime",
    level=Level.WARNING,
    title="Stored for longer than thirteen months",
    why="Nothing may be kept for longer than its purpose needs (GDPR article 5(1)(e)). Norwegian law names no figure; "
    "thirteen months is what the French CNIL allows a cookie for visitor statistics (guidelines 2020-091), and a "
    "common yardstick since. Chromium ends any cookie after 400 days.",
    remedy="Set a shorter life where the service has a setting for it (cookie_expires in Google Analytics) and declare "
    "that; or keep it, with the reason among your papers.",
    example='name = "_ga"\nlifetime = "P2Y"',
    check=check,
    conclude=conclude,
)
