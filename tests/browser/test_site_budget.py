"""What a visitor fetches, and that nothing moves meanwhile."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from browser.chromium import Chromium
from browser.common import REJECT, done
from browser.harness import Site, serve

pytestmark = pytest.mark.browser

FRONT = 60 * 1024
"""Bytes: the front page and all that it fetches but pictures, text compressed by gzip."""
MOVED = """(window.moved = 0, new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true }));"""
PAGES = ("/", "/nyheter/eksempel-slik-ser-en-nyhet-ut/", "/kurs/eksempel-fagseminar/", "/personvern/", "/kontakt/")


@pytest.fixture(scope="module")
def site(multicase: Path) -> Iterator[Site]:
    with serve(multicase) as served:
        yield served


def weight(url: str, data: bytes) -> int:
    """As sent: fonts are compressed in themselves."""
    return len(data) if url.endswith(".woff2") else len(gzip.compress(data, 9))


def test_the_front_page_is_light(chromium: Chromium, site: Site) -> None:
    with chromium.open("about:blank") as visit:
        fetched: dict[str, int] = {}
        visit.page.on(
            "response",
            lambda answer: (
                not answer.url.endswith(("icon.svg", ".png"))
                and fetched.__setitem__(answer.url, weight(answer.url, answer.body()))
            ),
        )
        visit.goto(site.url + "/")
        visit.rest(0.5)
        names = {urlsplit(url).path.rpartition("/")[2].rpartition(".")[2] for url in fetched}
        assert names == {"", "css", "js", "woff2"}
        assert {urlsplit(url).netloc for url in fetched} == {urlsplit(site.url).netloc}
        assert sum(fetched.values()) <= FRONT, fetched


NOTHING = 0.005
"""Layout shift that is 0.00; a line that comes late makes 0.017."""
LOADS = 3
"""A page that would move does so each time. Where the machine is too busy to lay it out before it is first painted, the
menu's words may move by 0.01 once."""


@pytest.mark.parametrize("size", [(360, 780), (1440, 900)], ids=["360", "1440"])
def test_nothing_moves(chromium: Chromium, site: Site, size: tuple[int, int]) -> None:
    """On the first visit with the banner, and on the next without; with the font at once and with none of it."""
    with chromium.open("about:blank", size=size, scripts=[MOVED]) as visit:

        def moved(path: str, *, down: bool) -> float:
            visit.goto(site.url + path)
            if down:
                visit.evaluate("scrollTo(0, document.body.scrollHeight)")
            visit.rest(0.2)
            return float(visit.evaluate("moved"))

        for path in PAGES:
            assert any(moved(path, down=False) < NOTHING for _ in range(LOADS)), path
        done(visit, REJECT)
        visit.context.route("**/*.woff2", lambda route: route.abort())
        for path in PAGES:
            assert any(moved(path, down=True) < NOTHING for _ in range(LOADS)), path


def test_the_fallback_is_as_wide_as_the_font(chromium: Chromium, site: Site) -> None:
    """Within three per cent on the site's own words, so that what is read in it looks the same."""
    with chromium.open(f"{site.url}/om/") as visit:
        visit.evaluate("document.fonts.load('400 16px \"Schibsted Grotesk\"')")
        wide = """(face => {
          const c = document.createElement("canvas").getContext("2d");
          c.font = face;
          return c.measureText(document.querySelector("main").innerText.replaceAll("\\n", " ").slice(0, 400)).width;
        })"""
        for weight_ in (400, 700):
            ratio = visit.evaluate(
                f"""{wide}('{weight_} 40px "Schibsted Fallback"') / {wide}('{weight_} 40px "Schibsted Grotesk"')"""
            )
            assert 0.97 < ratio < 1.03, weight_
