"""Pages in the shapes of public Pelican themes, a register that declares what they load, and a way to gate them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from samtykke import catalogue
from samtykke.checking import Target
from samtykke.extract import scan
from samtykke.gating.acting import consents
from samtykke.gating.edits import Plan
from samtykke.gating.plan import plan
from samtykke.model import Scan
from samtykke.naming import Namer
from samtykke.site import Document

THEMES = Path(__file__).with_name("themes")
REGISTER = THEMES / "register.toml"
PAGES = {path.stem: path for path in sorted(THEMES.glob("*.html"))}
OWN = {
    "theme/js/menu.js": "document.querySelector('h1').onclick = function () { this.hidden = true; };\n",
    "theme/css/main.css": "h1 { color: black }\n",
}
"""Files of the themes' own."""
LEFT = {"jquery-cdn"}
"""Pages on which something cannot be held back."""


def write(folder: Path, pages: dict[str, bytes]) -> Path:
    """A site with files of its own."""
    for name, text in OWN.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    for name, raw in pages.items():
        (folder / name).write_bytes(raw)
    return folder


@cache
def target(root: Path) -> Target:
    return Target.open(root, REGISTER)


def scanned(raw: bytes, root: Path) -> Scan:
    """What the scanner tells of a page."""
    one = target(root)
    return Namer(one.register, catalogue.load()).name(scan(Document("side.html", "html", raw), one.site()))


def planned(raw: bytes, root: Path) -> Plan:
    """What is to be done to a page."""
    one = target(root)
    return plan(raw, scanned(raw, root), one.register, catalogue.load(), one.site())


def gated(page: str | bytes, root: Path) -> tuple[bytes, Plan]:
    """The page as it comes out, and the plan."""
    raw = page if isinstance(page, bytes) else page.encode()
    done = planned(raw, root)
    return (raw if done.raw is None else done.raw), done


def settled(raw: bytes, root: Path) -> tuple[bytes, Plan]:
    """The page after as many rounds as the command makes, and the last plan that changed nothing, or the third."""
    for _ in range(3):
        done = planned(raw, root)
        if done.raw is None:
            break
        raw = done.raw
    return raw, done


def live(raw: bytes, root: Path) -> set[str]:
    """The hosts of declared services that a page contacts without consent."""
    register = target(root).register
    return {r.host for r in scanned(raw, root).references if consents(register, r)}
