"""What builds keep in `.cache/multicase/`: what no build has asked for in a month is forgotten."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

DAYS = 30


def kept(settings: dict[str, Any], folder: str) -> Path:
    """The folder for one sort of thing, which may not be there yet; `settings` are Pelican's."""
    return Path(settings["PATH"]).parent / ".cache" / "multicase" / folder


def used(path: Path) -> None:
    """Note that it was of use today."""
    with suppress(OSError):  # somebody else's, or gone: then it is made anew
        os.utime(path)


def forget(folder: Path, now: float | None = None) -> None:
    """Remove what lies in the folder and was not of use for DAYS; `now` is in seconds since 1970."""
    long_ago = (time.time() if now is None else now) - DAYS * 86_400
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):
            if path.stat().st_mtime < long_ago:
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
