"""What gating costs beside the check: a section of what bench/speed.py measures.

    python bench/gate.py [PAGES]          # 300 otherwise; prints the section

Pages come in two kinds: those of `tests/gating/themes` in the shapes of public themes, each with a text of 16 KB, and
those of `corpus.py` with a register that declares what they load. Everything is done in turn within one run.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import corpus
from costs import cost

THEMES = Path(__file__).parents[1] / "tests" / "gating" / "themes"
LEFT = "jquery-cdn"
"""A page of which something cannot be gated."""
TEXT = f"<p>{'Dette er en tekst om turer og fjell. ' * 400}{{}}</p></body>"
TIMES = 3
BUILD = """
import sys
from dataclasses import replace
from pathlib import Path
from samtykke.checking import Target, check
from samtykke.mending import injector_for, mend, write_assets
from samtykke.workers import Readers
if __name__ == "__main__":
    target = replace(Target.open(Path(sys.argv[1]), Path(sys.argv[2])), kept=Path(".cache"))
    with Readers(1) as readers:
        if sys.argv[3] == "gate":
            write_assets(target)
            for mended in mend(target, injector=injector_for(target), proves=False, readers=readers):
                mended.light()
        check(target, "en", readers=readers)
"""
"""What the plugin does at the end of a build, without Pelican's own part: sys.argv is site, register, gate or check."""
HEAD = """[site]
url = "https://www.example.no"
statement = { nb = "personvern" }

[[category]]
id = "necessary"
necessary = true
title = { nb = "Nødvendige", en = "Necessary" }
purpose = { nb = "Får siden til å virke.", en = "Make the site work." }

[[category]]
id = "analytics"
title = { nb = "Statistikk", en = "Statistics" }
purpose = { nb = "Statistikk.", en = "Statistics." }

[[service]]
id = "choice"
name = "Valget ditt"
provider = "Eksempel AS"
country = "NO"
category = "necessary"
basis = "necessary"
reason = { nb = "Husker valget.", en = "Remembers the choice." }
purpose = { nb = "Husker valget.", en = "Remembers the choice." }
storage = [{ name = "samtykke", lifetime = "P182D", purpose = { nb = "Svaret.", en = "The answer." } }]
"""
SERVICE = """
[[service]]
id = "s{number}"
name = "{host}"
provider = "{host}"
country = "US"
category = "analytics"
basis = "consent"
hosts = ["{host}"]
purpose = {{ nb = "Det.", en = "It." }}
"""


class Site(NamedTuple):
    """Pages as they are built, and what declares them."""

    name: str
    built: Path
    register: Path


@dataclass(frozen=True)
class Kind:
    """Something to measure: what is kept before, and what is run on which pages."""

    name: str
    command: Callable[[Path, Path], Sequence[str]]
    beside: str
    """The kind that it is divided by."""
    gated: bool = False
    """On pages that wait already."""


def themed(folder: Path, number: int) -> Site:
    """Pages in the shapes of public themes."""
    root = folder / "themed"
    root.mkdir()
    pages = [page for page in sorted(THEMES.glob("*.html")) if page.stem != LEFT]
    for index in range(number):
        page = pages[index % len(pages)]
        (root / f"{page.stem}-{index}.html").write_text(
            page.read_text("utf-8").replace("</body>", TEXT.format(index)), "utf-8"
        )
    return Site("themed", root, THEMES / "register.toml")


def shared(folder: Path, number: int) -> Site:
    """Pages of `corpus.py`, every service declared."""
    root, register = folder / "corpus", folder / "corpus.toml"
    root.mkdir()
    corpus.make(root, number)
    hosts = {urlsplit("https://" + address).hostname: index for index, address in enumerate(corpus.SERVICES)}
    text = HEAD + "".join(SERVICE.format(number=index, host=host) for host, index in hosts.items())
    register.write_text(text, "utf-8")
    return Site("corpus", root, register)


def _command(*words: str) -> Callable[[Path, Path], Sequence[str]]:
    samtykke = str(Path(sys.executable).with_name("samtykke"))
    return lambda site, register: [
        samtykke,
        words[0],
        str(site),
        "--register",
        str(register),
        "--jobs",
        "1",
        *words[1:],
    ]


def _build(what: str) -> Callable[[Path, Path], Sequence[str]]:
    return lambda site, register: [sys.executable, "-c", BUILD, str(site), str(register), what]


KINDS = (
    Kind("`check`", _command("check"), "`check`"),
    Kind("`check` of the pages as they are afterwards", _command("check"), "`check`", gated=True),
    Kind("`gate --inject --dry-run`", _command("gate", "--inject", "--dry-run"), "`check`"),
    Kind("`gate --inject`", _command("gate", "--inject"), "`check`"),
    Kind("a build's end: check", _build("check"), "a build's end: check"),
    Kind(
        "a build's end: check of the pages as they are afterwards", _build("check"), "a build's end: check", gated=True
    ),
    Kind("a build's end: gate and check", _build("gate"), "a build's end: check"),
)


def rows(site: Site, folder: Path) -> list[str]:
    """The table's rows for a site: medians of the seconds, and of the ratios within a round."""
    done = folder / "done"
    shutil.copytree(site.built, done)
    cost(_command("gate", "--inject")(done, site.register), folder)
    took: dict[tuple[str, bool], list[float]] = {}
    for _ in range(TIMES):
        for kind in KINDS:
            shutil.rmtree(folder / ".cache", ignore_errors=True)
            for warm in (False, True):
                tree = folder / "tree"
                shutil.copytree(done if kind.gated else site.built, tree)
                one = cost(kind.command(tree, site.register), folder)
                took.setdefault((kind.name, warm), []).append(one.cpu)
                shutil.rmtree(tree)
    shutil.rmtree(done)
    made = []
    for kind in KINDS:
        cells = [f"| {kind.name} "]
        for warm in (False, True):
            mine, beside = took[kind.name, warm], took[kind.beside, warm]
            ratio = statistics.median(a / b for a, b in zip(mine, beside, strict=True))
            cells.append(f"| {statistics.median(mine):.2f} | {ratio:.2f} ")
        made.append("".join(cells) + "|")
    return made


def section(number: int, folder: Path) -> list[str]:
    """The section of docs/performance.md."""
    lines = [f"## Gating {number} pages", ""]
    for site, what in (
        (themed(folder, number), "Pages in the shapes of public themes, 16 KB of text each"),
        (shared(folder, number), "Pages as above, all services declared"),
    ):
        lines += [f"{what}; seconds of processor time, the median of {TIMES}, and how many times the check it is:", ""]
        lines += [
            "| what | cold | ÷ check | warm | ÷ check |",
            "| --- | --- | --- | --- | --- |",
            *rows(site, folder),
            "",
        ]
    return lines


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print("\n".join(section(int(sys.argv[1]) if sys.argv[1:] else 300, Path(name))))
