"""Themes' pages after `gate --inject`, in a real browser: nothing before consent, everything after it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.chromium import Chromium
from browser.common import ACCEPT, done, hosts, urls
from browser.harness import Answer, Browser, Site, World, serve, settle, until
from gating import sites
from gating.sites import LEFT, PAGES, REGISTER

pytestmark = pytest.mark.browser
MORE = {
    "gajshost": """<!DOCTYPE html><html lang="nb"><head><title>a</title>
<script>var gaJsHost = (("https:" == document.location.protocol) ? "https://ssl." : "http://www.");
document.write(unescape("%3Cscript src='" + gaJsHost + "google-analytics.com/ga.js'%3E%3C/script%3E"));
</script>
<script>try { var pageTracker = _gat._getTracker("UA-1-1"); pageTracker._trackPageview(); } catch (err) {}</script>
</head><body><h1>a</h1><p id="menu">b</p><script src="/theme/js/menu.js"></script></body></html>""",
    "on-load": """<!DOCTYPE html><html lang="nb"><head><title>a</title>
<script>window.addEventListener('load', function () { var s = document.createElement('script');
s.src = 'https://stats.example/late.js'; document.head.appendChild(s); });
document.addEventListener('DOMContentLoaded', function () { new Image().src = 'https://stats.example/a.gif'; });
</script>
</head><body><h1>a</h1></body></html>""",
}
"""Loaders that run otherwise after the page has been read, unless they are helped."""
NAMES = [*(name for name in PAGES if name not in LEFT), *MORE]
SOME = ["disqus", "pure-chat", *MORE]
REST = [name for name in NAMES if name not in SOME]
GROUPS = [pytest.param(SOME, id="some"), pytest.param(REST, id="rest", marks=pytest.mark.slow)]
EACH = [*SOME, *(pytest.param(name, marks=pytest.mark.slow) for name in REST)]
GLOBALS = "Object.keys(window).filter(name => !known.has(name)).join()"
KNOWN = "window.known = new Set(Object.keys(window));"


def answer(url: str, use: str) -> Answer:
    """Third parties that define what their snippets call, and list themselves."""
    if use == "script":
        body = (
            "window.ran = (window.ran || []).concat(document.currentScript.src);"
            "window._gat = { _getTracker: () => ({ _trackPageview() { window.tracked = true; } }) };"
            "window.PCWidget = function (options) { window.chat = options.c; };"
            "window.hljs = { highlightAll() { window.lit = true; } };"
        )
        return Answer(body, "text/javascript")
    if use in ("image", "media"):
        return Answer('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>', "image/svg+xml")
    return Answer("", "text/css") if use == "stylesheet" else Answer("<!doctype html><title>a</title>")


WORLD = World(answers=answer)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages as they are."""
    pages = {f"{name}.html": PAGES[name].read_bytes() if name in PAGES else MORE[name].encode() for name in NAMES}
    with serve(sites.write(tmp_path_factory.mktemp("plain"), pages)) as site:
        yield site


@pytest.fixture(scope="module")
def gated(tmp_path_factory: pytest.TempPathFactory, plain: Site) -> Iterator[Site]:
    """The same after the command."""
    pages = {path.name: path.read_bytes() for path in plain.folder.glob("*.html")}
    folder = sites.write(tmp_path_factory.mktemp("gated"), pages)
    command = [
        Path(sys.executable).with_name("samtykke"),
        "gate",
        folder,
        "--inject",
        "--register",
        REGISTER,
        "--jobs",
        "1",
    ]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    with serve(folder) as site:
        yield site


@pytest.mark.slow
@pytest.mark.parametrize("names", GROUPS)
def test_as_they_are_they_all_contact_somebody(chromium: Chromium, plain: Site, names: list[str]) -> None:
    """Or the other tests would prove nothing."""
    for name in names:
        with chromium.open(f"{plain.url}/{name}.html", world=WORLD) as visit:
            settle(visit, 0.1)
            assert urls(visit), name


@pytest.mark.slow
@pytest.mark.parametrize("names", GROUPS)
@pytest.mark.parametrize("javascript", [True, False])
def test_nothing_before_consent(chromium: Chromium, gated: Site, javascript: bool, names: list[str]) -> None:
    for name in names:
        with chromium.open(f"{gated.url}/{name}.html", javascript=javascript, world=WORLD) as visit:
            settle(visit, 0.15)
            assert urls(visit) == [], name


@pytest.mark.slow
@pytest.mark.parametrize("name", EACH)
def test_everything_after_it(chromium: Chromium, plain: Site, gated: Site, name: str) -> None:
    """The same third parties as ungated, and the same names, without an error."""
    errors = "window.faults = []; addEventListener('error', e => e.message && faults.push(e.message));"
    with chromium.open(f"{plain.url}/{name}.html", world=WORLD, scripts=[errors, KNOWN]) as visit:
        settle(visit, 0.3)
        expected, names = hosts(urls(visit)), set(visit.evaluate(GLOBALS).split(","))
        ran = visit.evaluate("window.ran || []")
    with chromium.open(f"{gated.url}/{name}.html", world=WORLD, scripts=[errors, KNOWN]) as visit:
        settle(visit, 0.1)
        done(visit, ACCEPT)
        for number in range(visit.evaluate("document.querySelectorAll('figure').length")):
            visit.evaluate(f"document.querySelectorAll('figure')[{number}].scrollIntoView()")
        until(visit, f"(window.ran || []).length >= {len(ran)}")
        settle(visit, 0.3)
        assert visit.evaluate("faults") == []
        found = {host.replace("www.youtube-nocookie.com", "www.youtube.com") for host in hosts(urls(visit))}
        assert found == expected - {"fonts.gstatic.com"}
        assert names <= set(visit.evaluate(GLOBALS).split(","))
        if name == "gajshost":
            assert visit.evaluate("window.tracked")
        if name == "pure-chat":
            until(visit, "window.chat === '12345678-90ab'")
        if name == "highlight":
            assert visit.evaluate("window.lit")


@pytest.mark.parametrize("name", MORE)
def test_what_runs_late_runs_in_every_browser(browser: Browser, gated: Site, name: str) -> None:
    """`document.write` and waiting for the page to load, both on the page of the click and on the next."""
    with browser.open(f"{gated.url}/{name}.html", world=WORLD) as visit:
        for phase in ("first", "next"):
            visit.phase = phase
            if phase == "first":
                done(visit, ACCEPT)
            else:
                visit.reload()
            until(visit, "(window.ran || []).length === 1")
            settle(visit)
            assert len(urls(visit, phase)) == (2 if name == "on-load" else 1)
            assert visit.evaluate("document.querySelector('h1').textContent") == "a", "nothing is wiped"
            assert name == "on-load" or visit.evaluate("window.tracked")
