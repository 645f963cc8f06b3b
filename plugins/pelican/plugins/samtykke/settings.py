"""The plugin's settings: one dictionary, `SAMTYKKE`, in pelicanconf.py."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pelican
from samtykke import config
from samtykke.config import resolve
from samtykke.locale import Translate, preferred, translator

from .notes import NOTES

FAIL = ("auto", "always", "never")
SWITCHES = ("gate", "inject")
"""Keys that are the plugin's own, and on or off."""


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
    gate: bool
    """Whether what is declared is made to wait for consent in the built pages."""
    inject: bool
    """Whether pages get the banner that lack it."""
    lang: str
    configuration: config.Settings
    """The settings that the command has too."""

    @classmethod
    def read(cls, settings: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> Settings:
        """From Pelican's settings; the environment goes before them, and the configuration's file after.

        Raises SettingsError and ConfigError.
        """
        given = settings.get("SAMTYKKE", {})
        t = translator(preferred(environ))
        if not isinstance(given, dict):
            raise SettingsError(t("SAMTYKKE in pelicanconf.py must be a dictionary."))
        apart = next((name for name in settings if name.startswith(config.PREFIX)), None)
        if apart is not None:
            message = t("%(name)s in pelicanconf.py is not read. All settings stand in one: SAMTYKKE = {%(key)s: …}.")
            raise SettingsError(message % {"name": apart, "key": repr(apart.removeprefix(config.PREFIX).lower())})
        fail = environ.get("SAMTYKKE_FAIL") or given.get("fail", "auto")
        if fail not in FAIL:
            message = t("SAMTYKKE: «%(key)s» must be one of %(values)s.")
            raise SettingsError(message % {"key": "fail", "values": ", ".join(FAIL)})
        switches = {key: given.get(key, False) for key in SWITCHES}
        for key, value in switches.items():
            if not isinstance(value, bool):
                message = t("SAMTYKKE: «%(key)s» must be one of %(values)s.")
                raise SettingsError(message % {"key": key, "values": "True, False"})
        content = Path(settings["PATH"])
        project = content.parent.resolve()
        rest = {key: value for key, value in given.items() if key not in ("fail", *SWITCHES)}
        for key in ("register", "baseline", "selfhost"):
            if isinstance(rest.get(key), str | Path):
                rest[key] = project / rest[key]
        configuration = resolve(start=project, pelican=rest, environ=environ).settings
        return cls(
            register=Path(configuration.register_ or content / "register.toml"),
            project=project,
            fail=fail,
            gate=switches["gate"],
            inject=switches["inject"],
            lang=configuration.lang or preferred(environ),
            configuration=configuration,
        )

    @property
    def t(self) -> Translate:
        """The messages in the user's language."""
        return translator(self.lang)

    def stops_build(self) -> bool:
        """Whether findings end the build now."""
        return self.fail == "always" or (self.fail == "auto" and not watching())


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
