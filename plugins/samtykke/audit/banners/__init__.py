"""Consent tools that the audit can drive. A new one is its file and a line here; they are tried in this order."""

from __future__ import annotations

from . import (
    cookiebot,
    cookieinformation,
    cookieyes,
    didomi,
    guess,
    klaro,
    onetrust,
    orejime,
    samtykke,
    tarteaucitron,
    usercentrics,
    vanilla,
)
from .base import BannerError, Controls, Driver, Wanted
from .given import PARTS, given

DRIVERS: tuple[Driver, ...] = (
    samtykke.DRIVER,
    vanilla.DRIVER,
    klaro.DRIVER,
    orejime.DRIVER,
    tarteaucitron.DRIVER,
    cookiebot.DRIVER,
    onetrust.DRIVER,
    cookieyes.DRIVER,
    cookieinformation.DRIVER,
    usercentrics.DRIVER,
    didomi.DRIVER,
    guess.DRIVER,  # last: it would take any of them
)

__all__ = ["DRIVERS", "PARTS", "BannerError", "Controls", "Driver", "Wanted", "given"]
