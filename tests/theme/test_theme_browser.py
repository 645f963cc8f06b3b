"""The theme in a browser: narrow screens, the keyboard, no scripts, print."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.chromium import Chromium
from theme.sample import Built

pytestmark = pytest.mark.browser

ADDRESSES = ("/", "/nyheter/", "/nyheter/nyhet-3/", "/kurs/", "/kurs/snart/", "/personvern/", "/kontakt/", "/404.html")


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(built: Built) -> Iterator[str]:
    handler = functools.partial(_Silent, directory=str(built.output))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser(chromium: Chromium) -> Browser:
    """The one that the other browser tests use: Playwright starts only once in a process."""
    return chromium.engine


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    """A small phone without scripts: everything but copying must work."""
    with browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False) as context:
        yield context.new_page()


def test_nothing_runs_over_at_320(narrow: Page, address: str) -> None:
    for path in ADDRESSES:
        narrow.goto(address + path)
        width = narrow.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, (path, width)


def test_the_menu_opens_and_closes_without_scripts(narrow: Page, address: str) -> None:
    narrow.goto(address + "/kontakt/")
    link = narrow.locator("#meny a", has_text="Nyheter")
    expect(link).to_be_hidden()
    narrow.get_by_role("button", name="Meny", exact=True).click()
    expect(link).to_be_visible()
    narrow.keyboard.press("Escape")
    expect(link).to_be_hidden()
    narrow.get_by_role("button", name="Meny", exact=True).click()
    link.click()
    assert narrow.url.endswith("/nyheter/")


def test_the_menu_is_simply_there_on_a_wide_screen(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.locator("#meny a", has_text="Nyheter")).to_be_visible()
        expect(page.locator(".menu-button")).to_be_hidden()


def test_the_first_tab_stop_leads_past_the_menu(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(address + "/kontakt/")
        page.keyboard.press("Tab")
        skip = page.locator(".skip-link")
        expect(skip).to_be_focused()
        box = skip.bounding_box()
        assert box
        assert box["width"] > 40
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_the_link_is_copied(browser: Browser, address: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(address + "/nyheter/nyhet-3/")
        page.get_by_role("button", name="Kopier lenken").click()
        expect(page.get_by_role("status")).to_have_text("Lenken er kopiert")
        assert page.evaluate("navigator.clipboard.readText()") == "https://www.multicase.no/nyheter/nyhet-3/"


def test_dark_is_dark_and_paper_is_white(browser: Browser, address: str) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(address + "/personvern/")
        ground = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(ground) == "rgb(11, 23, 26)"
        page.emulate_media(media="print")
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        expect(page.locator("#meny")).to_be_hidden()
        expect(page.locator("h1")).to_be_visible()
