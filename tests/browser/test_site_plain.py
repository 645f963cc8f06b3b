"""The whole site without JavaScript: read, walked through, asked, and nothing there that does not work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.chromium import Chromium
from browser.harness import Site, serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(multicase: Path) -> Iterator[Site]:
    with serve(multicase) as served:
        yield served


def test_every_page_can_be_read(chromium: Chromium, site: Site) -> None:
    """What the page says is seen, and so is what can be pressed; what needs a script is not."""
    with chromium.open(site.url, javascript=False) as visit:
        page = visit.page
        for path in sorted(p.relative_to(site.folder).as_posix() for p in site.folder.rglob("*.html")):
            visit.goto(f"{site.url}/{path}")
            assert page.locator("main h1").is_visible(), path
            hidden = page.eval_on_selector_all(
                "main :is(h1, h2, h3, p, li, td, dd)",
                "all => all.filter(e => !e.checkVisibility() && !e.closest('[hidden]')).map(e => e.outerHTML)",
            )
            assert [html for html in hidden if "samtykke" not in html] == [], path
            buttons = page.eval_on_selector_all(
                "button", "all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML)"
            )
            assert [html for html in buttons if "popover" not in html and 'type="submit"' not in html] == [], path


def test_a_walk(chromium: Chromium, site: Site) -> None:
    """From the front page to signing up, to a map and a survey as plain links, and to the same page in English."""
    with chromium.open(site.url, javascript=False) as visit:
        page = visit.page
        page.get_by_role("link", name="Alle kurs").click()
        page.get_by_role("link", name="Fagseminar").click()
        assert page.get_by_role("link", name="Meld deg på").get_attribute("href") == "https://easyquest.com/"

        page.locator("#meny").get_by_role("link", name="Kontakt").click()
        assert "google.com/maps" in str(page.get_by_role("link", name="Google Maps").get_attribute("href"))
        page.locator("#meny").get_by_role("link", name="English").click()
        assert page.url.endswith("/en/contact/")
        assert page.locator("h1").inner_text() == "Contact us"

        visit.goto(f"{site.url}/nyheter/eksempel-svar-pa-en-undersokelse/")
        assert page.locator("figure a").get_attribute("href") == "https://easyquest.com/?eksempel"
        visit.goto(f"{site.url}/sok/")
        assert page.locator("main").get_by_role("link", name="Personvern").first.is_visible()
        assert not page.locator("form[data-search]").is_visible()


def test_the_statement_is_whole(chromium: Chromium, site: Site) -> None:
    with chromium.open(f"{site.url}/personvern/", javascript=False) as visit:
        for name in ("__utma", "ASP.NET_SessionId", "_ga", "samtykke"):
            assert visit.page.locator("main code", has_text=name).first.is_visible(), name
        assert visit.page.locator("[data-samtykke-choice] noscript p").is_visible()
