"""What makes the documentation a site: the Markdown as it lies in the repository, read as GitHub reads it.

A Pelican plugin for docs/pelicanconf.py. `reader` makes a page of a file, `links` makes its links those of the site,
and `navigation` says where each page has its place.
"""

from __future__ import annotations

from . import reader
from .navigation import GROUPS, groups

__all__ = ["GROUPS", "groups", "register"]


def register() -> None:
    """Called by Pelican."""
    reader.register()
