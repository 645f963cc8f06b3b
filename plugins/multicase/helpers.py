"""What the templates ask about any page."""

from __future__ import annotations

from datetime import date
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from .messages import gettext

SOFT_HYPHEN = "\u00ad"
DESCRIPTION_LENGTH = 160
"""Characters; about what search engines show of a description."""


@pass_context
def category_title(context: Context, category: Any) -> str:
    """What a category is called for readers, whatever the folder or the front matter calls it."""
    known = context.get("CATEGORY_TEXTS", {}).get(category.slug, {})
    return gettext(context, str(known.get("title", category.name)))


@pass_context
def divisible(context: Context, title: str) -> str:
    """A title whose long words (`LONG_WORDS`) may be divided at their joints: on a narrow phone they are too wide."""
    for word in context.get("LONG_WORDS", ()):
        title = title.replace(word.replace("-", ""), word.replace("-", SOFT_HYPHEN))
    return title


def document_description(document: Any) -> str:
    """One sentence about a page or article, for search engines: its own, its lead, or how it begins."""
    for key in ("description", "ingress", "summary"):
        value = Markup(getattr(document, key, None) or "")  # noqa: S704  only to take the tags away
        text = " ".join(value.striptags().split())
        if text:
            return text if len(text) <= DESCRIPTION_LENGTH else text[: DESCRIPTION_LENGTH - 1].rsplit(" ", 1)[0] + "…"
    return ""


def last_changed(document: Any, register: date | None) -> date | None:
    """The later of the day in the front matter and that on which the register was changed: the page shows both."""
    modified = getattr(document, "modified", None)
    days = [modified.date()] if modified else []
    return max([*days, register] if register else days, default=None)


def is_sample(document: Any) -> bool:
    """Whether the content is made up to show what a page looks like (`eksempel: ja`).

    Raises ValueError for anything but ja and nei: made-up content that looks real is what this is to prevent.
    """
    value = str(getattr(document, "eksempel", "nei")).strip().lower()
    if value not in ("ja", "nei"):
        raise ValueError(f"{document.source_path}: «eksempel» er ja eller nei, ikke «{value}».")
    return value == "ja"
