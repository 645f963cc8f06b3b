"""What editors paste, in real browsers: nothing is fetched before consent, with JavaScript or without; then all is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from browser import samples
from browser.common import ACCEPT, DECLARED, VIDEO, done, urls
from browser.harness import Browser, Site, serve, settle, until
from gating.conftest import HOSTS, declared, html
from gating.test_embeds import PASTED
from samtykke import banner
from samtykke.gating import gate

pytestmark = pytest.mark.browser
EMBEDS = len(PASTED)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    register = declared()
    made = gate(html("\n\n".join(pasted for pasted, *_ in PASTED.values())), register, "nb")
    assert not made.missing
    assert made.html.count("<figure") == EMBEDS
    page = samples.page(register, made.html)
    with serve(samples.write(tmp_path_factory.mktemp("embeds"), register, {"index.html": page})) as served:
        yield served


@pytest.mark.parametrize("javascript", [True, False])
def test_nothing_before_consent(browser: Browser, site: Site, javascript: bool) -> None:
    with browser.open(f"{site.url}/index.html", javascript=javascript) as visit:
        if javascript:
            for name in ("last", "first"):
                visit.evaluate(f"document.querySelector('figure:{name}-of-type').scrollIntoView()")
                settle(visit)
            links = "[...document.querySelectorAll('figure p > a')].filter(a => a.checkVisibility()).length"
            assert visit.evaluate(links) == EMBEDS, "a plain link each"
        settle(visit, 0.4)
        assert urls(visit) == []


def test_everything_after_it(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/index.html") as visit:
        done(visit, ACCEPT)
        for number in range(EMBEDS):  # frames are lazy: they are fetched as they come into view
            visit.evaluate(f"document.querySelectorAll('figure')[{number}].scrollIntoView()")
            visit.rest(0.02)
        until(visit, f"document.querySelectorAll('figure iframe').length === {EMBEDS}")
        settle(visit, 0.4)
        fetched = {urlsplit(url).hostname for url in urls(visit)}
        assert fetched == set(HOSTS.values())
        assert all("youtube.com" not in url for url in urls(visit))


def test_one_at_a_time_and_of_the_same_size(browser: Browser, site: Site) -> None:
    """«Show» fetches this one and no other, and nothing below it moves."""
    with browser.open(f"{site.url}/index.html") as visit:
        done(visit, ".samtykke-banner [data-samtykke-do=reject]")
        size = "JSON.stringify((b => [b.width, b.height])(document.querySelector('figure').getBoundingClientRect()))"
        before = visit.evaluate(size)
        visit.click("figure [data-samtykke-do=once]")
        until(visit, "document.querySelector('figure iframe')")
        settle(visit, 0.3)
        assert [urlsplit(url).path for url in urls(visit)] == ["/embed/dQw4w9WgXcQ"]
        assert visit.evaluate(size) == before


SHAPES = {"16/9": (900, 506), "560x315": (560, 315), "x500": (900, 500), "200x120": (200, 120), "1200x400": (900, 300)}
"""Shape → width and height in a column of 900 pixels."""


def test_a_frame_has_the_size_that_it_would_have_without_us(browser: Browser, tmp_path: Path) -> None:
    """What asks is never larger, but where it does not fit."""
    figures = [banner.embed(DECLARED, "video", VIDEO, "En film", "nb", shape=shape) for shape in SHAPES]
    content = "<style>main { inline-size: 900px }</style>" + "".join(figures)
    samples.write(tmp_path, DECLARED, {"index.html": samples.page(DECLARED, f"<main>{content}</main>")})
    sizes = "[...document.querySelectorAll('{}')].map(one => [one.offsetWidth, one.offsetHeight])"
    with serve(tmp_path) as served, browser.open(served.url) as visit:
        asking = [tuple(size) for size in visit.evaluate(sizes.format("figure"))]
        assert asking[:3] == [*SHAPES.values()][:3]
        assert [width for width, _ in asking] == [width for width, _ in SHAPES.values()]
        done(visit)
        until(visit, f"document.querySelectorAll('figure iframe').length === {len(SHAPES)}")
        assert [tuple(size) for size in visit.evaluate(sizes.format("figure iframe"))] == [*SHAPES.values()]
        assert [tuple(size) for size in visit.evaluate(sizes.format("figure"))] == [*SHAPES.values()]
