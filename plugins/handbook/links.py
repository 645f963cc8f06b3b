"""The repository's links as those of the site: to a page where there is one; a file that is no page is only named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from .navigation import GROUPS, language, slug

_PAGES = frozenset(name for _heading, names in GROUPS for name in names)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def linked(children: list[Token], path: Path, root: Path) -> Iterator[Token]:
    """The tokens of a line of `path`, with the links made those of the site; `root` is the repository's folder."""
    waiting = iter(children)
    for child in waiting:
        if child.type != "link_open":
            yield child
            continue
        inner = []
        for token in waiting:  # links hold no links
            if token.type == "link_close":
                break
            inner.append(token)
        yield from _link(child, inner, path, root)


def _link(opening: Token, inner: list[Token], path: Path, root: Path) -> Iterator[Token]:
    href = str(opening.attrs["href"])
    name, hash_, fragment = href.partition("#")
    file = (path.parent / unquote(name)).resolve()
    said = "".join(token.content for token in inner)
    if name and not _ELSEWHERE.match(href) and file.is_file() and file.is_relative_to(root):
        shown = file.relative_to(root).as_posix()
        if file.name in _PAGES and file.parent in (root, root / "docs"):
            opening.attrs["href"] = f"{slug(file.name)}.html{hash_}{fragment}"
            if said in (shown, file.name):  # on a site, pages go by their titles
                inner = [Token("text", "", 0, content=title_of(file))]
                if language(file.name) != language(path.name):
                    opening.attrs["lang"] = opening.attrs["hreflang"] = language(file.name)
        elif file.suffix != ".md":
            yield from inner
            if said != shown:
                yield Token("html_inline", "", 0, content=f" (<code>{escape(shown)}</code>)")
            return
    # What leads nowhere is told, with its line, by the check of the links at the end of the build.
    yield opening
    yield from inner
    yield Token("link_close", "a", -1)


@cache
def title_of(file: Path) -> str:
    """The first heading of a file, as plain text."""
    with file.open(encoding="utf-8") as lines:
        return next(line for line in lines if line.startswith("# ")).removeprefix("# ").replace("`", "").strip()
