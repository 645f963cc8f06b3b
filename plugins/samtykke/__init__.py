"""Samtykke: one register of services, storage and purposes, and proof that built pages keep to it.

As a library: `samtykke.check`, `load_register` and `render`, and what they take and give (see docs/library.md).
Everything else may change in any version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .api import (
        Finding,
        Level,
        Position,
        Register,
        RegisterError,
        Result,
        Suppressed,
        check,
        load_register,
        render,
    )

__all__ = [
    "Finding",
    "Level",
    "Position",
    "Register",
    "RegisterError",
    "Result",
    "Suppressed",
    "__version__",
    "check",
    "load_register",
    "render",
]


def __getattr__(name: str) -> Any:
    """What is exported is imported when it is asked for: the command's --help must not wait for the engine."""
    if name in __all__:
        from . import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(name)
