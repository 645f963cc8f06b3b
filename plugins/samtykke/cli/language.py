"""The language of a run, for what is said before there are settings: help, usage, and click's own words.

Click hands its words to gettext, which wants compiled catalogues and the language of the whole process. Its modules are
given our catalogues instead.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

import click

from samtykke.locale import LANGUAGES, asks, preferred, translator

_LANG: ContextVar[str] = ContextVar("samtykke_lang", default="en")
_ASKED: ContextVar[str] = ContextVar("samtykke_lang_asked", default="")
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
"""Those of click's modules whose words a user can meet."""


def words(message: str) -> str:
    """A message in the language of the run; without a translation as it is."""
    return translator(_LANG.get())(message)


def begin(args: Sequence[str]) -> None:
    """Take the language from `--lang` among the arguments, which click reads too late, else from the environment."""
    asked = ""
    for number, arg in enumerate(args):
        if arg == "--":
            break
        name, _, value = arg.partition("=")
        if name == "--lang":
            asked = value or (args[number + 1] if number + 1 < len(args) else "")
    _ASKED.set(asked if asked in LANGUAGES else "")
    settle(_ASKED.get() or preferred())


def asked() -> str:
    """The language that the arguments ask for; empty where they do not."""
    return _ASKED.get()


def chosen() -> bool:
    """Whether somebody has asked for a language, or it is only the one that is spoken otherwise."""
    return bool(_ASKED.get()) or asks()


def settle(lang: str) -> None:
    """What is said from now on is in this language."""
    _LANG.set(lang)


@contextmanager
def helping() -> Iterator[None]:
    """While help is written: its language is that of the arguments or the environment, whatever ran before."""
    before = _LANG.set(_ASKED.get() or preferred())
    try:
        yield
    finally:
        _LANG.reset(before)


def _plural(one: str, many: str, number: int) -> str:
    return words(one if number == 1 else many)


def _teach() -> None:
    """Give click's modules our translations."""
    ours: dict[str, Callable[..., str]] = {"_": words, "ngettext": _plural}
    for name in MODULES:
        module = sys.modules[f"{click.__name__}.{name}"]
        for function, own in ours.items():
            if hasattr(module, function):
                setattr(module, function, own)


_teach()
