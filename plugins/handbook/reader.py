"""A Markdown file of the repository as a page: CommonMark, as GitHub reads it, with its links made those of the site.

(Python-Markdown, which Pelican brings, wants lists and code within lists written otherwise.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pelican.readers import BaseReader

from pelican import signals

from .links import linked
from .navigation import language, slug

_LONGEST_DESCRIPTION = 160


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a page."""

    html: str
    title: str
    description: str
    headings: tuple[tuple[str, str], ...]
    """(id, text) of the headings of the second order."""


class Reader(BaseReader):  # type: ignore[misc]
    """In the place of Pelican's own reader of Markdown: ours has no front matter."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The page and what Pelican is to know of it."""
        path = Path(source_path).resolve()
        made = document(path.read_text("utf-8"), path, Path(self.settings["PATH"]).resolve().parent)
        return made.html, {
            "title": made.title,
            "slug": slug(path.name),
            "lang": language(path.name),
            "description": made.description,
            "headings": made.headings,
        }


def document(text: str, path: Path, root: Path) -> Document:
    """A file's text as a page; `root` is the folder of the repository, in which links may lead anywhere."""
    lang = language(path.name)
    markdown = MarkdownIt("commonmark").enable("table")
    scroller = '<div class="wide" role="group" tabindex="0" aria-label="%s">\n<table>\n'
    label = {"en": "Table", "nb": "Tabell"}[lang]
    markdown.add_render_rule("table_open", lambda *_: scroller % label)
    markdown.add_render_rule("table_close", lambda *_: "</table>\n</div>\n")
    tokens = markdown.parse(text)
    headings: list[tuple[str, str]] = []
    title = description = ""
    used: dict[str, int] = {}
    for opening, inline in pairwise(tokens):
        if opening.type in ("th_open", "td_open") and opening.attrs.pop("style", "") == "text-align:right":
            opening.attrs["class"] = "right"  # the pages' policy lets no style stand in an attribute
        if inline.type != "inline" or inline.children is None:
            continue
        plain = "".join(_plain(inline.children))
        inline.children = list(linked(inline.children, path, root))
        if opening.type == "heading_open":
            opening.attrs["id"] = anchor = _anchor(plain, used)
            if opening.tag == "h1":
                title = title or plain
            elif opening.tag == "h2":
                headings.append((anchor, plain))
        elif opening.type == "paragraph_open" and not description:
            description = _cut(plain)
    html: str = markdown.renderer.render(tokens, markdown.options, {})
    return Document(html, title, description, tuple(headings))


def register() -> None:
    """Take Pelican's signal."""
    signals.readers_init.connect(_put)


def _put(readers: Any) -> None:
    readers.reader_classes["md"] = Reader


def _plain(children: list[Token]) -> Iterator[str]:
    for child in children:
        if child.type in ("text", "code_inline"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield " "


def _anchor(title: str, used: dict[str, int]) -> str:
    """As GitHub makes them: lower case, punctuation gone, spaces as hyphens; a number where there is one already."""
    name = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    number = used[name] = used.get(name, -1) + 1
    return f"{name}-{number}" if number else name


def _cut(text: str) -> str:
    words = text.split()
    while len(" ".join(words)) > _LONGEST_DESCRIPTION:
        words.pop()
    cut = " ".join(words)
    return cut if cut == " ".join(text.split()) else f"{cut} …"
