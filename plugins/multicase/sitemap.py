"""What search engines may list: every page once, each with its translations (sitemaps.org, `xhtml:link`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from .languages import all_pages, overviews


@dataclass(frozen=True)
class Entry:
    """A page: its address relative to the root, when it was last changed, and (language, address) of its versions."""

    url: str
    modified: datetime | None = None
    versions: tuple[tuple[str, str], ...] = ()


@pass_context
def sitemap(context: Context) -> list[Entry]:
    """Every page that is for readers, in the order of the addresses; later pages of a list are found from the first."""
    return sorted(_entries(context), key=lambda entry: entry.url)


def _entries(context: Context) -> Iterator[Entry]:
    for page in all_pages(context):
        yield Entry(_address(page), getattr(page, "modified", None), _versions(context, page))
    for article in context["articles"]:
        for item in (article, *article.translations):
            yield Entry(item.url, getattr(item, "modified", None) or item.date, _versions(context, item))
    for category, items in context["categories"]:
        found = dict(overviews(context, category.slug))
        yield Entry(category.url, _latest(items), tuple(sorted(found.items())) if len(found) > 1 else ())
    for tag, items in context["tags"]:
        yield Entry(tag.url, _latest(items))
    for period in context["period_archives"].get("year", ()):
        yield Entry(period["url"], _latest(period["articles"]))
    for name in context["DIRECT_TEMPLATES"]:
        url = str(context.get(f"{name.upper()}_URL") or "")
        if url.endswith("/"):  # a page; the sitemap itself and 404.html are not for readers
            found = dict(overviews(context, name))
            yield Entry(url, None, tuple(sorted(found.items())) if len(found) > 1 else ())


def _versions(context: Context, document: Any) -> tuple[tuple[str, str], ...]:
    found = dict(overviews(context, document.translation_key)) if document in all_pages(context) else {}
    found |= {document.lang: _address(document)} | {other.lang: _address(other) for other in document.translations}
    return tuple(sorted(found.items())) if len(found) > 1 else ()


def _address(document: Any) -> str:
    return str(document.save_as.removesuffix("index.html"))


def _latest(items: list[Any]) -> datetime | None:
    return max((getattr(item, "modified", None) or item.date for item in items), default=None)
