"""Pages on which browsers have ruled: `fixtures/NAME.html`, the bytes, and `fixtures/NAME.json`, the verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fuzz.readings import Element

FOLDER = Path(__file__).with_name("fixtures")


@dataclass(frozen=True)
class Fixture:
    """A page and what browsers make of it."""

    raw: bytes
    elements: tuple[Element, ...]
    """Those that Chromium has, for visitors without JavaScript."""
    contacts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Host → the browsers that ask for it."""
    name: str = ""
    why: str = ""
    """What the page shows."""
    known: str = ""
    """Why the scan is allowed to miss what is contacted here; empty for what it must not."""

    def write(self, name: str, why: str) -> None:
        """Keep it."""
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.html").write_bytes(self.raw)
        found = {
            "why": why,
            "known": self.known,
            "contacts": {host: list(self.contacts[host]) for host in sorted(self.contacts)},
            "elements": [[tag, namespace, dict(attributes)] for tag, namespace, attributes in self.elements],
        }
        text = json.dumps(found, indent=1, ensure_ascii=True) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


def fixtures() -> Iterator[Fixture]:
    """All that were kept."""
    for path in sorted(FOLDER.glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        elements = tuple(Element(t, n, tuple(sorted(a.items()))) for t, n, a in found["elements"])
        contacts = {host: tuple(who) for host, who in found["contacts"].items()}
        raw = path.with_suffix(".html").read_bytes()
        yield Fixture(raw, elements, contacts, path.stem, found["why"], found["known"])
