"""Menus and the way back: what leads from page to page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from .courses import CATEGORY as COURSES
from .courses import course, is_course
from .helpers import category_title
from .languages import ARCHIVE, FRONT, LISTS, SUBJECTS, all_pages, home, overview, overviews
from .messages import SOURCE_LANGUAGE, gettext, language
from .news import CATEGORY as NEWS

_LIST_TITLES = {ARCHIVE: "Tidligere kurs", SUBJECTS: "Emner"}


@dataclass(frozen=True)
class Link:
    """Where something is, relative to the root of the site, and what it is called."""

    title: str
    url: str
    current: str = ""
    """For `aria-current`: `page` for the page being written, `true` for the section that it belongs to."""


@dataclass(frozen=True)
class Area:
    """One of the things that the company does."""

    title: str
    url: str
    text: str
    """One sentence: the page's lead."""
    shape: str
    """Its sign: a name of templates/partials/shapes.html."""


@pass_context
def areas(context: Context) -> list[Area]:
    """What the company does: the pages and overviews of AREAS that exist in the page's language, in that order."""
    here, found = language(context), []
    for slug, shape in context.get("AREAS", {}).items():
        pages = [page for page in all_pages(context) if page.translation_key == slug and page.lang == here]
        found += [Area(page.title, page.url, getattr(page, "ingress", ""), shape) for page in pages]
        if not pages and here == (context.get("DEFAULT_LANG") or SOURCE_LANGUAGE):
            lead = context.get("CATEGORY_TEXTS", {}).get(slug, {}).get("lead", "")
            links = _entries(context, slug, "")
            found += [Area(link.title, link.url, gettext(context, lead), shape) for link in links]
    return found


@pass_context
def menu(context: Context, slugs: Iterable[str]) -> list[Link]:
    """Pages and overviews by slug, in that order, in the page's language; what does not exist in it is left out."""
    path = _path(context)
    return [link for slug in slugs for link in _entries(context, slug, path)]


@pass_context
def breadcrumbs(context: Context) -> list[Link]:
    """From the front page to the page being written. Empty for the front page and for what has no place below it."""
    document = context.get("article") or context.get("page")
    if document is not None and document.translation_key == FRONT:
        return []
    _ = partial(gettext, context)
    trail = [Link(_("Forside"), home(context))]
    here = _path(context)
    category = context.get("category")
    if category and here != category.url:
        over = course(document) if document is not None and is_course(document) else None
        trail.append(Link(*_overview(context, category)))
        archive = overview(context, ARCHIVE)
        if over and over.over and archive:
            trail.append(Link(_(_LIST_TITLES[ARCHIVE]), archive[1]))
    if context.get("period_num"):
        trail += menu(context, [NEWS])
    if here and here in dict(overviews(context, ARCHIVE)).values():
        trail += menu(context, [COURSES])
    if context.get("tag"):
        trail.append(Link(_(_LIST_TITLES[SUBJECTS]), context["TAGS_URL"]))
    if _of_an_area(context, document):
        trail += menu(context, [context["AREAS_PAGE"]])
    title = _title(context)
    return [*trail, Link(title, here, "page")] if title else []


@dataclass(frozen=True)
class Group:
    """Some of the site's pages, by what they are."""

    title: str
    links: list[Link]


@pass_context
def site_index(context: Context) -> list[Group]:
    """Every page in the language of the one being written, by title; news latest first."""
    here = language(context)
    pages = [Link(page.title, page.url) for page in all_pages(context) if page.lang == here]
    groups = [Group(gettext(context, "Sider"), sorted(pages, key=lambda link: link.title.casefold()))]
    for category, items in context.get("categories", ()):
        every = [version for item in items for version in (item, *item.translations)]
        links = [Link(item.title, item.url) for item in every if item.lang == here]
        groups.append(Group(category_title(context, category), links))
    return [group for group in groups if group.links]


def _overview(context: Context, category: Any) -> tuple[str, str]:
    wanted = language(context)
    for page in all_pages(context):
        if page.translation_key == category.slug and page.lang == wanted:
            return page.title, page.url
    return category_title(context, category), category.url


def _title(context: Context) -> str:
    document = context.get("article") or context.get("page")
    if document is not None:
        return str(document.title)
    if context.get("tag"):
        return str(context["tag"].name)
    if context.get("period_num"):
        return str(context["period_num"][0])
    if context.get("category"):
        return category_title(context, context["category"])
    titles = {context.get(f"{LISTS[name]}_URL"): title for name, title in _LIST_TITLES.items()}
    return gettext(context, titles.get(_path(context), ""))


def _entries(context: Context, slug: str, path: str) -> Iterator[Link]:
    here = language(context)
    for page in all_pages(context):
        if page.translation_key == slug and page.lang == here:
            inside = slug == COURSES and _section(context) == COURSES
            inside |= slug == context.get("AREAS_PAGE") and _of_an_area(context, context.get("page"))
            current = "page" if path == page.url else "true" if inside else ""
            yield Link(getattr(page, "menytittel", "") or page.title, page.url, current)
    if here == (context.get("DEFAULT_LANG") or SOURCE_LANGUAGE):
        for category, _items in context.get("categories", ()):
            if category.slug == slug:
                current = "page" if path == category.url else "true" if path.startswith(category.url) else ""
                yield Link(category_title(context, category), category.url, current)


def _of_an_area(context: Context, document: Any) -> bool:
    """Whether a page is about an area: the overview of areas is above it. Courses have an overview of their own."""
    return getattr(document, "translation_key", COURSES) in set(context.get("AREAS", ())) - {COURSES}


def _section(context: Context) -> str:
    category = context.get("category")
    return category.slug if category else ""


def _path(context: Context) -> str:
    return str(context.get("output_file", "")).removesuffix("index.html")
