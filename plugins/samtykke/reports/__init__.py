"""Report formats. A new one is its file and a line here."""

from __future__ import annotations

from .base import Format, Style
from .json import FORMAT as JSON
from .text import FORMAT as TEXT

FORMATS: dict[str, Format] = {f.name: f for f in (TEXT, JSON)}

__all__ = ["FORMATS", "Format", "Style"]
