"""Consent tools that the audit can drive, in the order in which they are tried. A new one is a file and a line here."""

from __future__ import annotations

from . import samtykke
from .base import BannerError, Controls, Driver, Wanted

DRIVERS: tuple[Driver, ...] = (samtykke.DRIVER,)

__all__ = ["DRIVERS", "BannerError", "Controls", "Driver", "Wanted"]
