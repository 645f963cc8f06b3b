"""Messages in the visitor's or user's language: English in the code, other languages in `<lang>/*.po`.

A part keeps its translations in a file of its own (`nb/register.po`); they are read together, without a compile step.
"""

from __future__ import annotations

import os
import re
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


class TranslatableError(Exception):
    """Something that is told in the reader's language: `text` is English with `%(…)s`, to be translated."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text % values)
        self.text = text
        self.values = values

    def report(self, t: Translate) -> str:
        """What is wrong."""
        return t(self.text) % self.values


def preferred(environ: Mapping[str, str] = os.environ) -> str:
    """The language that the environment asks for: bokmål for Norwegian, and where it names none; else English.

    Norwegian comes first because it is what the sites' editors read: on Windows and in CI the environment names none.
    """
    named = _language(environ)
    return DEFAULT if not named or named in _NORWEGIAN else "en"


def asks(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment names a language at all; `C` and `POSIX` are none."""
    return bool(_language(environ))


def _language(environ: Mapping[str, str]) -> str:
    """`nb` of `nb_NO.UTF-8`; as POSIX has it, the first variable that is set decides."""
    value = next((environ[key] for key in _VARIABLES if environ.get(key)), "")
    name = re.split(r"[_.@-]", value.lower())[0]
    return "" if name in ("c", "posix") else name
