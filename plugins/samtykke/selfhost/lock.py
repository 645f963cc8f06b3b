"""What is kept: a folder of files, and beside them the lock that says of each where it is from and what its bytes are.

A build trusts nothing else. A file that is not what the lock says ends it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from samtykke.files import shown_path, write_atomically
from samtykke.locale import TranslatableError, Translate

from .names import PATTERN

LOCK = "selfhost.lock.json"
NAME = "selfhost"
"""The folder beside the register, where no setting names another."""
_LARGEST_LOCK = 8 << 20

_Https = Annotated[str, StringConstraints(pattern=r"^https://[^\s/]+/\S*$", max_length=8000)]


def _(message: str) -> str:
    """Mark a message for translation; it is translated where it is shown."""
    return message


class SelfhostError(TranslatableError):
    """The lock, or a file that it names, cannot be used."""

    def report(self, t: Translate) -> str:
        """What is wrong, and what to do."""
        said = {key: t(value) if isinstance(value, str) else value for key, value in self.values.items()}
        return t(self.text) % said


class Entry(BaseModel):
    """A file that is kept."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # most sites have no lock

    url: _Https
    """Where pages, or other files, load it from; without a fragment."""
    source: _Https | None = None
    """Where redirects led to, if they did: relative addresses in it start from there."""
    file: Annotated[str, StringConstraints(pattern=rf"^{PATTERN}$")]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(ge=0)]
    type: str
    """The media type, as the server said."""
    licence: str
    fetched: date
    needs: tuple[_Https, ...] = ()
    """What it loads of what is kept, sorted."""


class _Lock(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)

    version: Literal[1]
    files: tuple[Entry, ...]


@dataclass(frozen=True)
class Store:
    """The folder, and what its lock says; nothing where there is none yet."""

    folder: Path
    entries: Mapping[str, Entry] = field(default_factory=dict)
    """By address."""

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Read the lock, if there is one. Raises SelfhostError."""
        file = folder / LOCK
        try:
            with file.open("rb") as opened:
                raw = opened.read(_LARGEST_LOCK)
        except FileNotFoundError:
            return cls(folder)
        except OSError as error:
            raise _broken(file, error.strerror or str(error)) from error
        try:
            lock = _Lock.model_validate(json.loads(raw))
        except ValidationError as error:
            first = error.errors()[0]
            raise _broken(file, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
        except (ValueError, RecursionError) as error:
            raise _broken(file, str(error)) from error
        entries = {entry.url: entry for entry in lock.files}
        if len(entries) != len(lock.files):
            raise _broken(file, "url")
        return cls(folder, entries)

    def read(self, entry: Entry) -> bytes:
        """A file's bytes, which are what the lock says. Raises SelfhostError."""
        file = self.folder / entry.file
        try:
            with file.open("rb") as opened:
                data = opened.read(entry.bytes + 1)
        except OSError as error:
            message = _("%(file)s cannot be read: %(error)s. «samtykke selfhost» fetches it again.")
            raise SelfhostError(message, file=shown_path(file), error=error.strerror or error) from error
        if sha256(data) != entry.sha256:
            message = _(
                "%(file)s is not what was fetched from %(url)s: its SHA-256 is not the one in %(lock)s. Find out who "
                "changed it; «samtykke selfhost» fetches it again."
            )
            raise SelfhostError(message, file=shown_path(file), url=entry.url, lock=LOCK)
        return data

    def intact(self, entry: Entry) -> bytes | None:
        """The same; None where it would have to be fetched again."""
        try:
            return self.read(entry)
        except SelfhostError:
            return None

    def written(self, entries: Iterable[Entry], data: Mapping[str, bytes]) -> Store:
        """Put new files (name → bytes) in the folder, then the lock, then remove what it no longer names.

        Ended in the middle, the old lock and its files are still there. Raises OSError.
        """
        found = {entry.url: entry for entry in sorted(entries, key=lambda entry: entry.url)}
        for name, content in data.items():
            write_atomically(self.folder / name, content)
        files = [entry.model_dump(mode="json", exclude_defaults=True) for entry in found.values()]
        text = json.dumps({"version": 1, "files": files}, ensure_ascii=False, indent=1) + "\n"
        file = self.folder / LOCK
        if not files and not file.exists():
            return self  # nothing is kept: no folder for it
        if not file.is_file() or file.read_bytes() != text.encode():
            write_atomically(file, text)
        for name in {e.file for e in self.entries.values()} - {e.file for e in found.values()}:
            (self.folder / name).unlink(missing_ok=True)
        return replace(self, entries=found)

    def closure(self, urls: Iterable[str]) -> set[str]:
        """The addresses, of those that are kept, and all that they need."""
        found: set[str] = set()
        pending = [url for url in urls if url in self.entries]
        while pending:
            url = pending.pop()
            if url not in found:
                found.add(url)
                pending += [need for need in self.entries[url].needs if need in self.entries]
        return found


def find_store(setting: str | None, register: Path | None) -> Path:
    """The folder: the one that is set, or the one beside the register; without either, below the working folder."""
    if setting:
        return Path(setting)
    return (register.parent if register is not None else Path.cwd()) / NAME


def sha256(data: bytes) -> str:
    """In hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sri(data: bytes) -> str:
    """As an `integrity` attribute has it: SHA-384."""
    return f"sha384-{base64.b64encode(hashlib.sha384(data).digest()).decode()}"


def agrees(integrity: str, data: bytes) -> bool:
    """Whether bytes are what an `integrity` attribute says, by its strongest hashes (w3.org/TR/SRI).

    One that names no hash that browsers know says nothing.
    """
    stated: dict[str, set[str]] = {}
    for word in integrity.split():
        algorithm, dash, value = word.partition("?")[0].partition("-")
        if dash and algorithm.lower() in ("sha256", "sha384", "sha512"):
            stated.setdefault(algorithm.lower(), set()).add(value.replace("-", "+").replace("_", "/"))
    if not stated:
        return True
    strongest = max(stated)
    digest = base64.b64encode(hashlib.new(strongest, data).digest()).decode()
    return digest in stated[strongest]


def _broken(file: Path, detail: Any) -> SelfhostError:
    message = _("%(file)s is not a lock of «samtykke selfhost»: %(detail)s")
    return SelfhostError(message, file=shown_path(file), detail=detail)
