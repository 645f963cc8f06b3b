"""What the banner weighs. `python -m samtykke.banner.size` writes it."""

from __future__ import annotations

import gzip
import sys

from samtykke.register.model import Register

from .bundle import HEAD_SNIPPET, sizes
from .config import embedded
from .render import body

BUDGETS = {"js": 6 * 1024, "css": 2 * 1024, "config": 2 * 1024, "head": 300}
"""Bytes: after gzip, the head snippet as it stands."""


def measure(register: Register | None = None, lang: str = "nb") -> dict[str, int]:
    """Part → bytes; with a register, its slice (`config`) and the whole of the banner's markup (`markup`) too."""
    found = {**sizes(), "head": len(HEAD_SNIPPET.encode())}
    if register is not None:
        found["config"] = _packed(embedded(register, lang))
        found["markup"] = _packed(body(register, lang, ""))
    return found


def _packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    for part, size in measure().items():
        sys.stdout.write(f"{part:8}{size:6} of {BUDGETS[part]} bytes\n")
