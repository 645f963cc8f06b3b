"""A shop of two pages that keeps to its register, and what can be done to it. The files lie in `tests/sites/audit`.

Its banner is ours, or one that the shop has made for itself (`banner.html`), which only words and roles give away.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from samtykke import banner
from samtykke.register import load

SOURCE = Path(__file__).parents[1] / "sites" / "audit"
PAGES = ("index.html", "om.html")
_OWN_COOKIE = 'cookie = "samtykke"'


class Edit(NamedTuple):
    """Text that takes another's place in a file of the site; a file that is not there is made."""

    file: str
    find: str
    put: str


def body(markup: str, page: str = "index.html") -> Edit:
    """Markup in a page's body."""
    return Edit(page, "<!-- body -->", markup)


def head(markup: str, page: str = "index.html") -> Edit:
    """Markup in a page's head."""
    return Edit(page, "<!-- head -->", markup)


def file(name: str, text: str) -> Edit:
    """A file more."""
    return Edit(name, "", text)


def declared(text: str) -> Edit:
    """Storage more of the service `counter`, as lines of TOML."""
    mark = '[[service]]\nid = "ads"'
    return Edit("register.toml", mark, f'  [[service.storage]]\n{text}\npurpose = {{ nb = "Teller." }}\n\n{mark}')


def gate(script: str, category: str = "analytics", service: str = "counter") -> str:
    """An inline script that waits for consent."""
    return f'<script type="text/plain" data-category="{category}" data-service="{service}">{script}</script>'


def build(folder: Path, edits: Iterable[Edit] = (), *, homemade: bool = False) -> Path:
    """The site in `folder/site`, and `folder/register.toml`. Raises ValueError for an edit that finds nothing."""
    site = folder / "site"
    site.mkdir(parents=True)
    edits = list(edits)
    for name in ("counter.js", "ads.js", *(("banner.js", "banner.css") if homemade else ())):
        shutil.copy(SOURCE / name, site / name)
    register = _applied("register.toml", (SOURCE / "register.toml").read_text("utf-8"), edits)
    if homemade:
        register = register.replace(_OWN_COOKIE, 'cookie = "valg"').replace('name = "samtykke"', 'name = "valg"')
    (folder / "register.toml").write_text(register, "utf-8")
    parts = _homemade_parts() if homemade else _own_parts(folder / "register.toml", site)
    for name in PAGES:
        text = (SOURCE / name).read_text("utf-8")
        for place, markup in parts.items():
            text = text.replace(f"<!-- {place} -->", f"{markup}<!-- {place} -->")
        (site / name).write_text(text, "utf-8")
    for name in dict.fromkeys(edit.file for edit in edits if edit.file != "register.toml"):
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_applied(name, path.read_text("utf-8") if path.exists() else "", edits), "utf-8")
    return site


def _applied(name: str, text: str, edits: Iterable[Edit]) -> str:
    for edit in edits:
        if edit.file == name:
            if edit.find not in text:
                raise ValueError(f"{name} has no {edit.find!r}")
            text = text.replace(edit.find, edit.put, 1) if edit.find else text + edit.put
    return text


def _homemade_parts() -> dict[str, str]:
    markup = (SOURCE / "banner.html").read_text("utf-8")
    return {
        "head": '<link rel="stylesheet" href="/banner.css">',
        "banner": markup,
        "reopen": '<button type="button" data-do="open">Endre samtykke</button><script src="/banner.js"></script>',
    }


def _own_parts(register: Path, site: Path) -> dict[str, str]:
    found = load(register)
    (site / banner.FOLDER).mkdir()
    for name, data in banner.assets(found).items():
        (site / banner.FOLDER / name).write_bytes(data)
    return {
        "head": banner.head(found, "nb", ""),
        "banner": banner.body(found, "nb", "", "/personvern/"),
        "reopen": banner.link(found, "nb"),
    }
