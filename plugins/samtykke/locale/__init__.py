"""Messages in the visitor's or user's language: English in the code, other languages in `<lang>/*.po`.

A part keeps its translations in a file of its own (`nb/register.po`); they are read together, without a compile step.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("nb", "en")
DEFAULT = "nb"

Translate = Callable[[str], str]


@cache
def translator(lang: str) -> Translate:
    """A function from an English message to that of a language; a message without a translation stays as it is."""
    messages: dict[str, str] = {}
    if lang != "en":
        from babel.messages.pofile import read_po  # noqa: PLC0415  read only where it is needed: it is slow to import

        for path in sorted(Path(__file__).parent.joinpath(lang).glob("*.po")):
            with path.open("rb") as file:
                catalog = read_po(file, locale=lang)
            messages.update({str(m.id): str(m.string) for m in catalog if m.id and m.string})
    return lambda message: messages.get(message, message)


def preferred(environ: Mapping[str, str] = os.environ) -> str:
    """The language that the environment asks for: English where it says so, else bokmål."""
    for key in ("SAMTYKKE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(key, "")
        if value:
            return "en" if value.lower().startswith("en") else DEFAULT
    return DEFAULT
