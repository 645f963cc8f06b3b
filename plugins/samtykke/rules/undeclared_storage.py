"""A cookie or other item that the site's own scripts write and the register does not list."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Scan

from .base import Context, Rule, shown
from .observation import Observation, once, sentence


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Storage written by inline and first-party scripts, gated or not."""
    t = context.t
    kinds = {
        "cookie": t("the cookie"),
        "local": t("the localStorage item"),
        "session": t("the sessionStorage item"),
        "indexeddb": t("the IndexedDB database"),
        "cache": t("the cache"),
        "serviceworker": t("the service worker"),
    }
    for write in scan.storage:
        if context.storage(write.kind, write.name) is not None:
            continue
        if write.name == "*":
            message = t(
                "A script writes %(kind)s under a name that is computed, so it cannot be found in the register."
            )
        else:
            message = t("A script writes %(kind)s «%(name)s», which the register does not list.")
        yield RULE.finding(
            context,
            write.position,
            message % {"kind": kinds[write.kind], "name": shown(write.name)},
            service=write.service or "",
            subject=f"{write.kind}:{write.name}",
            written=write.name if write.name != "*" else "",
        )


def observe(observation: Observation) -> Iterator[Finding]:
    """Everything that was seen stored without a declaration, in the first state in which it was."""
    template = observation.context.t("%(state)s, %(what)s is stored, %(by)s. The register does not list it.")
    found = []
    for visit in observation.visits:
        for item in observation.items(visit):
            if item.service is not None or not item.seen.new:
                continue
            values = {
                "state": observation.state(visit),
                "what": observation.stored(item),
                "by": observation.by(item.seen.setter, visit),
            }
            message = sentence(template % values)
            found.append(
                observation.finding(
                    RULE,
                    visit,
                    message,
                    by=item.seen.setter,
                    subject=f"{item.kind}:{item.seen.name}",
                )
            )
    yield from once(found)


RULE = Rule(
    id="undeclared-storage",
    level=Level.ERROR,
    title="Storage that the register does not list",
    why="Ekomloven § 3-15 covers every kind of storage, cookies or not, first party or not. The visitor must be told "
    "what is kept, why and for how long.",
    remedy="Add it to the service's [[service.storage]] in the register, or remove the script that writes it.",
    example='<script>document.cookie = "visited=1; max-age=31536000";</script>',
    check=check,
    observe=observe,
)
