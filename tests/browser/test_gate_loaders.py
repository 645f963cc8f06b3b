"""A hundred loaders and more, each run in a browser: nothing before consent, the same contacts after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import samples
from browser.chromium import Chromium
from browser.common import ACCEPT, done, hosts, urls
from browser.harness import Answer, Site, World, serve, settle
from gating import loaders
from gating.loaders import WHOLE
from samtykke.gating.injection import Injector

pytestmark = pytest.mark.browser
NOW = {
    "facebook-pixel", "ga-gajshost", "gtm", "interaction-once", "matomo", "typekit",
}  # fmt: skip
"""What every run looks at."""
ALONE = {"addthis", "beacon-pagehide", "custom-element", "framework-guard", "vimeo-oembed"}
"""Those that contact nobody here: they want jQuery or markup, only hint, wait for the end, or see a robot."""
EACH = [pytest.param(path, id=path.stem, marks=() if path.stem in NOW else pytest.mark.slow) for path in WHOLE]
HURRY = """
window.faults = [];
addEventListener('error', e => e.message && faults.push(e.message));
addEventListener('unhandledrejection', e => faults.push(String(e.reason)));
const later = window.setTimeout;
window.setTimeout = (act, wait, ...given) => later(act, wait / 50, ...given);
"""
"""Mistakes are noted, and what waits for seconds waits for less."""


def answer(url: str, use: str) -> Answer:
    """Third parties that do nothing, but come."""
    if use == "script":
        return Answer("", "text/javascript")
    if use in ("image", "media"):
        return Answer('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>', "image/svg+xml")
    return Answer("", "text/css") if use == "stylesheet" else Answer("{}", "application/json")


WORLD = World(answers=answer)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The banner's files; pages come with the tests."""
    with serve(samples.write(tmp_path_factory.mktemp("loaders"), loaders.register(), {})) as site:
        yield site


@pytest.mark.parametrize("path", EACH)
def test_it_runs_after_consent_as_it_does_without(chromium: Chromium, site: Site, path: Path) -> None:
    raw = loaders.page(path)
    plan = loaders.gated(raw, loaders.read(raw))
    assert plan.raw is not None
    waits = Injector(loaders.register(), "", site.folder).put(plan.raw).raw
    for name, text in (("plain", raw), ("waits", waits)):
        (site.folder / f"{path.stem}-{name}.html").write_bytes(text)

    with chromium.open(f"{site.url}/{path.stem}-plain.html", world=WORLD, scripts=[HURRY]) as visit:
        visit.evaluate("dispatchEvent(new Event('scroll')), document.dispatchEvent(new Event('scroll'))")
        settle(visit, 0.2)
        asked, faults = hosts(urls(visit)), visit.evaluate("faults")
    with chromium.open(f"{site.url}/{path.stem}-waits.html", world=WORLD, scripts=[HURRY]) as visit:
        visit.evaluate("dispatchEvent(new Event('scroll')), document.dispatchEvent(new Event('scroll'))")
        visit.phase = "answering"
        done(visit, ACCEPT)
        visit.evaluate("dispatchEvent(new Event('scroll')), document.dispatchEvent(new Event('scroll'))")
        for _ in range(100):
            if hosts(urls(visit)) >= asked:
                break
            visit.rest(0.03)
        assert urls(visit, "load") == []
        assert hosts(urls(visit)) == asked
        assert set(visit.evaluate("faults")) <= set(faults), "no mistake that is not there without consent"
    assert bool(asked) == (path.stem not in ALONE)
