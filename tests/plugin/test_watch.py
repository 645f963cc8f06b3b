"""`make watch`, really run: files are edited, and a browser looks at what it serves."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from browser.chromium import Chromium
from browser.common import axe
from browser.harness import Visit, until
from plugin.conftest import ENVIRON, Site

pytestmark = pytest.mark.browser
LONG = 300.0
"""Seconds that a build may take on a busy machine."""
PASTED = '<script src="https://cdn.example/x.js"></script>'
TEXT = "document.querySelector('samtykke-toolbar').shadowRoot.querySelector('{css}')"
MAIN, PANEL = TEXT.format(css=".main"), TEXT.format(css="section")


@dataclass
class Watch:
    """A running `make watch`."""

    site: Site
    log: Path
    url: str = ""
    built: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def page(self, path: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}__samtykke/page.json?path={path}", timeout=LONG) as answer:
            return json.load(answer)

    def after(self, number: int) -> int:
        """Wait for the build after that one; its number."""
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            if (now := self.page("limt.html")["number"]) > number:
                return int(now)
            time.sleep(0.1)
        raise AssertionError(self.said)


@pytest.fixture
def watching(site: Site, tmp_path: Path) -> Iterator[Watch]:
    site.article("Et avsnitt.")
    log = tmp_path / "watch.log"
    command = [
        sys.executable,
        "-m",
        "pelican.plugins.samtykke.watch",
        "--port",
        "0",
        "--editor",
        "vscode://file{path}:{line}",
    ]
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=site.root, env=ENVIRON | {"PYTHONUNBUFFERED": "1"}, stdout=out, stderr=out
        )
    watch = Watch(site, log)
    try:
        end = time.monotonic() + LONG
        while not (found := re.search(r"http://127\.0\.0\.1:\d+/", watch.said)):
            assert time.monotonic() < end, watch.said
            time.sleep(0.05)
        watch.url = found[0]
        watch.after(0)
        yield watch
    finally:
        process.terminate()
        process.wait(10)


def seen(visit: Visit, text: str) -> None:
    until(visit, f"{PANEL}.textContent.includes({json.dumps(text)})", LONG)


@pytest.mark.slow
def test_an_editors_morning(watching: Watch, chromium: Chromium) -> None:
    """Write, break and mend: text, a pasted script, the date, the register, a template, the settings."""
    site = watching.site
    with chromium.open(f"{watching.url}limt.html") as visit:
        until(visit, f"{MAIN}.textContent === 'Siden er i orden'", LONG)
        assert "limt" in visit.evaluate("document.body.textContent").lower()

        # With the keyboard alone: it comes last on the page, Enter opens it, Escape closes it and gives the focus back.
        visit.press("Shift+Tab")
        assert visit.evaluate("document.activeElement.localName") == "samtykke-toolbar"
        visit.press("Enter")
        until(visit, f"!{PANEL}.hidden && {MAIN}.getAttribute('aria-expanded') === 'true'")
        visit.press("Escape")
        until(visit, f"{PANEL}.hidden && document.activeElement.shadowRoot.activeElement === {MAIN}")
        visit.press("Enter")

        # Saved is seen, and the panel stays open.
        site.article("Et helt nytt avsnitt.")
        until(visit, "document.body.textContent.includes('Et helt nytt avsnitt.')", LONG)
        until(visit, f"!{PANEL}.hidden")
        seen(visit, "content/nyheter/limt.md")
        seen(visit, "Google Analytics – venter på samtykke, sperre: analytics")

        # A finding, with the line of the Markdown and a link that opens it.
        site.article(PASTED)
        until(visit, f"{MAIN}.dataset.state === 'stop'", LONG)
        seen(visit, "Funn på denne siden")
        seen(visit, "content/nyheter/limt.md:7")
        href = visit.evaluate(f"[...{PANEL}.querySelectorAll('li a')].map(a => a.href)")
        assert f"vscode://file{site.root.as_posix()}/content/nyheter/limt.md:7" in href
        visit.goto(f"{watching.url}personvern.html")
        seen(visit, "Funn andre steder")
        visit.goto(f"{watching.url}limt.html")

        # Something that must be declared first.
        site.article("https://vimeo.com/123456789")
        seen(visit, "Vimeo står ikke i registeret")
        seen(visit, 'id = "vimeo"')
        seen(visit, "Åpne content/nyheter/limt.md:7")
        visit.evaluate(f"(() => {{ {axe()} }})()")
        found = "axe.run('samtykke-toolbar').then(({ violations }) => violations.map(v => v.id))"
        assert visit.evaluate(found) == []

        # A page that Pelican cannot read is gone, but the watching is not.
        site.article("I orden.")
        site.write("content/nyheter/ny.md", "Title: Ny\nDate: i går\n\nTekst.\n")
        seen(visit, "«i går» er ikke en dato")
        (site.root / "content/nyheter/ny.md").unlink()

        # What stops the build altogether leaves the last good site where it is, and mending it recovers.
        mend = None
        for path, old, new, said in (
            ("content/register.toml", 'basis = "consent"', 'basis = "ja"', "register.toml:"),
            ("theme/templates/article.html", "{% block", "{% blokk", "theme/templates/article.html:"),
            ("pelicanconf.py", 'SITENAME = "Prøve"', "SITENAME = ", "pelicanconf.py:"),
        ):
            site.edit(path, old, new)
            if mend:
                site.edit(*mend)
            seen(visit, said)
            until(visit, f"{MAIN}.textContent === 'Ikke bygget'", LONG)
            assert "I orden." in visit.evaluate("document.body.textContent"), "the last good page"
            assert said in watching.said, "told in the terminal too"
            mend = (path, new, old)
        assert mend
        site.edit(*mend)
        until(visit, f"{MAIN}.dataset.state === 'ok'", LONG)


def test_it_shows_nobody_else_anything_and_writes_nothing(watching: Watch) -> None:
    """Only loopback is answered, and by its own name; the toolbar stands in no file."""
    request = urllib.request.Request(f"{watching.url}limt.html", headers={"Host": "ond.example"})
    with pytest.raises(urllib.error.HTTPError, match="421"):
        urllib.request.urlopen(request, timeout=LONG)
    for path in ("../pelicanconf.py", "%2e%2e/%2e%2e/content/register.toml", "__samtykke/../server.py"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(watching.url + path, timeout=LONG)
    assert not (watching.site.root / "output").exists()
    files = [path for path in watching.site.root.rglob("*") if path.is_file() and path.suffix == ".html"]
    assert len(files) > 3
    assert not [path for path in files if b"toolbar" in path.read_bytes()]
