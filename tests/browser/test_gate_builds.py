"""Five themes with every tracker switched on, built by Pelican alone and with the plugin, in real browsers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from browser.common import ACCEPT, done, urls
from browser.harness import Answer, Browser, Visit, World, settle, until
from gating import sites
from gating.sites import REGISTER
from once import once
from samtykke import banner, catalogue
from samtykke.gating.plan import plan
from samtykke.gating.splices import Splice

pytestmark = pytest.mark.browser
SITE = Path(__file__).parents[1] / "sites" / "themes"
URL = "https://www.example.no"
LEAKS = {"bootstrap": 48, "magazine": 52, "notmyidea": 15, "sidebar": 45, "simple": 7}
"""Theme → requests to third parties on the KINDS of page together, as Pelican alone builds them."""
KINDS = ("index", "archives", "category/turer", "topptur", "om")
NOW = {("chromium", "bootstrap", "index"), ("chromium", "bootstrap", "topptur")}
"""What every run looks at."""
EACH = [
    pytest.param(name, theme, kind, marks=() if (name, theme, kind) in NOW else pytest.mark.slow)
    for name, kinds in (("chromium", KINDS), ("firefox", ("index", "topptur")))
    for theme in LEAKS
    for kind in kinds
]
THEMES = [pytest.param(theme, marks=() if theme == "bootstrap" else pytest.mark.slow) for theme in LEAKS]
DEFINED = {
    "ga.js": "_gat",
    "analytics.js": "gaplugins",
    "/gtag/js": "google_tag_manager",
    "/gtm.js": "google_tag_data",
    "adsbygoogle": "adsbygoogle",
    "track.js": "gaugesLoaded",
    "addthis": "addthis",
    "embed.js": "DISQUS",
    "count.js": "DISQUSWIDGETS",
    "widgets.js": "twttr",
    "matomo.js": "Matomo",
    "sdk.js": "FB",
    "plusone": "gapi",
    "pinit": "PinUtils",
    "MathJax": "MathJax",
}
"""A part of a script's address → the global name that the vendor's file defines."""
NOTED = (
    "const was = new Set(Object.keys(window)); %s"
    "if (document.currentScript.async) late.push(...Object.keys(window).filter(name => !was.has(name)));"
)
"""What a file does; the names that it defines are noted, if it may come at any time."""
WATCH = """
window.ran = []; window.late = []; window.faults = []; window.tracked = 0;
addEventListener('error', e => e.message && faults.push(e.message));
addEventListener('unhandledrejection', e => faults.push(String(e.reason)));
window.known = []; window.known = new Set(Object.keys(window));
"""
NAMES = "Object.keys(window).filter(n => !known.has(n) && !late.includes(n) && n !== 'dataLayer' && !/^\\d+$/.test(n))"
"""Global names in the order of their definition, but frames and those of files that come when they come.

The banner's own signals make `dataLayer`, before any gate is opened.
"""


def answer(url: str, use: str) -> Answer:
    """Vendors' files define their name, or what their snippets call, and list themselves."""
    if use == "script":
        name = next((name for part, name in DEFINED.items() if part in url), "")
        body = f"window[{json.dumps(name)}] ??= {{}};" if name else ""
        if "piwik.js" in url:
            body = "window.Piwik = { getTracker: () => ({ trackPageView() { tracked++ }, enableLinkTracking() {} }) };"
        if "highlight" in url:
            body = "window.hljs = { highlightAll() { tracked++ } };"
        if "bootstrap" in url:
            body = "jQuery('body');"
        body += "ran.push(document.currentScript.src);"
        return Answer(f"{{ {NOTED % body} }}", "text/javascript")
    if use in ("image", "media"):
        return Answer('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>', "image/svg+xml")
    return Answer("", "text/css") if use in ("style", "stylesheet") else Answer("<!doctype html><title>a</title>")


def built(factory: pytest.TempPathFactory, theme: str) -> Path:
    """A folder with the site as Pelican alone builds it, `plain`, and with the plugin, `gated`."""

    def make(folder: Path) -> None:
        root = folder / "site"
        shutil.copytree(SITE, root, ignore=shutil.ignore_patterns("__pycache__", "output"))
        shutil.copy(REGISTER, root / "content" / "register.toml")
        for settings, output in (("plain.py", "plain"), ("pelicanconf.py", "gated")):
            command = [Path(sys.executable).with_name("pelican"), "content", "-s", settings, "-t", theme]
            environ = {k: v for k, v in os.environ.items() if not k.startswith("SAMTYKKE")} | {"NO_COLOR": "1"}
            finished = subprocess.run(
                [*command, "-o", folder / output], cwd=root, env=environ, capture_output=True, text=True,
                timeout=300, check=False,
            )  # fmt: skip
            assert finished.returncode == 0, finished.stdout + finished.stderr

    return once(factory, f"theme-{theme}", make)


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory, theme: str) -> Path:
    return built(tmp_path_factory, theme)


def opened(browser: Browser, folder: Path, kind: str, *, javascript: bool = True) -> Visit:
    """A page of a built site, at the site's own address."""
    world = World(answers=answer, own={URL: folder})
    return browser.open(f"{URL}/{kind}.html", javascript=javascript, world=world, scripts=[WATCH])


@pytest.mark.parametrize(("name", "theme", "kind"), EACH)
def test_nothing_before_consent_and_everything_after(
    request: pytest.FixtureRequest, site: Path, name: str, kind: str
) -> None:
    browser: Browser = request.getfixturevalue(name)
    with opened(browser, site / "plain", kind) as visit:
        settle(visit, 0.2)
        asked, ran, names, tracked = (
            urls(visit),
            visit.evaluate("ran"),
            visit.evaluate(NAMES),
            visit.evaluate("tracked"),
        )
        assert visit.evaluate("faults") == []
    assert asked, "or there would be nothing to hold back"
    with opened(browser, site / "gated", kind) as visit:
        settle(visit, 0.15)
        assert urls(visit) == []
        own = visit.evaluate(NAMES)
        visit.phase = "after"
        done(visit, ACCEPT)
        for number in range(visit.evaluate("document.querySelectorAll('figure').length")):
            visit.evaluate(f"document.querySelectorAll('figure')[{number}].scrollIntoView()")
        until(visit, f"ran.length >= {len(ran)} && tracked >= {tracked}")
        settle(visit, 0.2)
        assert visit.evaluate("faults") == []
        assert without_frames(urls(visit)) == without_frames(asked)
        assert [n for n in visit.evaluate(NAMES) if n not in own] == [n for n in names if n not in own]
        assert visit.evaluate("tracked") == tracked


@pytest.mark.parametrize("theme", [pytest.param(theme, marks=pytest.mark.slow) for theme in LEAKS])
def test_leaks_are_counted(chromium: Browser, site: Path, theme: str) -> None:
    """And without JavaScript too nothing is left of them."""
    count = 0
    for kind in KINDS:
        with opened(chromium, site / "plain", kind) as visit:
            settle(visit, 0.2)
            count += len(urls(visit))
        with opened(chromium, site / "gated", kind, javascript=False) as visit:
            settle(visit, 0.15)
            assert urls(visit) == []
    assert count == LEAKS[theme]


@pytest.mark.parametrize("theme", THEMES)
def test_every_byte_outside_the_edits_is_pelicans(site: Path) -> None:
    """What the plugin has put in and changed, taken out of its pages and put back, gives Pelican's own."""
    count = 0
    for path in pages(site):
        raw = path.read_bytes()
        text = raw.decode("latin-1")
        made = (site / "gated" / path.relative_to(site / "plain")).read_bytes().decode("latin-1")
        assert undone(bare(made, site), text, edits(raw, site)) == text, path
        count += made != text
    assert count == 7


@pytest.mark.parametrize("theme", ["bootstrap"])
def test_what_cannot_wait_is_told_and_counted(site: Path) -> None:
    """jQuery from elsewhere, which the theme's own script needs; all else on the page waits."""
    left = []
    for path in pages(site):
        raw = path.read_bytes().replace(b"/theme/js/small.js", b"https://code.jquery.com/jquery-3.7.1.min.js")
        after, done = sites.gated(raw, site / "plain")
        assert sites.live(after, site / "plain") == {"code.jquery.com"}
        left += [(one.host, one.reason.key, one.reason.values["name"]) for one in done.left]
    assert left == [("code.jquery.com", "needed", "$")] * 7


def pages(site: Path) -> list[Path]:
    """What Pelican alone has built; but the statement, which the plugin writes in another place than the gates."""
    return sorted(path for path in (site / "plain").rglob("*.html") if path.stem != "personvern")


def edits(raw: bytes, site: Path) -> Iterator[Splice]:
    target = sites.target(site / "plain")
    done = plan(raw, sites.scanned(raw, site / "plain"), target.register, catalogue.load(), target.site())
    assert not done.left
    return (splice for edit in done.edits for splice in edit.splices)


def bare(made: str, site: Path) -> str:
    """A page without the banner, each part of which stands there once."""
    register = sites.target(site / "plain").register
    body = banner.body(register, "nb", "", "/personvern.html").strip()
    for part in (f"\n{banner.head(register, 'nb', '')}", f"\n{body}", f"{banner.link(register, 'nb')}\n"):
        said = part.encode().decode("latin-1")
        assert made.count(said) == 1, part
        made = made.replace(said, "")
    return made


def undone(made: str, text: str, splices: Iterator[Splice]) -> str:
    """The text again, of which `made` was made by these edits."""
    pieces: list[str] = []
    at = 0
    for splice in sorted(set(splices)):
        kept = len(text[: splice.start]) - sum(map(len, pieces))
        pieces.append(made[at : at + kept])
        at += kept
        assert made.startswith(splice.text, at), made[at : at + 80]
        at += len(splice.text)
        pieces.append(text[splice.start : splice.end])
    return "".join((*pieces, made[at:]))


def without_frames(found: list[str]) -> list[str]:
    """Addresses in order of the alphabet; a frame's player is asked for under another, and comes when it is seen."""
    players = ("www.youtube.com", "www.youtube-nocookie.com")
    return sorted("a player" if urlsplit(url).hostname in players else url for url in found)
