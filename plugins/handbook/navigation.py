"""Where each page has its place, and in which language it is: a page that is not here would have no way to it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

GROUPS = (
    ("Samtykke", ("README.md", "CHANGELOG.md")),
    (
        "Any static site",
        (
            "adoption.md",
            "gate.md",
            "selfhost.md",
            "configuration.md",
            "ignoring.md",
            "reports.md",
            "json.md",
            "integrations.md",
        ),
    ),
    (
        "What is known",
        (
            "rules.md",
            "catalogue.md",
            "soundness.md",
            "limits.md",
            "performance.md",
            "policy.md",
            "audit.md",
            "scale.md",
        ),
    ),
    ("Consent on the site", ("runtime.md", "export.md", "library.md")),
    ("På norsk", ("redaktor.md", "regler.md", "til-selskapet.md")),
    ("The project", ("architecture.md", "site.md", "licences.md", "CONTRIBUTING.md", "SECURITY.md")),
)
"""Heading → the pages below it, by the names of their files."""
NORWEGIAN = frozenset({"redaktor.md", "regler.md", "til-selskapet.md"})
HOME = "README.md"


def slug(name: str) -> str:
    """A page's address without its ending, from the name of its file."""
    return "index" if name == HOME else PurePosixPath(name).stem.lower()


def language(name: str) -> str:
    """The language of a page, from the name of its file."""
    return "nb" if name in NORWEGIAN else "en"


def groups(pages: Iterable[Any]) -> list[tuple[str, str, list[Any]]]:
    """(heading, its language, pages) for the menu. Raises KeyError for a page that is named and not there."""
    by_slug = {page.slug: page for page in pages}
    return [
        (heading, "nb" if NORWEGIAN.issuperset(names) else "en", [by_slug[slug(name)] for name in names])
        for heading, names in GROUPS
    ]
