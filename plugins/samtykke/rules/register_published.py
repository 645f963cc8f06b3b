"""Sources in the output: the register, articles, settings, history."""

from __future__ import annotations

from collections.abc import Iterator

from samtykke.model import Finding, Level, Scan

from .base import Context, Rule


def check(scan: Scan, context: Context) -> Iterator[Finding]:
    """What the walk found in the output that is not for visitors."""
    t = context.t
    messages = {
        "register": t("The register lies in the output, with its comments."),
        "secrets": t("The file has settings or keys that are nobody else's business, and lies in the output."),
        "history": t("The history of the project lies in the output: every earlier version of every file."),
        "settings": t("A file with the project's settings lies in the output."),
        "source": t("An article's source lies in the output, with its metadata and comments."),
        "backup": t("An editor's backup lies in the output."),
        "cache": t("The check's own cache lies in the output. It names the source files."),
    }
    for problem in scan.problems:
        if problem.rule == RULE.id and problem.detail in messages:
            level = Level.ERROR if problem.detail in ("register", "secrets") else Level.WARNING
            yield RULE.finding(context, problem.position, messages[problem.detail], level=level, subject=problem.detail)


RULE = Rule(
    id="register-published",
    level=Level.ERROR,
    title="The register or other sources are published",
    why="Comments, drafts and earlier versions are written for colleagues and may name persons, agreements and weak "
    "spots. GDPR articles 5(1)(f) and 32 want what is not meant for the public kept from it.",
    remedy="Keep it out of Pelican's STATIC_PATHS (or name it in IGNORE_FILES), set OUTPUT_SOURCES to False, and "
    "delete it from the output and from the server.",
    example="output/register.toml",
    check=check,
)
