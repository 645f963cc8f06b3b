"""The runtime where things are against it: storms of clicks, full storage or none, wrong clocks, tabs at odds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import samples
from browser.common import CHAT, COUNTER, DECLARED, GA, custom, done, shown, state, urls, whole
from browser.harness import Browser, Site, read, serve, settle, until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with whole(tmp_path_factory.mktemp("site")) as served:
        yield served


def storm(last: str) -> str:
    """A hundred clicks on everything there is, some in one go, some with a pause between."""
    return (
        "(async () => { const all = ['accept', 'reject', 'open', 'save', 'close', 'once', 'always'];"
        " for (let n = 0; n < 100; n++) {"
        "  document.querySelector(`[data-samtykke-do=${all[(n * 5) % 7]}]`).click();"
        "  if (n % 10 === 0) await new Promise(done => setTimeout(done, 1));"
        " }"
        f" document.querySelector('[data-samtykke-do={last}]').click(); sessionStorage.over = 1; storming = 0; }})()"
    )


def test_after_a_storm_of_clicks_the_last_one_holds(browser: Browser, site: Site) -> None:
    for last, wanted in (("reject", []), ("accept", [GA, "inline", COUNTER, CHAT])):
        with browser.open(site.url + "/index.html") as visit:
            # Not awaited: a reload may come in the middle of it, and then the last click is one on the new page.
            visit.evaluate(f"void setTimeout(() => {storm(last)}, window.storming = 1)")
            settle(visit, 0.6)
            until(visit, "document.readyState === 'complete' && samtykke.open && !window.storming", 10)
            if not visit.evaluate("sessionStorage.over ?? 0"):
                visit.evaluate(f"document.querySelector('[data-samtykke-do={last}]').click()")
            ran = f"JSON.stringify(window.ran ?? []) === {json.dumps(json.dumps(wanted, separators=(',', ':')))}"
            until(visit, f"document.readyState === 'complete' && {ran}", 10)
            visit.reload()
            until(visit, ran)
            settle(visit, 0.2)
            assert visit.evaluate(ran)
            assert state(visit) == "chosen"
            assert visit.evaluate("samtykke.granted('analytics')") is bool(wanted)


def test_a_choice_made_while_the_page_is_loaded_anew_holds(browser: Browser, site: Site) -> None:
    """The new page is asked for again: one whose loading began before may be shown the cookie as it was then."""
    with serve(site.folder, pause=1) as slow, browser.open(slow.url + "/index.html") as visit:
        done(visit)
        until(visit, "window.ran?.length === 4")
        click = "document.querySelector('[data-samtykke-do={}]').click()"
        visit.evaluate(
            f"(window.old = true, {click.format('reject')}, setTimeout(() => {click.format('accept')}, 400))"
        )
        until(visit, "!window.old && window.ran?.length === 4")
        assert slow.pages == ["/index.html"] * 3
        assert read(visit, "samtykke.granted('analytics')")


def test_fifty_gates_closed_and_opened_again(browser: Browser, tmp_path: Path) -> None:
    content = "".join(
        f'<img data-category="media" data-service="map" data-src="https://map.test/{n}.png" alt="">' for n in range(50)
    )
    with custom(tmp_path, content) as served, browser.open(served.url) as visit:
        for _ in range(3):
            visit.evaluate("document.querySelector('dialog [data-samtykke-do=accept]').click()")
            until(visit, "document.querySelectorAll('img[src]').length === 50")
            visit.evaluate("document.querySelector('dialog [data-samtykke-do=reject]').click()")
            until(visit, "document.querySelectorAll('img[src]').length === 0")
        assert set(urls(visit)) == {f"https://map.test/{n}.png" for n in range(50)}


FULL = (
    "(() => { localStorage.stats = 1;"
    " for (let size = 4e6, n = 0; size >= 1; size = Math.floor(size / 2))"
    "  try { for (;;) localStorage.setItem('x' + n++, 'x'.repeat(size)) } catch {}"
    " try { localStorage.setItem('more', 'x'.repeat(99)) } catch (error) { return error.name } })()"
)


def test_with_storage_full_the_choice_is_kept_and_storage_cleared(browser: Browser, site: Site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        assert "Quota" in visit.evaluate(FULL)
        done(visit)
        until(visit, "window.ran?.length === 4")
        visit.reload()
        until(visit, "window.ran?.length === 4")
        visit.evaluate("(window.old = true)")
        visit.evaluate("samtykke.withdraw()")
        until(visit, "!window.old && document.readyState === 'complete'")
        assert visit.evaluate("'stats' in localStorage") is False
        assert visit.evaluate("'x0' in localStorage") is True


def test_with_the_cookie_jar_full_the_choice_is_kept(browser: Browser, site: Site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        visit.evaluate("(() => { for (let n = 0; n < 400; n++) document.cookie = `c${n}=1; max-age=9999` })()")
        assert len(visit.cookies()) < 400
        done(visit)
        visit.reload()
        until(visit, "window.ran?.length === 4")
        assert not shown(visit)


CLOCK = (
    "{ const now = Date.now.bind(Date); Date.now = () => now() +"
    " 1000 * (/(?:^|; )clock=(-?\\d+)/.exec(document.cookie)?.[1] ?? 0); }"
)
"""A clock that is wrong by as many seconds as the cookie `clock` says."""


@pytest.mark.parametrize(
    ("wrong", "holds"),
    [(366 * 86400, False), (-366 * 86400, False), (240, True), (-240, True), (3600, False), (-3600, True)],
    ids=["a year fast", "a year slow", "minutes fast", "minutes slow", "an hour fast", "an hour slow"],
)
def test_a_choice_made_while_the_clock_was_wrong(browser: Browser, site: Site, wrong: int, holds: bool) -> None:
    with browser.open(site.url + "/index.html", scripts=[CLOCK]) as visit:
        visit.evaluate(f"document.cookie = 'clock={wrong}'")
        visit.reload()
        done(visit)
        until(visit, "window.ran?.length === 4")
        visit.evaluate("document.cookie = 'clock=0'")
        visit.phase = "right"
        visit.reload()
        if holds:
            until(visit, "window.ran?.length === 4")
        settle(visit, 0.2)
        assert bool(urls(visit, "right")) is holds
        assert shown(visit) is not holds


def test_two_tabs_at_odds_agree_in_the_end(browser: Browser, site: Site) -> None:
    with browser.open(site.url + "/index.html") as one:
        two = one.tab(site.url + "/index.html")
        for n in range(6):
            for visit, what in ((one, "accept"), (two, "reject")) if n % 2 else ((two, "accept"), (one, "reject")):
                # Between two documents there is no button, and then one that does nothing yet.
                button = f"document.querySelector('dialog [data-samtykke-do={what}]')"
                until(visit, f"window.samtykke?.open && ({button}.click(), 1)")
        for visit in (one, two):
            until(visit, "document.readyState === 'complete' && !window.ran && samtykke.choice().services.length === 0")
            assert state(visit) == "chosen"
        settle(one, 0.3)
        one.phase = "after"
        settle(one, 0.3)
        assert urls(one, "after") == []
        two.close()


TELL = (
    "<script>document.addEventListener('DOMContentLoaded', () => setTimeout(() => {"
    " const seen = [document.documentElement.dataset.samtykke];"
    " document.querySelector('[data-samtykke-do=accept]').click();"
    " setTimeout(() => parent.postMessage([...seen, document.documentElement.dataset.samtykke, window.ran?.length,"
    "  document.querySelector('[role=status]').textContent], '*'), 900) }, 50))</script>"
)


def test_in_a_frame_without_any_storage_the_choice_holds_for_the_page(browser: Browser, tmp_path: Path) -> None:
    """A sandbox: cookies, localStorage and all the rest throw."""
    inner = samples.page(DECLARED, samples.script("functional", "chat", CHAT), head=TELL)
    outer = (
        "<!doctype html><title>x</title><script>addEventListener('message', ({ data }) => window.told = data)</script>"
        "<iframe sandbox='allow-scripts' src=inner.html title=x></iframe>"
    )
    samples.write(tmp_path, DECLARED, {"inner.html": inner, "index.html": outer})
    with serve(tmp_path) as served, browser.open(served.url) as visit:
        until(visit, "window.told")
        before, after, ran, said = visit.evaluate("told")
        assert (before, after) == ("choose", "chosen")
        assert ran is None or ran == 1
        assert "bare denne siden" in said
        assert CHAT in urls(visit)
