"""A page in several languages: which pages are the same, where each is, and what the languages are called.

A translation is a Markdown file of its own with `Lang`, or in a folder of that name (`pages/en/`). It says whose
translation it is by `Oversetter: <slug>`, so that its own address can be in its own language; without that key, pages
of one slug belong together. A page may also translate an overview: `Oversetter: kurs` is the category's,
`Oversetter: kursarkiv` the archive's and `Oversetter: emner` that of the subjects.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.core import get_global
from jinja2 import pass_context
from jinja2.runtime import Context

from pelican import signals

from .messages import SOURCE_LANGUAGE, language

FRONT = "forside"
"""The slug of the front page, and so what its translations translate."""
ARCHIVE = "kursarkiv"
"""What the page of past courses is called: its template, and what its translations translate."""
SUBJECTS = "emner"
"""The same of the list of subjects."""
LISTS = {ARCHIVE: "KURSARKIV", SUBJECTS: "TAGS"}
"""Overviews that are not a category's, each with the prefix of its settings `…_URL` and `…_SAVE_AS`."""


@dataclass(frozen=True)
class Version:
    """The page being written, in a language."""

    lang: str
    name: str
    """What the language calls itself."""
    url: str
    """Relative to the root of the site, as Pelican's `url`."""
    current: bool
    """It is the page being written."""
    exact: bool = True
    """It is this page; otherwise the front page of a language that this page does not exist in."""


def register() -> None:
    """Called by the plugin."""
    signals.content_object_init.connect(set_key)


def set_key(content: Any) -> None:
    """`content_object_init`: what pages in other languages have in common (Pelican's PAGE_TRANSLATION_ID)."""
    content.translation_key = str(getattr(content, "oversetter", "") or getattr(content, "slug", ""))


def language_name(lang: str) -> str:
    """`Norsk bokmål`, `English`: in the language itself. The code, for one that Babel does not know."""
    name = Locale.parse(lang).get_display_name(lang) or lang
    return name[:1].upper() + name[1:]


def open_graph_locale(lang: str) -> str:
    """`nb_NO`, `en_GB`: Open Graph asks for a territory."""
    likely = get_global("likely_subtags").get(lang, f"{lang}_NO")
    return {"en": "en_GB"}.get(lang) or f"{lang}_{likely.rpartition('_')[2]}"


@pass_context
def in_language(context: Context, document: Any) -> Any:
    """A document in the language of the page being written, or as it is where it has no such translation, or none."""
    if not document:
        return None
    wanted = language(context)
    return next((other for other in getattr(document, "translations", ()) if other.lang == wanted), document)


@pass_context
def versions(context: Context) -> list[Version]:
    """The page being written in every language that it exists in, its own first. Empty for what has no address."""
    here = language(context)
    document = context.get("article") or context.get("page")
    if document is not None:
        found = {document.lang: document.url} | {other.lang: other.url for other in document.translations}
        if context.get("page"):
            found |= {lang: url for lang, url in overviews(context, document.translation_key) if lang not in found}
    elif (key := _overview(context)) is not None:
        found = dict(overviews(context, key))
    else:
        return []
    return [Version(lang, language_name(lang), url, lang == here) for lang, url in sorted(found.items())]


@pass_context
def languages(context: Context) -> list[Version]:
    """For a menu of languages: every language that has a front page, leading to this page where it exists in it."""
    here = language(context)
    exact = {version.lang: version for version in versions(context)}
    fronts = {page.lang: page.url for page in all_pages(context) if page.translation_key == FRONT}
    return [
        exact.get(lang) or Version(lang, language_name(lang), url, lang == here, lang == here)
        for lang, url in sorted(fronts.items(), key=lambda front: (front[0] != context.get("DEFAULT_LANG"), front[0]))
    ]


@pass_context
def home(context: Context) -> str:
    """The address of the front page in the language of the page being written, or of the site's."""
    here = language(context)
    return next((p.url for p in all_pages(context) if p.translation_key == FRONT and p.lang == here), "")


def all_pages(context: Context) -> Iterator[Any]:
    """Every published page of every language."""
    for page in context.get("pages", ()):
        yield page
        yield from page.translations


def overviews(context: Context, key: str) -> Iterator[tuple[str, str]]:
    """(language, address) of an overview, a category's or one of LISTS: its own, and the pages that translate it."""
    own = {category.slug: category.url for category, _items in context.get("categories", ())}
    own |= {name: context.get(f"{prefix}_URL", "") for name, prefix in LISTS.items()}
    if own.get(key):
        yield str(context.get("DEFAULT_LANG") or SOURCE_LANGUAGE), own[key]
        yield from ((page.lang, page.url) for page in all_pages(context) if page.translation_key == key)


@pass_context
def overview(context: Context, key: str) -> tuple[str, str] | None:
    """(language, address) of an overview in the language of the page being written, or else in the site's."""
    found = dict(overviews(context, key))
    here = language(context)
    return (here, found[here]) if here in found else next(iter(found.items()), None)


def _overview(context: Context) -> str | None:
    """Of which overview the page being written is the first page, if of any."""
    shown = context.get("articles_page")
    if shown is not None and shown.number != 1:
        return None
    if context.get("category"):
        return str(context["category"].slug)
    written = context.get("output_file")
    return next((name for name, prefix in LISTS.items() if written == context.get(f"{prefix}_SAVE_AS", "")), None)
