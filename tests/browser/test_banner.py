"""The consent runtime in real browsers: what is loaded, kept and removed, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import samples
from browser.common import (
    ACCEPT,
    CHAT,
    CONTENT,
    COUNTER,
    DECLARED,
    GA,
    REJECT,
    VIDEO,
    base36,
    cookies,
    done,
    shown,
    state,
    urls,
    whole,
)
from browser.harness import Browser, Site, World, serve, settle, until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with whole(tmp_path_factory.mktemp("site")) as served:
        yield served


def test_nothing_happens_before_a_choice(browser: Browser, site) -> None:
    earlier = len(browser.connections)
    with browser.open(site.url + "/index.html") as visit:
        settle(visit)
        assert shown(visit)
        assert visit.requests == []
        assert visit.cookies() == []
        assert visit.evaluate("document.querySelectorAll('input:checked').length") == 0
        assert not any("test" in line or "googletagmanager" in line for line in browser.connections[earlier:])


def test_without_javascript_there_is_text_and_a_link(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html", javascript=False) as visit:
        settle(visit)
        assert visit.requests == []
        assert visit.cookies() == []


def test_what_is_seen_without_javascript(chromium: Browser, site) -> None:
    with chromium.open(site.url + "/index.html", javascript=False) as visit:
        seen = visit.page.locator("body").inner_text()
        assert "Åpne «En film» hos Video" in seen
        assert "kjører ikke JavaScript" in seen
        for absent in ("Avvis alle", "Godta alle", "Vis innhold", "Endre samtykke"):
            assert absent not in seen


def test_reject_keeps_everything_out_and_is_remembered(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        done(visit, REJECT)
        assert visit.evaluate("document.querySelector('[role=status]').textContent") == "Valget er lagret."
        visit.reload()
        settle(visit)
        assert not shown(visit)
        assert visit.requests == []
        assert list(cookies(visit)) == ["samtykke"]
        seen = visit.evaluate("document.querySelector('.samtykke-choice').innerText")
        assert re.search(r"Du valgte \d+\. \w+ 20\d\d.* \d\d\.\d\d\.", seen)  # as Norwegian writes the time
        assert "JavaScript" not in seen


def test_accept_runs_scripts_in_document_order(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        visit.phase = "accept"
        done(visit)
        until(visit, "window.ran?.length === 4")
        assert visit.evaluate("ran") == [GA, "inline", COUNTER, CHAT]
        until(visit, "document.querySelector('figure iframe')")
        settle(visit)
        asked = urls(visit, "accept")
        assert [url for url in asked if url != VIDEO] == [GA, COUNTER, CHAT]
        assert asked.count(VIDEO) == 1
        visit.phase = "reload"
        visit.reload()
        until(visit, "window.ran?.length === 4")
        assert state(visit) == "chosen"
        settle(visit)
        assert sorted(urls(visit, "reload")) == sorted([CHAT, COUNTER, VIDEO, GA])


def test_the_cookie(browser: Browser, site, tmp_path: Path) -> None:
    own = {"https://www.example.test": samples.write(tmp_path, DECLARED, {"a.html": samples.page(DECLARED, "")})}
    with browser.open("https://www.example.test/a.html", world=World(own=own)) as visit:
        for what in (ACCEPT, "dialog [data-samtykke-do=reject]"):
            if what != ACCEPT:
                visit.click("[data-samtykke-open]")
            visit.click(what)
            until(visit, "document.cookie.includes('samtykke=')")
            [cookie] = visit.cookies()
            now = visit.evaluate("Date.now() / 1000")
            assert (cookie.name, cookie.path, cookie.secure, cookie.same_site) == ("samtykke", "/", True, "lax")
            assert abs(cookie.expires - now - 182 * 86400) < 60
            assert len(cookie.name + "=" + cookie.value) <= 200


def test_one_category_at_a_time(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        visit.click(".samtykke-banner [data-samtykke-do=open]")
        until(visit, "document.querySelector('dialog').open")
        visit.click("[data-samtykke-group=functional] [data-samtykke-all]")
        visit.click("[data-samtykke-do=save]")
        until(visit, "window.ran?.length === 1")
        settle(visit)
        assert urls(visit) == [CHAT]
        assert visit.evaluate("[samtykke.granted('functional'), samtykke.granted('analytics')]") == [True, False]


def test_one_service_at_a_time(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        visit.click(".samtykke-banner [data-samtykke-do=open]")
        visit.click("[data-samtykke-group=analytics] summary")
        visit.click("[data-samtykke-one=counter]")
        partly = "document.querySelector('[data-samtykke-group=analytics] [data-samtykke-all]').indeterminate"
        assert visit.evaluate(partly) is True
        visit.click("[data-samtykke-do=save]")
        until(visit, "window.ran?.length === 1")
        settle(visit)
        assert urls(visit) == [COUNTER]
        assert visit.evaluate("[samtykke.granted('counter'), samtykke.granted('analytics')]") == [True, False]
        assert "bare Counter" in visit.evaluate("document.querySelector('.samtykke-choice').textContent")


def test_withdrawal_clears_and_reloads(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        done(visit)
        until(visit, "window.ran?.length === 4")
        visit.evaluate(
            "(document.cookie = '_ga=1; path=/', document.cookie = '_ga_ABC=1', document.cookie = 'other=1',"
            " localStorage.stats = 1, localStorage.mine = 1, sessionStorage.stats = 1,"
            " new Promise(done => indexedDB.open('stats-db').onsuccess = e => { e.target.result.close(); done(); }),"
            " window.old = true, 1)"
        )
        visit.click("footer [data-samtykke-open]")
        visit.phase = "withdrawn"
        visit.click("dialog [data-samtykke-do=reject]")
        until(visit, "!window.old && document.readyState === 'complete'")
        settle(visit)
        assert urls(visit, "withdrawn") == []
        assert set(cookies(visit)) == {"samtykke", "other"}
        assert visit.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [["mine"], []]
        until(visit, "(await indexedDB.databases()).length === 0")


def test_cookies_go_from_parent_domains_and_paths(browser: Browser, tmp_path: Path) -> None:
    folder = samples.write(tmp_path, DECLARED, {"a/b/c.html": samples.page(DECLARED, "")})
    own = {"https://www.example.test": folder}
    with browser.open("https://www.example.test/a/b/c.html", world=World(own=own)) as visit:
        for where in ("", "; domain=example.test; path=/", "; path=/a", "; path=/a/", "; domain=www.example.test"):
            visit.evaluate(f"document.cookie = '_ga=1; secure{where}'")
        assert cookies(visit)
        visit.click(REJECT)
        until(visit, "!document.cookie.includes('_ga')")
        assert list(cookies(visit)) == ["samtykke"]


def test_an_earlier_sites_cookies_go_at_the_first_answer_whatever_it_is(browser: Browser, site) -> None:
    for answer in (REJECT, ACCEPT):
        with browser.open(site.url + "/index.html") as visit:
            visit.evaluate("document.cookie = '__utma=1; path=/'")
            visit.reload()
            assert "__utma" in cookies(visit)
            visit.click(answer)
            until(visit, "!document.cookie.includes('__utma')")


def test_refusing_where_nothing_has_run_does_not_reload(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        visit.evaluate("(window.old = true)")
        done(visit, REJECT)
        settle(visit)
        assert visit.evaluate("window.old") is True


def test_escape_and_closing_decide_nothing(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        visit.click(".samtykke-banner [data-samtykke-do=open]")
        until(visit, "document.querySelector('dialog').open")
        visit.click("[data-samtykke-group=analytics] [data-samtykke-all]")
        visit.press("Escape")
        until(visit, "!document.querySelector('dialog').open")
        visit.click(".samtykke-banner [data-samtykke-do=open]")
        assert visit.evaluate("document.querySelectorAll('input:checked').length") == 0
        visit.click("dialog [data-samtykke-do=close]")
        settle(visit)
        assert shown(visit)
        assert visit.requests == []
        assert visit.cookies() == []


def test_a_broken_old_or_future_cookie_is_no_consent(browser: Browser, site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        categories = visit.evaluate(
            "Object.values(JSON.parse(document.querySelector('[data-samtykke-config]').textContent).categories)"
        )
        now = visit.evaluate("Math.floor(Date.now() / 1000)")
        given = ".".join(category["digest"] + "-f" for category in categories)
        for value in (
            "",
            "yes",
            f"1.{base36(now)}.anb.00000000-f",
            f"1.{base36(now - 183 * 86400)}.anb.{given}",
            f"1.{base36(now + 3600)}.anb.{given}",
            f"1.{base36(now)}.anb.{given}<script>",
            f"2.{base36(now)}.anb.{given}",
        ):
            visit.evaluate(f"document.cookie = 'samtykke={value}'")
            visit.reload()
            settle(visit, 0.05)
            assert shown(visit), value
            assert visit.requests == [], value
        visit.evaluate(f"document.cookie = 'samtykke=1.{base36(now)}.anb.{given}'")
        visit.reload()
        until(visit, "window.ran?.length === 4")


def test_only_a_changed_category_is_asked_anew(browser: Browser, site, tmp_path: Path) -> None:
    services = [s.model_dump() for s in DECLARED.service]
    services[2]["hosts"] = ("chat.test", "more.test")
    changed = samples.register(service=tuple(services))
    folder = samples.write(
        tmp_path, changed, {"old.html": samples.page(DECLARED, CONTENT), "new.html": samples.page(changed, CONTENT)}
    )
    samples.write(folder, DECLARED, {})
    with serve(folder) as served, browser.open(served.url + "/old.html") as visit:
        done(visit)
        until(visit, "window.ran?.length === 4")
        settle(visit)
        visit.phase = "new"
        visit.goto(served.url + "/new.html")
        until(visit, "window.ran?.length === 3")
        settle(visit)
        assert CHAT not in urls(visit, "new")
        assert GA in urls(visit, "new")
        assert shown(visit)
        assert "Funksjoner" in visit.evaluate("document.querySelector('[data-samtykke-news]').textContent")
        visit.goto(served.url + "/old.html")
        assert not shown(visit)
