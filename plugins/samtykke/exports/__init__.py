"""The register as configuration for other consent tools. A new tool is its file and a line here."""

from __future__ import annotations

from .base import Export, Format, UnsupportedError
from .klaro import FORMAT as KLARO
from .orejime import FORMAT as OREJIME
from .tarteaucitron import FORMAT as TARTEAUCITRON
from .vanilla import FORMAT as VANILLA

FORMATS: dict[str, Format] = {f.name: f for f in (VANILLA, KLARO, OREJIME, TARTEAUCITRON)}

__all__ = ["FORMATS", "Export", "Format", "UnsupportedError"]
