"""The theme's own words, in the language of the page being written.

Message ids are bokmål, as the templates are read by people who write it; another language is a catalogue
`translations/<lang>.po` and nothing else. It is read as it is: there is no compile step to forget.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import pass_context
from jinja2.runtime import Context

SOURCE_LANGUAGE = "nb"
TRANSLATIONS = Path(__file__).parents[2] / "theme" / "translations"


@cache
def catalogue(lang: str, folder: Path = TRANSLATIONS) -> Catalog | None:
    """The catalogue of a language, or None where there is none: then the page speaks bokmål."""
    path = folder / f"{lang}.po"
    if lang == SOURCE_LANGUAGE or not path.is_file():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=lang)


@pass_context
def language(context: Context) -> str:
    """The language of the page being written: its own where it has one, else the site's."""
    page = context.get("article") or context.get("page")
    return getattr(page, "lang", None) or context.get("DEFAULT_LANG") or SOURCE_LANGUAGE


@pass_context
def gettext(context: Context, message: str, lang: str = "") -> str:
    """A message in the page's language, or in another; `_()` in templates. Nothing is nothing, in any language."""
    if not message:
        return ""
    found = _catalogue(context, lang)
    translated = found.get(message) if found else None
    return str(translated.string) if translated and translated.string else message


@pass_context
def ngettext(context: Context, singular: str, plural: str, number: int) -> str:
    """The same for what is counted. One and many are enough for the languages of the north."""
    found = _catalogue(context)
    message = found.get(singular) if found else None
    forms = message.string if message else None
    if isinstance(forms, (list, tuple)) and all(forms):
        return str(forms[int(number != 1)])
    return singular if number == 1 else plural


def _catalogue(context: Context, lang: str = "") -> Catalog | None:
    theme = context.get("THEME")
    return catalogue(lang or language(context), Path(theme) / "translations" if theme else TRANSLATIONS)
