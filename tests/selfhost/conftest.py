"""A project with built pages, and the hosts that they load from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from samtykke.checking import Target
from samtykke.mending import Mended, copies_for, mend
from samtykke.selfhost import Store
from samtykke.selfhost.gather import Gathered, gather
from samtykke.selfhost.publish import publish
from samtykke.selfhost.wanted import Tree, wanted
from selfhost.hosts import FILES, World, playing

REGISTER = """
[site]
name = "Eksempel"
url = "https://www.example.no/"
"""
DAY = date(2026, 11, 27)


@dataclass
class Project:
    """A register, a built tree and what is kept."""

    root: Path
    world: World

    @property
    def built(self) -> Path:
        return self.root / "public"

    @property
    def folder(self) -> Path:
        return self.root / "selfhost"

    @property
    def store(self) -> Store:
        return Store.open(self.folder)

    @property
    def target(self) -> Target:
        return Target.open(self.built, self.root / "register.toml")

    def page(self, markup: str, name: str = "index.html") -> Path:
        return self.write(name, f'<!doctype html><html lang="nb"><head><meta charset="utf-8">{markup}')

    def write(self, name: str, text: str | bytes) -> Path:
        file = self.built / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def needs(self) -> Tree:
        target = self.target
        return wanted(self.built, target.site().hosts, target.register, publish(self.store, intact=False))

    def gather(self, *, update: bool = False, prune: bool = False, exclude: Iterable[str] = ()) -> Gathered:
        """As the command does it; what is kept is written."""
        files = self.needs().files.values()
        done = gather(files, self.store, self.world, update=update, prune=prune, exclude=exclude, today=DAY)
        self.store.written(done.entries.values(), done.data)
        return done

    def localise(self) -> list[Mended]:
        """As `samtykke gate` does it."""
        return list(mend(self.target, gates=False, copies=copies_for(self.target, None)))


@pytest.fixture
def world() -> Iterator[World]:
    with playing(FILES) as found:
        yield found


def started(root: Path, world: World) -> Project:
    """A project with an empty build, in which nothing is kept."""
    (root / "public").mkdir(parents=True)
    (root / "register.toml").write_text(REGISTER, "utf-8")
    return Project(root, world)


@pytest.fixture
def project(tmp_path: Path, world: World) -> Project:
    return started(tmp_path / "nettsted på norsk", world)
