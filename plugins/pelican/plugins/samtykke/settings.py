"""The plugin's settings: one dictionary, `SAMTYKKE`, in pelicanconf.py."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pelican
from samtykke.locale import LANGUAGES, Translate, preferred, translator

from .notes import NOTES

FAIL = ("auto", "always", "never")


class SettingsError(ValueError):
    """`SAMTYKKE` is wrong; the message says how, in the user's language."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site has asked for."""

    register: Path
    project: Path
    """The folder that holds content/: what source files are named from."""
    fail: str
    """When findings end the build: `auto` (except while watching), `always` or `never` (for preview servers)."""
    lang: str

    @classmethod
    def read(cls, settings: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> Settings:
        """From Pelican's settings; the environment's SAMTYKKE_FAIL goes before. Raises SettingsError."""
        given = settings.get("SAMTYKKE", {})
        lang = given.get("lang") or preferred(environ) if isinstance(given, dict) else preferred(environ)
        t = translator(lang if lang in LANGUAGES else preferred(environ))
        if not isinstance(given, dict):
            raise SettingsError(t("SAMTYKKE in pelicanconf.py must be a dictionary."))
        known = ("register", "fail", "lang")
        for key in given:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, 1)
                hint = t("Did you mean «%(near)s»?") % {"near": near[0]} if near else ", ".join(known)
                raise SettingsError(t("SAMTYKKE has an unknown key «%(key)s». %(hint)s") % {"key": key, "hint": hint})
        fail = environ.get("SAMTYKKE_FAIL") or given.get("fail", "auto")
        _one_of("fail", fail, FAIL, t)
        _one_of("lang", lang, LANGUAGES, t)
        content = Path(settings["PATH"])
        register = Path(given.get("register", content / "register.toml"))
        if not register.is_absolute():
            register = content.parent / register
        return cls(register, content.parent, fail, lang)

    @property
    def t(self) -> Translate:
        """The messages in the user's language."""
        return translator(self.lang)

    def stops_build(self) -> bool:
        """Whether findings end the build now."""
        return self.fail == "always" or (self.fail == "auto" and not watching())


def _one_of(key: str, value: object, values: tuple[str, ...], t: Translate) -> None:
    if value not in values:
        message = t("SAMTYKKE: «%(key)s» must be one of %(values)s.")
        raise SettingsError(message % {"key": key, "values": ", ".join(values)})


def watching() -> bool:
    """Whether this run was started by `pelican -r` or `make watch`, which must go on after a finding.

    Pelican's settings do not say, so the call stack is asked; a test holds this against Pelican's own code.
    """
    if NOTES.watching:
        return True
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code is pelican.autoreload.__code__:
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False
