"""What --verbose says, on stderr: the engine notes what it does in the log of Python, and here it is told."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Self

import click

from samtykke.locale import Translate

if TYPE_CHECKING:
    from samtykke.config import Configuration

_log = logging.getLogger(__name__)


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


class Telling(logging.Handler):
    """Tells what the engine notes while it is entered, in the reader's language, each with the seconds since then."""

    def __init__(self, configuration: Configuration, t: Translate) -> None:
        super().__init__(logging.DEBUG)
        self._configuration = configuration
        self._t = t
        self._began = time.perf_counter()

    def __enter__(self) -> Self:
        if self._configuration.settings.verbose:
            logger = logging.getLogger("samtykke")
            self._level = logger.level
            logger.setLevel(logging.DEBUG)
            logger.addHandler(self)
            self._tell_settings()
        return self

    def __exit__(self, *exc: object) -> None:
        if self._configuration.settings.verbose:
            logger = logging.getLogger("samtykke")
            _log.debug(_("Done."))
            logger.removeHandler(self)
            logger.setLevel(self._level)

    def emit(self, record: logging.LogRecord) -> None:
        """A line for each note. What comes from pages is harmless to a terminal."""
        text = self._t(str(record.msg))
        if record.args:
            text %= record.args
        harmless = "".join(c if c.isprintable() else "\ufffd" for c in text)
        click.echo(f"{time.perf_counter() - self._began:7.2f} s  {harmless}", err=True)

    def _tell_settings(self) -> None:
        chosen = self._configuration
        if chosen.file is None:
            _log.debug(_("Settings: no file."))
        else:
            _log.debug(_("Settings: %(file)s."), {"file": chosen.file})
        for key in sorted(chosen.origins):
            values = {"key": key, "value": chosen.value(key), "origin": chosen.origins[key]}
            _log.debug(_("Setting %(key)s is %(value)s, from %(origin)s."), values)
