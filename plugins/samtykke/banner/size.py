"""What the banner weighs. `python -m samtykke.banner.size [REGISTER]` writes it; exit code 1 above a budget."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from samtykke.register import load
from samtykke.register.model import Register

from .bundle import HEAD_SNIPPET, sizes
from .config import embedded
from .render import body

BUDGETS = {"js": 6 * 1024, "css": 2 * 1024, "head": 300, "config": 2 * 1024}
"""Bytes: after gzip, the head snippet as it stands; `config` for a register of ten services."""


def measure(register: Register | None = None, lang: str = "nb") -> dict[str, int]:
    """Part → bytes; with a register, its slice (`config`) and the whole of the banner's markup (`markup`) too."""
    found = {**sizes(), "head": len(HEAD_SNIPPET.encode())}
    if register is not None:
        found["config"] = _packed(embedded(register, lang))
        found["markup"] = _packed(body(register, lang, ""))
    return found


def _packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


def _main(arguments: list[str]) -> int:
    measured = measure(load(Path(arguments[0])) if arguments else None)
    for part, size in measured.items():
        limit = f" of {BUDGETS[part]}" if part in BUDGETS else ""
        sys.stdout.write(f"{part:8}{size:6}{limit} bytes\n")
    return int(any(size > BUDGETS.get(part, size) for part, size in measured.items()))


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
