"""Files that are not meant for visitors and lie in the output all the same: what they are, by name and by content."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from samtykke.model import Position, Problem, Scan
from samtykke.site import printable

RULE = "register-published"
_HISTORIES = frozenset({".git", ".hg", ".svn"})
_NOT_ENTERED = _HISTORIES | {"node_modules", "__pycache__"}
_CACHE = (".cache", "samtykke")
_SETTINGS = frozenset({"pelicanconf.py", "publishconf.py", "pyproject.toml", "samtykke.toml"})
_SECRETS = re.compile(
    r"\.env(?:\.(?!example$|sample$|template$|dist$)[\w.-]+)?|\.netrc|\.pypirc|id_(?:rsa|ed25519)", re.IGNORECASE
)
_BACKUP = re.compile(r".*(?:~|\.(?:bak|orig|rej|swp|swo))|#.*#|\.#.*", re.IGNORECASE)
_READ = frozenset(
    {"", "toml", "txt", "text", "md", "markdown", "mkd", "mdown", "rst", "bak", "orig", "old", "save", "tmp", "copy",
     "cfg", "ini", "yaml", "yml", "kopi", "backup", "1", "2"}
)  # fmt: skip
"""Endings of files whose content is looked at."""
_LOOKED_AT = 64 << 10

_SERVICES = re.compile(rb"^\s*\[\[\s*service\s*\]\]\s*(?:#.*)?$", re.MULTILINE)
_DECLARED = re.compile(
    rb"^\s*(?:basis\s*=\s*[\"'](?:consent|necessary|transmission)[\"']|\[\[\s*service\s*\.\s*storage\s*\]\])",
    re.MULTILINE,
)
_TITLE = re.compile(rb"^title\s*:\s*\S", re.IGNORECASE | re.MULTILINE)
_METADATA = re.compile(
    rb"^:?(?:date|slug|status|category|tags|authors?|template|save_as|summary|lang|translation)\s*:\s*\S",
    re.IGNORECASE | re.MULTILINE,
)
_RST = re.compile(rb"^\S.*\n(?:=+|#+|-+)\n\s*\n?:(?:date|slug|status|category|tags|authors?)\s*:", re.IGNORECASE)


def scans(root: Path) -> Iterator[Scan]:
    """A scan of every such file or folder below `root`, in the order of the paths; its problem's detail is what it is.

    That is one of register, secrets, history, settings, source, backup and cache.
    """
    for path, what in sorted(_found(root)):
        yield Scan(path, "leftover", problems=(Problem(Position(path), RULE, what),))


def _found(root: Path) -> Iterator[tuple[str, str]]:
    for where, folders, files in os.walk(root):
        at = PurePosixPath(Path(where).relative_to(root).as_posix())
        for name in folders:
            path = at / name
            if name in _HISTORIES or path.parts[-2:] == _CACHE:
                yield printable(path.as_posix()), "history" if name in _HISTORIES else "cache"
        folders[:] = [f for f in folders if f not in _NOT_ENTERED and (at / f).parts[-2:] != _CACHE]
        for name in files:
            what = _file(where, name)
            if what:
                yield printable((at / name).as_posix()), what


def _file(folder: str, name: str) -> str:
    """What a file is; empty for one that may be published, or that cannot be read."""
    # Of most files, the name says enough, and a `Path` is not made: it would keep every name it ever had.
    read = name.strip("~#").rpartition(".")[2].lower() in _READ or "." not in name
    what = _content(Path(folder, name)) if read else ""
    if what:
        return what
    if _SECRETS.fullmatch(name):
        return "secrets"
    if name in _SETTINGS:
        return "settings"
    return "backup" if _BACKUP.fullmatch(name) else ""


def _content(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return ""
        with path.open("rb") as opened:
            start = opened.read(_LOOKED_AT)
    except (OSError, RuntimeError):
        return ""
    start = start.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    if _SERVICES.search(start) and _DECLARED.search(start):
        return "register"
    return "source" if _is_source(start) else ""


def _is_source(start: bytes) -> bool:
    """Whether it begins as an article does: with metadata of which one is the title."""
    text = start.lstrip()
    head = text[4:].partition(b"\n---")[0] if text.startswith(b"---\n") else text.partition(b"\n\n")[0]
    head = head[:4096]
    if _TITLE.search(head) and _METADATA.search(head):
        return True
    return _RST.match(text[:4096]) is not None
