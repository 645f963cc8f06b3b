"""A Content-Security-Policy that lets pages contact more than the register declares."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke import guards
from samtykke.model import Finding, Level, Scan
from samtykke.register.hosts import covers
from samtykke.urls import matches

from .base import Context, Rule, shown


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Every policy of a page or of a server's settings, against the declared hosts."""
    if context.register_path is None:
        return
    declared = [host for service in context.register.service for host in service.hosts]
    own = [*context.register.site.own_hosts, context.site_url.partition("://")[2].partition("/")[0].partition(":")[0]]
    for guard in scan.guards:
        policy = guards.parsed(guard.value)
        wide = [*guards.open_sources(policy)]
        wide += [
            (name, host)
            for name, host in guards.hosts_in(policy)
            if not any(one and (covers(one, host) or matches(one, host)) for one in (*declared, *own))
        ]
        if wide:
            listed = ", ".join(dict.fromkeys(f"{name} {source}" for name, source in wide))
            message = context.t("The policy lets in more than the register declares: %(sources)s.")
            yield RULE.finding(context, guard.position, message % {"sources": shown(listed, 300)})


RULE = Rule(
    id="policy-too-wide",
    level=Level.WARNING,
    title="A Content-Security-Policy wider than the register",
    why="The policy is the lock behind the gates: what it lets in without need, a script that somebody puts on the "
    "page can use.",
    remedy="Take it out of the policy, or declare the service; samtykke policy writes one that is as wide as the "
    "register.",
    example="Content-Security-Policy: script-src 'self' https: 'unsafe-inline'",
    check=check,
)
