"""A small site with every kind of page, built by the real `pelican` with the real settings and theme.

The plugin is stood in for by an object that leaves a trace where the templates call it: what is tested here is the
theme, and a page without the banner's parts must fail whatever the engine does.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup

PROJECT = Path(__file__).parents[2]

SETTINGS = """
import runpy, sys, types
import pelican.plugins
from markupsafe import Markup

plugin = types.ModuleType("pelican.plugins.samtykke")
plugin.register = lambda: None
plugin.__path__ = %(plugin)r
sys.modules[plugin.__name__] = pelican.plugins.samtykke = plugin

class Samtykke:
    def head(self, lang): return Markup(f'<meta name="samtykke-head" content="{lang}">')
    def body(self, lang): return Markup(f'<section data-samtykke-banner="0" lang="{lang}" hidden></section>')
    def link(self, lang): return Markup('<button type="button" data-samtykke-open>Endre samtykke</button>')
    def tags(self): return Markup('<script type="text/plain" data-category="analytics" data-service="a"></script>')
    def changed(self): return None
    def has(self, service): return False

globals().update({k: v for k, v in runpy.run_path(%(settings)r).items() if k.isupper()})
PATH, THEME, OUTPUT_PATH = %(content)r, %(theme)r, %(output)r
PLUGINS = [p for p in PLUGINS if p is not plugin]
JINJA_GLOBALS = {**JINJA_GLOBALS, "samtykke": Samtykke()}
"""

FRONT = """Title: Systemer og kurs
Slug: forside
URL:
Save_as: index.html
Template: forside
Ingress: Vi er her.

Tekst.
"""
STATEMENT = """Title: Personvernerklæring
Slug: personvern
Menytittel: Personvern
Original: 2018-06-11
Modified: 2026-11-23

[TOC]

## Rettigheter {#rettigheter}

Se [kontakt]({filename}kontakt.md) og [her](#rettigheter).
"""
CONTACT = 'Title: Pris & <i>vilkår</i>\nSlug: kontakt\n\n!!! tip "Råd"\n    Ring oss.\n'
ENGLISH = "Title: Privacy\nSlug: personvern\nLang: en\nOriginal: 2018-06-11\n\nText.\n"
COURSE = """Title: {title}
Date: 2026-01-01
Slug: {slug}
Category: Kurs
Start: {start}
Slutt: {end}
Sted: Sandefjord
Paamelding: https://easyquest.com/
Eksempel: ja

Kurset.
"""
NEWS = """Title: Nyhet {n}
Date: 2026-10-{n:02}
Slug: nyhet-{n}
Category: Nyheter
Tags: lager
Eksempel: {sample}

Om {n}.
"""


@dataclass
class Built:
    """A site to be built, or built."""

    root: Path
    files: dict[str, str] = field(default_factory=dict)

    @property
    def output(self) -> Path:
        return self.root / "output"

    def command(self, settings: str = "pelicanconf.py") -> list[str]:
        """What builds it; its files are written."""
        for name, text in self.files.items():
            file = self.root / "content" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        values = {
            "settings": str(PROJECT / settings),
            "content": str(self.root / "content"),
            "theme": str(PROJECT / "theme"),
            "output": str(self.output),
            "plugin": [str(PROJECT / "plugins/pelican/plugins/samtykke")],
        }
        conf = self.root / "conf.py"
        conf.write_text(SETTINGS % values, "utf-8")
        return [str(Path(sys.executable).with_name("pelican")), "--settings", str(conf)]

    def build(self, settings: str = "pelicanconf.py") -> subprocess.CompletedProcess[str]:
        command = self.command(settings)
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True, timeout=120, check=False)

    def pages(self) -> dict[str, BeautifulSoup]:
        """Address -> parsed page."""
        return self._parsed

    @cached_property
    def _parsed(self) -> dict[str, BeautifulSoup]:
        return {
            "/" + path.relative_to(self.output).as_posix().removesuffix("index.html"): BeautifulSoup(
                path.read_text("utf-8"), "html.parser"
            )
            for path in sorted(self.output.rglob("*.html"))
        }

    def page(self, address: str) -> BeautifulSoup:
        return self.pages()[address]


def sample_files() -> dict[str, str]:
    files = {
        "pages/forside.md": FRONT,
        "pages/personvern.md": STATEMENT,
        "pages/personvern-en.md": ENGLISH,
        "pages/kontakt.md": CONTACT,
        "kurs/over.md": COURSE.format(title="Gammelt", slug="over", start="2020-03-03", end="2020-03-04"),
        "kurs/snart.md": COURSE.format(title="Snart", slug="snart", start="2090-02-03 09:00", end="2090-02-03 15:00"),
        "kurs/senere.md": COURSE.format(title="Senere", slug="senere", start="2091-02-28", end="2091-03-01"),
        "extra/robots.txt": "User-agent: *\nAllow: /\n",
        "extra/hemmelig.txt": "nei",
        "register.toml": "[site]\n",
    }
    for n in range(1, 15):
        files[f"nyheter/{n}.md"] = NEWS.format(n=n, sample="ja" if n == 3 else "nei")
    return files
