"""The files of the site that scripts ask for, found from the page that they stand on."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from samtykke.urls import resolve

from .context import Frame, SiteContext, digest_of, forget_local, note_asked
from .script_model import File
from .syntax import decoded


class SiteFiles:
    """What the scripts of a frame get of the site (`script_model.Files`)."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def file(self, url: str, base: str) -> File | None:
        resolved = resolve(url, base or self._frame.base)
        path = self._frame.site.hosts.local_path(resolved.url) if resolved is not None else None
        if resolved is None or path is None:
            return None
        text = text_of(self._frame.site, path)
        if text is None:
            return File(resolved.url, None) if self._frame.site.whole else None
        return None if trusted(text, self._frame.site) else File(resolved.url, text)

    def module(self, specifier: str, base: str) -> File | None:
        mapped = self._frame.imports.resolve(specifier, base or self._frame.base)
        return None if mapped is None else self.file(mapped, base)


def text_of(site: SiteContext, path: str) -> str | None:
    """The text of a file of the tree; None where there is none."""
    root = Path(site.root)
    try:
        facts = (root / path if site.whole else root.parent / path).stat()
    except (OSError, ValueError):
        note_asked(path, "")
        return None
    text, digest = _text_of(site, path, facts.st_mtime_ns, facts.st_size)
    note_asked(path, digest)
    return text


@lru_cache(maxsize=64)
def _text_of(site: SiteContext, path: str, _changed: int, _size: int) -> tuple[str | None, str]:
    raw = site.read_local(path)
    return None if raw is None else decoded(raw), digest_of(raw)


def forget_files() -> None:
    """Forget what the site's files hold: they may have changed."""
    _text_of.cache_clear()
    forget_local()


def trusted(code: str, site: SiteContext) -> bool:
    """Whether it is a script that the engine itself emits."""
    return bool(site.trusted) and hashlib.sha256(code.encode("utf-8", "replace")).hexdigest() in site.trusted
