"""What becomes of one page: its gates, and the banner put in. It stays known as long as all that it comes from is the
same, so that a build made anew is not planned anew.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from samtykke.catalogue import Catalogue
from samtykke.extract import SiteContext, asked
from samtykke.model import Scan
from samtykke.register import Register
from samtykke.remembering import Memory, written

from .edits import Edit, Left, Plan
from .injection import Injector
from .plan import plan


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it is to be."""

    plan: Plan
    """Its bytes with the banner in them; of what was known from before, edits are without their splices."""
    injected: tuple[str, ...] = ()
    """Parts of the banner that were put in."""


_Kept = tuple[tuple[Edit, ...], tuple[Left, ...], str | None, tuple[str, ...]]
"""Edits, what is left, the bytes as Latin-1 letters, parts of the banner."""


@cache
def _format() -> TypeAdapter[_Kept]:
    return TypeAdapter(_Kept)


class Maker:
    """Makes the pages of one tree wait, by one register."""

    def __init__(
        self,
        register: Register,
        catalogue: Catalogue,
        site: SiteContext,
        injector: Injector | None = None,
        memory: Memory | None = None,
    ) -> None:
        self._register, self._catalogue, self._site, self._injector = register, catalogue, site, injector
        self._memory = memory
        put = None if injector is None else (injector.root, injector.statements)
        self._recipe = json.dumps([register.model_dump_json(), put]).encode()

    def made(self, raw: bytes, scan: Scan, *, live: bool) -> Made:
        """What becomes of a page. `scan` is what was read in these very bytes, `live` whether anything there acts."""
        if not live and (self._injector is None or not self._injector.wanted(raw)):
            return Made(Plan())
        key = self._key(raw, scan, live=live) if self._memory is not None else None
        if self._memory is None or key is None:
            return self._anew(raw, scan, live=live)
        known = _read(self._memory.recall(key))
        if known is not None:
            return known
        files: dict[str, str] = {}
        before = asked.set(files)
        try:
            made = self._anew(raw, scan, live=live)
        finally:
            asked.reset(before)
        self._memory.note(key, files, _written(made))
        return made

    def _anew(self, raw: bytes, scan: Scan, *, live: bool) -> Made:
        done = plan(raw, scan, self._register, self._catalogue, self._site) if live else Plan()
        put = self._injector.put(done.raw or raw) if self._injector is not None else None
        return Made(replace(done, raw=put.raw), put.parts) if put is not None and put.parts else Made(done)

    def _key(self, raw: bytes, scan: Scan, *, live: bool) -> bytes | None:
        """A digest of all that the page is made from, but for the engine, the site's address and its files."""
        told = written(scan)
        if told is None:
            return None
        parts = (self._recipe, b"live" if live else b"", raw, told)
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()


def _written(made: Made) -> bytes:
    edits = tuple(replace(edit, splices=()) for edit in made.plan.edits)
    raw = None if made.plan.raw is None else made.plan.raw.decode("latin-1")
    return _format().dump_json((edits, made.plan.left, raw, made.injected))


def _read(kept: bytes | None) -> Made | None:
    if kept is None:
        return None
    try:
        edits, left, raw, parts = _format().validate_json(kept)
    except ValidationError:
        return None
    return Made(Plan(edits, left, None if raw is None else raw.encode("latin-1")), parts)
