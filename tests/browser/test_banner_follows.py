"""What the runtime follows: signals, other tabs, the history, single services, vendors and listeners."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.common import REJECT, VIDEO, custom, done, shown, urls, whole
from browser.harness import Browser, Site, settle, until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with whole(tmp_path_factory.mktemp("site")) as served:
        yield served


def test_global_privacy_control_is_a_refusal_until_the_visitor_says_otherwise(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html", gpc=True) as visit:
        settle(visit)
        assert not shown(visit)
        assert visit.requests == []
        assert visit.cookies() == []
        assert visit.evaluate("document.querySelector('.samtykke-choice').textContent.includes('Global Privacy')")
        visit.click("footer [data-samtykke-open]")
        assert visit.evaluate("document.querySelector('[data-samtykke-gpc]').checkVisibility()")
        visit.click("dialog [data-samtykke-do=accept]")
        until(visit, "window.ran?.length === 4")
        visit.reload()
        until(visit, "window.ran?.length === 4")


def test_by_keyboard_alone(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        visit.press("Tab")  # the statement's link
        order = []
        for _ in range(3):
            visit.press("Tab")
            order.append(visit.evaluate("document.activeElement.textContent"))
        assert order == ["Avvis alle", "Godta alle", "Tilpass"]
        visit.press("Enter")
        until(visit, "document.querySelector('dialog').open")
        assert visit.evaluate("document.querySelector('dialog').contains(document.activeElement)")
        for _ in range(40):
            visit.press("Tab")
            if visit.evaluate("'samtykkeAll' in document.activeElement.dataset"):
                break
        visit.press("Space")
        visit.press("Escape")
        until(visit, "document.activeElement.textContent === 'Tilpass'")
        visit.press("Shift+Tab", "Shift+Tab", "Enter")
        until(visit, "document.documentElement.dataset.samtykke === 'chosen'")
        assert visit.requests == []


def test_another_tab_follows_at_once(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as one:
        two = one.tab(site.url + "/index.html")
        done(one)
        until(two, "window.ran?.length === 4")
        two.evaluate("(window.old = true)")
        one.click("footer [data-samtykke-open]")
        one.click("dialog [data-samtykke-do=reject]")
        until(two, "!window.old && document.readyState === 'complete' && !window.ran")
        two.close()


def test_a_page_brought_back_from_the_history_follows(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        done(visit)
        until(visit, "window.ran?.length === 4")
        visit.goto(site.url + "/en.html")
        visit.click("footer [data-samtykke-open]")
        visit.click("dialog [data-samtykke-do=reject]")
        until(visit, "document.readyState === 'complete' && !window.ran")
        visit.phase = "back"
        visit.back()
        until(visit, "document.documentElement.lang === 'nb' && document.readyState === 'complete' && !window.ran")
        settle(visit)
        assert urls(visit, "back") == []


def test_show_once_moves_the_focus_and_stores_nothing(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        done(visit, REJECT)
        visit.click("[data-samtykke-do=once]")
        until(visit, "document.activeElement.localName === 'iframe'")
        settle(visit)
        assert urls(visit) == [VIDEO]
        assert visit.evaluate("document.querySelector('iframe').title") == "En film"
        assert visit.evaluate("samtykke.granted('video')") is False
        visit.reload()
        settle(visit)
        assert urls(visit) == [VIDEO]


def test_always_show_is_consent_to_that_service_alone(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        visit.click("[data-samtykke-do=always]")
        until(visit, "document.querySelector('figure iframe')")
        assert shown(visit)  # the question about the rest stands
        visit.reload()
        until(visit, "document.querySelector('figure iframe')")
        settle(visit)
        assert set(urls(visit)) == {VIDEO}
        assert visit.evaluate("[samtykke.granted('video'), samtykke.granted('map')]") == [True, False]
        visit.evaluate("samtykke.withdraw()")
        until(visit, "!document.querySelector('figure iframe')")
        assert visit.evaluate("document.querySelector('.samtykke-ask').checkVisibility()")


def test_consent_mode_tells_google_before_its_tag(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        assert visit.evaluate("typeof dataLayer") == "undefined"
        done(visit)
        until(visit, "window.ran?.length === 4")
        for _ in range(2):
            calls = visit.evaluate("dataLayer.map(call => [Object.prototype.toString.call(call), ...call])")
            assert [call[:3] for call in calls] == [
                ["[object Arguments]", "consent", "default"],
                ["[object Arguments]", "consent", "update"],
            ]
            assert set(calls[0][3].values()) == {"denied"}
            assert {key for key, value in calls[1][3].items() if value == "granted"} == {"analytics_storage"}
            visit.reload()
            until(visit, "window.ran?.length === 4")


def test_the_api_can_be_used_before_it_is_there(browser: Browser, tmp_path: Path) -> None:
    early = (
        "<script>window.samtykke = window.samtykke || { q: [] };"
        "samtykke.q.push(api => { window.seen = [api.granted('analytics')]; });"
        "document.addEventListener('samtykke:change', ({ detail: { before, after } }) =>"
        " seen.push(before.services.length, after.services.length));"
        "</script>"
    )
    with custom(tmp_path, "", head=early) as served, browser.open(served.url) as visit:
        done(visit)
        until(visit, "window.seen.length === 3")
        assert visit.evaluate("seen") == [False, 0, 5]
        assert visit.evaluate("new Promise(done => samtykke.q.push(api => done(api.granted('media'))))") is True
        choice = visit.evaluate("samtykke.choice()")
        assert choice["categories"] == ["analytics", "functional", "media"]
        assert choice["time"].endswith("Z")


def test_cookies_blocked_the_choice_holds_for_the_page(browser: Browser, site) -> None:
    blocked = "Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {} });"
    with browser.open(site.url + "/index.html", scripts=[blocked]) as visit:
        done(visit)
        until(visit, "window.ran?.length === 4")
        assert "bare denne siden" in visit.evaluate("document.querySelector('[role=status]').textContent")
        visit.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        settle(visit, 0.1)
        assert visit.evaluate("ran.length") == 4


def test_a_page_kept_alive_in_the_history_reads_the_choice_again(browser: Browser, site: Site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        done(visit)
        until(visit, "window.ran?.length === 4")
        visit.evaluate("(window.old = true, document.cookie = 'samtykke=; max-age=0; path=/')")
        visit.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        until(visit, "!window.old && document.readyState === 'complete'")
        assert shown(visit)
        assert not visit.evaluate("window.ran ?? null")
