"""Pelican with a register: banner, gates and statement from one declaration, and a build that fails on what is not.

In pelicanconf.py, so that a missing plugin stops the build instead of being skipped::

    from pelican.plugins import samtykke

    PLUGINS = [samtykke]
    SAMTYKKE = {"register": "content/register.toml"}
"""

from __future__ import annotations

from .build import register

__all__ = ["register"]
