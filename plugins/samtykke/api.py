"""The engine as a library: what `samtykke` itself exports. Within a major version, it only grows."""

from __future__ import annotations

from datetime import date
from os import PathLike
from pathlib import Path

from samtykke.checking import Result, Target
from samtykke.checking import check as _check
from samtykke.locale import translator
from samtykke.model import Finding, Level, Position
from samtykke.register import Register, RegisterError
from samtykke.register import load as _load
from samtykke.reports import FORMATS, Style
from samtykke.suppress import Suppressed

__all__ = [
    "Finding",
    "Level",
    "Position",
    "Register",
    "RegisterError",
    "Result",
    "Suppressed",
    "check",
    "load_register",
    "render",
]


def check(
    path: str | PathLike[str],
    register: str | PathLike[str] | None = None,
    *,
    base_url: str | None = None,
    lang: str = "en",
    jobs: int | None = 1,
    own_banner: bool = True,
    today: date | None = None,
) -> Result:
    """Examine a built site (a folder, or one file) against its register, as `samtykke check` does.

    The register, and a baseline, are found as the command finds them where none is given. Files of settings and the
    environment are not read. `jobs` is the number of processes that read documents, beside the caller's; None is
    by the site's size. Raises RegisterError, BaselineError and FileNotFoundError.
    """
    root = Path(path)
    if not root.exists():
        raise FileNotFoundError(root)
    target = Target.open(root, Path(register) if register is not None else None, base_url, asks=own_banner)
    return _check(target, lang, jobs=jobs, today=today)


def load_register(path: str | PathLike[str]) -> Register:
    """A register, if it is in order. Raises RegisterError, which holds every problem with its line."""
    return _load(Path(path))


def render(result: Result, form: str = "text", *, lang: str = "en") -> str:
    """A result as a report: text, lines, json, sarif, junit, github, markdown or html. Raises KeyError for others."""
    return "".join(FORMATS[form].check(result, Style(translator(lang), lang=lang)))
