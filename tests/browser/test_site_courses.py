"""A course's page that is older than the moments it speaks of, in real browsers; and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.harness import Browser, Site, serve, until

pytestmark = pytest.mark.browser
PAGE = "kurs/eksempel-kurs-for-nye-brukere/"
CLOSES = "2027-01-14T00:00:00+01:00"
CLOCK = "Date.now = () => Date.parse('{}');"
BUTTON = "document.querySelector('.course-facts a.button').checkVisibility()"
CLOSED = "document.querySelector('.course-facts [data-from]').checkVisibility()"


@pytest.fixture(scope="module")
def site(multicase: Path) -> Iterator[Site]:
    with serve(multicase) as served:
        yield served


@pytest.mark.parametrize(("now", "open_"), [("2027-01-13T23:59:59+01:00", True), ("2027-01-14T00:00:01+01:00", False)])
def test_registration_closes_when_it_closes(browser: Browser, site: Site, now: str, open_: bool) -> None:
    """On the second, wherever the visitor is, though nobody has built the site since; the gated form goes with it."""
    with browser.open(f"{site.url}/{PAGE}", scripts=[CLOCK.format(now)]) as visit:
        until(visit, f"{CLOSED} === {str(not open_).lower()}")
        assert visit.evaluate(BUTTON) is open_
        assert visit.evaluate("document.querySelector('[data-service=easyquest]').checkVisibility()") is open_
        assert visit.requests == []


def test_a_course_that_is_over_leaves_the_list(browser: Browser, site: Site) -> None:
    listed = "[...document.querySelectorAll('.course-row')].filter(row => row.checkVisibility()).length"
    with browser.open(f"{site.url}/kurs/", scripts=[CLOCK.format("2026-12-01T12:00:00Z")]) as visit:
        assert visit.evaluate(listed) == 2
    with browser.open(f"{site.url}/kurs/", scripts=[CLOCK.format("2027-01-21T12:00:00Z")]) as visit:
        until(visit, f"{listed} === 1")


def test_without_scripts_the_words_say_when(site: Site) -> None:
    page = (site.folder / PAGE / "index.html").read_text("utf-8")
    assert f'<time datetime="{CLOSES}">13. januar 2027</time>' in page
