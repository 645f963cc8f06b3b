"""The site's own Markdown, as its tests need it: front matter, text, sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"

_HEADING = re.compile(r"^(#{2,3}) .*?\{#([a-z-]+)\}\s*$", re.MULTILINE)
_MARKUP = re.compile(r"<[^>]+>|\]\([^)]*\)|[`*\[\]]|^#+ |\{#[^}]*\}|^:   |!!! \w+ ", re.MULTILINE)


def plain(markdown: str) -> str:
    """What a reader reads: no marks, no addresses of links, and every run of white space as one space."""
    return re.sub(r"\s+", " ", _MARKUP.sub("", markdown)).strip()


@dataclass(frozen=True)
class Source:
    """One Markdown file: its place below content/, its front matter with keys in lower case, its text."""

    path: str
    meta: dict[str, str]
    body: str

    @property
    def sample(self) -> bool:
        return self.meta.get("eksempel") == "ja"

    @property
    def text(self) -> str:
        return plain(self.body)

    def sections(self) -> dict[str, str]:
        """Anchor → Markdown, from its heading to the next heading of either level."""
        found = list(_HEADING.finditer(self.body))
        ends = [m.start() for m in found[1:]] + [len(self.body)]
        return {m[2]: self.body[m.end() : end] for m, end in zip(found, ends, strict=True)}


def read(path: Path) -> Source:
    """Split a file at its first empty line. Raises ValueError for a front matter line without a colon."""
    head, _, body = path.read_text("utf-8").partition("\n\n")
    meta: dict[str, str] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"{path}: {line}")
        if key.lower() in meta:
            raise ValueError(f"{path}: {key} twice")
        meta[key.lower()] = value.strip()
    return Source(path.relative_to(CONTENT).as_posix(), meta, body)


@pytest.fixture(scope="session")
def sources() -> list[Source]:
    return [read(path) for path in sorted(CONTENT.rglob("*.md"))]


@pytest.fixture(scope="session")
def statement() -> Source:
    return read(CONTENT / "pages" / "personvern.md")
