"""`python -m samtykke.rules.docs`: docs/rules.md, generated from the rules themselves."""

from __future__ import annotations

import sys
from pathlib import Path

from .registry import RULES

HEAD = """# Rules

Generated from the rules by `python -m samtykke.rules.docs`; change a rule's own file instead.

Levels: an error fails the check; a warning and a note are told. A rule marked *unverified* says that something could
not be established: alone it leads to exit code 3. Rules of the *audit* say what a real browser was seen to do
(`samtykke audit`); some speak of the HTML as well.
"""


def page() -> str:
    """The page, as Markdown."""
    parts = [HEAD]
    for rule in RULES:
        unverified = ", unverified" if rule.unverified else ""
        audit = ", audit" if rule.observe else ""
        fence = "toml" if "[[" in rule.example or " = " in rule.example else "html"
        parts.append(
            f"## {rule.id}\n\n*{rule.level}{unverified}{audit}* — {rule.title}.\n\n"
            f"**Why.** {rule.why}\n\n**Example**\n\n```{fence}\n{rule.example}\n```\n\n**To mend it.** {rule.remedy}\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "docs/rules.md").write_text(page(), "utf-8")
