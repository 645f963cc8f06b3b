"""A mark that tells a consent tool to leave an element alone, or to run it when the visitor refuses."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Scan, State

from .base import Context, Rule, shown


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """Marked elements that contact somebody, or store something, for which consent is needed; others may be exempt."""
    t = context.t
    for problem in scan.problems:
        if problem.rule != RULE.id:
            continue
        live = [r for r in scan.references if r.position == problem.position and r.state is State.LIVE and r.host]
        names = {r.host for r in live if context.needs_consent(r)}
        for write in scan.storage:
            if write.position == problem.position and write.state is State.LIVE:
                declared = context.storage(write.kind, write.name)
                if declared is None or declared[0].basis == "consent":
                    names.add(write.name)
        if names:
            message = t("%(what)s is exempted from consent by %(detail)s: %(reason)s.")
            what = ", ".join(shown(name) for name in sorted(names)[:5])
            values = {"what": what, "detail": shown(problem.detail), "reason": t(problem.reason)}
            hosts = [r.host for r in live if r.host in names]
            yield RULE.finding(
                context, problem.position, message % values, host=hosts[0] if hosts else "", subject=problem.detail
            )


RULE = Rule(
    id="never-block-marker",
    level=Level.ERROR,
    title="A mark that exempts an element from consent",
    why="It switches the consent tool off for this element, whatever the visitor chooses.",
    remedy="Remove the mark, or declare the service as necessary with the reason for it.",
    example='<script data-cookieconsent="ignore" src="https://cdn.example/x.js"></script>',
    check=check,
)
