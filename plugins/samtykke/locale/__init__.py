"""Messages in the visitor's or user's language: English in the code, other languages in `<lang>/*.po`.

A part keeps its translations in a file of its own (`nb/register.po`); they are read together, without a compile step.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from . import po

LANGUAGES = ("nb", "en")
DEFAULT = "nb"

Translate = Callable[[str], str]
_VARIABLES = ("SAMTYKKE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_NORWEGIAN = ("nb", "nn", "no")


@cache
def translator(lang: str) -> Translate:
    """A function from an English message to that of a language; a message without a translation stays as it is."""
    messages: dict[str, str] = {}
    if lang != "en":
        for path in sorted(Path(__file__).parent.joinpath(lang).glob("*.po")):
            messages |= po.messages(path.read_text("utf-8"))
    return lambda message: messages.get(message, message)


def preferred(environ: Mapping[str, str] = os.environ) -> str:
    """The language that the environment asks for: English where it says so, else bokmål."""
    for key in _VARIABLES:
        value = environ.get(key, "")
        if value:
            return "en" if value.lower().startswith("en") else DEFAULT
    return DEFAULT


def for_help(environ: Mapping[str, str] = os.environ) -> str:
    """The language of what --help shows: bokmål where the environment asks for Norwegian, else English.

    Help is read where nothing is set up yet, and quoted in other people's documentation.
    """
    for key in _VARIABLES:
        if environ.get(key):
            return "nb" if environ[key].lower().startswith(_NORWEGIAN) else "en"
    return "en"
