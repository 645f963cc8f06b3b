"""Evidence of an audit, as a folder from which every report can be made again without a browser.

    results.json     what was seen and found (`saved.loads`)
    register.toml    the register as it was, byte for byte
    requests.har     the requests, for tools that read HAR 1.2; no bodies, no cookies
    pictures/        PNG of the banner in each state
    SHA256SUMS       of all of these; `sha256sum -c SHA256SUMS` verifies it

Until the run ends there is `unfinished/` instead of results and sums: one file per visit, and what the run was to be.
An interrupted run is taken up again where everything is as it was. Every file appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from samtykke.checking import Target
from samtykke.files import write_atomically as write
from samtykke.locale import TranslatableError
from samtykke.register import Register, parse

from . import har
from .model import AuditResult, Visit
from .saved import dumps, loads

RESULTS, REGISTER, HAR, SUMS = "results.json", "register.toml", "requests.har", "SHA256SUMS"
PICTURES, UNFINISHED, FACTS = "pictures", "unfinished", "run.json"
_OURS = {RESULTS, REGISTER, HAR, SUMS, PICTURES, UNFINISHED}


class EvidenceError(TranslatableError):
    """The folder cannot be used, or is not what it was."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What makes two runs the same, so that the visits of one are good for the other."""

    site: str
    tree: str
    """A digest of the files that are served; empty for a running site."""
    register: str
    """A digest of its text."""
    browser: str
    options: tuple[str, ...] = ()
    """What else changes what is seen: live, states, pages."""

    @classmethod
    def of(cls, target: Target, browser: str, options: tuple[str, ...] = ()) -> Self:
        """Those of a run on a target."""
        tree = digest_of(target.root) if target.root.exists() else ""
        text = hashlib.sha256(target.register_text.encode()).hexdigest()
        return cls(target.base_url or "", tree, text, browser, options)


class Evidence:
    """Evidence in the making: a `Keeper`. Made by `Evidence.open`."""

    def __init__(self, folder: Path, register_text: str, *, resumed: bool) -> None:
        self.folder = folder
        self.resumed = resumed
        """An interrupted run is taken up again."""
        self._register_text = register_text

    @classmethod
    def open(cls, folder: Path, facts: Facts, register_text: str) -> Self:
        """Begin, or take up an interrupted run of the same kind. Raises EvidenceError, and OSError.

        A folder with finished evidence, or with anything that is not ours, is left alone.
        """
        vacant(folder)
        unfinished = folder / UNFINISHED
        wanted = json.dumps(asdict(facts), ensure_ascii=False, indent=1) + "\n"
        resumed = _read(unfinished / FACTS) == wanted
        if not resumed:
            for name in (UNFINISHED, PICTURES):
                shutil.rmtree(folder / name, ignore_errors=True)
            unfinished.mkdir(parents=True)
            write(unfinished / FACTS, wanted)
        return cls(folder, register_text, resumed=resumed)

    def have(self, page: str, state: str) -> Visit | None:
        """The visit, where the interrupted run has made it, and with all that it was to show."""
        text = _read(self.folder / UNFINISHED / f"{named(page, state)}.json")
        if text is None:
            return None
        try:
            visit = loads(text, Visit)
        except ValueError:
            return None
        return visit if visit.verified and (visit.page, visit.state) == (page, state) else None

    def keep(self, visit: Visit, pictures: Mapping[str, bytes]) -> None:
        """Write a visit and its pictures. Raises OSError."""
        name = named(visit.page, visit.state)
        for title, data in pictures.items():
            write(self.folder / PICTURES / f"{name}-{named(title)}.png", data)
        write(self.folder / UNFINISHED / f"{name}.json", dumps(visit))

    def finish(self, result: AuditResult) -> None:
        """Write the results and the sums, and take away what was for an interrupted run. Raises OSError."""
        write(self.folder / REGISTER, self._register_text)
        write(self.folder / HAR, har.render(result))
        write(self.folder / RESULTS, dumps(result))
        files = sorted(path for path in self.folder.rglob("*") if path.is_file() and UNFINISHED not in path.parts)
        names = [path.relative_to(self.folder).as_posix() for path in files]
        write(self.folder / SUMS, "".join(f"{sum_of(self.folder / name)}  {name}\n" for name in names))
        shutil.rmtree(self.folder / UNFINISHED)


def vacant(folder: Path) -> None:
    """Whether evidence may be written there, to be asked before a browser is started. Raises EvidenceError."""
    found = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if RESULTS in found or SUMS in found:
        raise EvidenceError("%(folder)s holds evidence already; give another folder.", folder=folder)
    if found - _OURS or (folder.exists() and not folder.is_dir()):
        raise EvidenceError("%(folder)s holds other things than evidence; give an empty or new folder.", folder=folder)


@dataclass(frozen=True, slots=True)
class Opened:
    """Finished evidence, verified."""

    folder: Path
    result: AuditResult
    register: Register

    def pictures(self, visit: Visit) -> Iterator[tuple[str, bytes]]:
        """(title, PNG) of a visit, by title."""
        name = named(visit.page, visit.state)
        for path in sorted((self.folder / PICTURES).glob(f"{name}-*.png")):
            yield path.stem.removeprefix(f"{name}-").rpartition("-")[0], path.read_bytes()


def read(folder: Path) -> Opened:
    """Finished evidence, every file as it was written. Raises EvidenceError."""
    sums = _read(folder / SUMS)
    if sums is None:
        text = (
            "The audit that writes to %(folder)s was not finished: run it again, and it goes on from there."
            if (folder / UNFINISHED).is_dir()
            else "%(folder)s holds no evidence."
        )
        raise EvidenceError(text, folder=folder)
    listed = {name: sum_ for sum_, _, name in (line.partition("  ") for line in sums.splitlines()) if name}
    for name in (RESULTS, REGISTER):
        if name not in listed:
            raise EvidenceError("%(file)s is missing from the sums in %(folder)s.", file=name, folder=folder)
    for name, sum_ in listed.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file() or sum_of(path) != sum_:
            raise EvidenceError("%(file)s is not what it was when the evidence was written.", file=path)
    try:
        result: AuditResult = loads((folder / RESULTS).read_bytes())
    except ValueError as error:
        raise EvidenceError("%(file)s cannot be read: %(error)s", file=folder / RESULTS, error=error) from error
    register = parse((folder / REGISTER).read_text("utf-8"), folder / REGISTER)
    return Opened(folder, result, register)


def named(*parts: str) -> str:
    """A file name for a page and a state: readable, and by a digest not to be mixed up with another."""
    readable = "-".join(re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")[:40] for part in parts)
    sum_ = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
    return f"{readable or 'x'}-{sum_[:8]}"


def digest_of(root: Path) -> str:
    """Of all files of a tree, their names included."""
    total = hashlib.sha256()
    files = sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]
    for path in files:
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + sum_of(path).encode())
    return total.hexdigest()


def sum_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
