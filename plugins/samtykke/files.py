"""Files as people name them, and written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


REASONS = (
    _("Permission denied"),
    _("Is a directory"),
    _("Not a directory"),
    _("No such file or directory"),
    _("No space left on device"),
    _("Read-only file system"),
    _("File name too long"),
    _("Too many open files"),
)
"""What systems say most often, as they say it: there are translations of these."""


def why(error: OSError) -> str:
    """What the system says is wrong, in English, to be translated where it is shown."""
    return error.strerror or str(error) or type(error).__name__


def malformed(error: Exception) -> str:
    """Why a file is not the JSON that we write, in English, to be translated where it is shown."""
    if isinstance(error, OSError):
        return why(error)
    unread = isinstance(error, json.JSONDecodeError | UnicodeDecodeError | RecursionError)
    return _("it is not JSON") if unread else _("it is JSON of another kind")


def shown_path(path: Path) -> Path:
    """A path as a person would write it: from the working folder, where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path


def line_end(text: str) -> str:
    """What ends most lines of a text: what is added to a file from Windows ends so too."""
    return "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"


def write_atomically(
    path: Path, content: str | bytes | Iterable[str], *, mode: int | None = None, lasting: bool = True
) -> None:
    """Write a file whole or not at all, text as UTF-8, in pieces as they come. Raises OSError.

    `mode` are its permissions, as the process has them for new files otherwise. It is on the disk when this returns; if
    not `lasting`, for what is made anew where power fails, the system takes its time.
    """
    import tempfile  # noqa: PLC0415  not for those who only ask how a path is shown

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in [content] if isinstance(content, str | bytes) else content:
                file.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        if mode is None:
            umask = os.umask(0)
            os.umask(umask)
            mode = 0o666 & ~umask  # mkstemp's own is for nobody else
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
