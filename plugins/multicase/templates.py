"""What the templates can say, beyond what Pelican gives them: pelicanconf.py puts these into Jinja."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import (
    courses,
    formatting,
    helpers,
    languages,
    messages,
    navigation,
    news,
    sharing,
    sitemap,
    structured_data,
    styles,
)

GLOBALS: dict[str, Callable[..., Any]] = {
    "gettext": messages.gettext,
    "ngettext": messages.ngettext,
    "language": messages.language,
    "category_title": helpers.category_title,
    "document_description": helpers.document_description,
    "last_changed": helpers.last_changed,
    # Languages
    "in_language": languages.in_language,
    "overview": languages.overview,
    "versions": languages.versions,
    "languages": languages.languages,
    "home": languages.home,
    "open_graph_locale": languages.open_graph_locale,
    # Menus
    "menu": navigation.menu,
    "areas": navigation.areas,
    "site_index": navigation.site_index,
    "breadcrumbs": navigation.breadcrumbs,
    "sitemap": sitemap.sitemap,
    "stylesheet": styles.stylesheet,
    "share_image": sharing.share_image,
    "structured_data": structured_data.structured_data,
    # Courses and news
    "course": courses.course,
    "upcoming_courses": courses.upcoming_courses,
    "past_courses": courses.past_courses,
    "related": news.related,
    "news_years": news.news_years,
}
FILTERS: dict[str, Callable[..., Any]] = {
    "dato": formatting.date_text,
    "tidsrom": formatting.period_text,
    "klokkeslett": formatting.hours_text,
    "frist": formatting.deadline_text,
    "tall": formatting.number_text,
    "iso": formatting.iso,
    "telefon": formatting.phone_uri,
    "delbar": helpers.divisible,
}
TESTS: dict[str, Callable[..., Any]] = {
    "over": formatting.is_past,
    "sample": helpers.is_sample,
    "course": courses.is_course,
    "news": news.is_news,
}
