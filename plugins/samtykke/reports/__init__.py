"""Report formats. A new one is its file and a line here."""

from __future__ import annotations

from .base import Format, Style
from .github import FORMAT as GITHUB
from .html import FORMAT as HTML
from .json import FORMAT as JSON
from .junit import FORMAT as JUNIT
from .lines import FORMAT as LINES
from .markdown import FORMAT as MARKDOWN
from .sarif import FORMAT as SARIF
from .text import FORMAT as TEXT

FORMATS: dict[str, Format] = {f.name: f for f in (TEXT, LINES, JSON, SARIF, JUNIT, GITHUB, MARKDOWN, HTML)}

__all__ = ["FORMATS", "Format", "Style"]
