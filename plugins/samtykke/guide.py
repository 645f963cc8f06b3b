"""The documentation that comes with the package: what `--help` points to can be read where nothing but that is."""

from __future__ import annotations

import re
from pathlib import Path

TOPICS = (
    "adoption",
    "audit",
    "catalogue",
    "configuration",
    "export",
    "gate",
    "ignoring",
    "integrations",
    "json",
    "library",
    "policy",
    "reports",
    "runtime",
    "scale",
    "selfhost",
)
"""The files of docs/ that a wheel has, as pyproject.toml lists them, without their endings."""

_PACKAGED = Path(__file__).with_name("guide")
_CHECKOUT = Path(__file__).parents[2] / "docs"
_LINK = re.compile(r"\[([^\]\n]+)\]\((?!https?:)(?:[\w./-]*?([\w-]+)\.\w+)?(?:#[\w-]*)?\)")


def read(topic: str) -> str:
    """The Markdown of one of `TOPICS`; links to others say how to read them, links to anything else are text.

    Raises FileNotFoundError where the installation lacks it.
    """
    folder = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    return _LINK.sub(_told, (folder / f"{topic}.md").read_text("utf-8"))


def _told(link: re.Match[str]) -> str:
    text, name = link[1], link[2]
    return f"`samtykke explain {name}`" if name in TOPICS and text == f"{name}.md" else text
