"""The banner for those who see, hear, read or point otherwise: axe-core in every state, and what axe cannot judge."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.common import CONTENT, REJECT, custom, done, findings, shown, whole
from browser.harness import Browser, Site, Visit, settle, until

pytestmark = pytest.mark.browser
OPEN = ".samtykke-banner [data-samtykke-do=open]"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with whole(tmp_path_factory.mktemp("site")) as served:
        yield served


def dialog(visit: Visit) -> None:
    visit.click(OPEN)
    until(visit, "document.querySelector('dialog').open")


def details(visit: Visit) -> None:
    """The dialog with all there is to read, and a category half chosen."""
    dialog(visit)
    visit.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    visit.click("[data-samtykke-one=counter]")


def chosen(visit: Visit) -> None:
    """The status message."""
    done(visit, REJECT)
    until(visit, "document.querySelector('[role=status]').textContent")


def receipt(visit: Visit) -> None:
    chosen(visit)
    visit.click("footer [data-samtykke-open]")
    visit.click("[data-samtykke-receipt] summary")
    until(visit, "document.querySelector('pre').checkVisibility()")


def embedded(visit: Visit) -> None:
    chosen(visit)
    visit.click("[data-samtykke-do=once]")
    until(visit, "document.querySelector('figure iframe')")


def news(visit: Visit) -> None:
    """A category has changed since the choice."""
    done(visit, REJECT)
    visit.evaluate("document.cookie = document.cookie.replace(/\\.[0-9a-f]{8}-/, '.00000000-') + '; path=/'")
    visit.reload()
    until(visit, "document.querySelector('[data-samtykke-news]').checkVisibility()")


def first_layer(visit: Visit) -> None:
    assert shown(visit)


STATES = [first_layer, dialog, details, chosen, receipt, embedded, news]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(browser: Browser, site: Site, state: Callable[[Visit], None]) -> None:
    with browser.open(site.url + "/index.html") as visit:
        state(visit)
        assert findings(visit) == []


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_the_dark(chromium: Browser, site: Site, state: Callable[[Visit], None]) -> None:
    with chromium.open(site.url + "/index.html", dark=True, size=(320, 640)) as visit:
        assert visit.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        state(visit)
        assert findings(visit) == []


def test_axe_finds_nothing_under_global_privacy_control(browser: Browser, site: Site) -> None:
    with browser.open(site.url + "/en.html", gpc=True) as visit:
        visit.click("footer [data-samtykke-open]")
        until(visit, "document.querySelector('[data-samtykke-gpc]').checkVisibility()")
        assert findings(visit) == []


def test_axe_would_find_something(browser: Browser, site: Site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        dialog(visit)
        visit.evaluate(
            "(box => { box.closest('label').replaceWith(box); box.closest('fieldset').style.color = '#bbb'; })"
            "(document.querySelector('[data-samtykke-all]'))"
        )
        assert {"color-contrast", "label"} <= {found[0] for found in findings(visit)}


def tree(visit: Any) -> set[tuple[str, str]]:
    """(role, name) of all that Chromium tells a screen reader; with a state in brackets where it has one."""
    nodes = visit.page.context.new_cdp_session(visit.page).send("Accessibility.getFullAXTree")["nodes"]
    found = set()
    for node in nodes:
        if node["ignored"]:
            continue
        states = {p["name"]: p["value"].get("value") for p in node.get("properties", ())}
        name = node.get("name", {}).get("value", "")
        note = "".join(
            f" [{state}]"
            for state, holds in (
                ("mixed", states.get("checked") == "mixed"),
                ("modal", states.get("modal") is True),
                (f"live {states.get('live')}", states.get("live") not in (None, "off")),
            )
            if holds
        )
        found.add((node["role"]["value"], name + note))
    return found


def test_what_a_screen_reader_is_told(chromium: Browser, site: Site) -> None:
    with chromium.open(site.url + "/index.html") as visit:
        first = tree(visit)
        assert ("region", "Valg av informasjonskapsler") in first
        assert {name for role, name in first if role == "button"} >= {"Avvis alle", "Godta alle", "Tilpass"}
        assert {"Vis innhold: En film", "Vis alltid innhold fra Video", "Endre samtykke"} <= {n for _, n in first}
        assert ("link", "Åpne «En film» hos Video") in first
        assert "dialog" not in {role for role, _ in first}

        details(visit)
        inside = tree(visit)
        assert ("dialog", "Velg hva du samtykker til [modal]") in inside
        assert {("group", "Statistikk"), ("checkbox", "Statistikk [mixed]"), ("checkbox", "Counter")} <= inside
        assert ("region", "Valg av informasjonskapsler") not in inside  # behind the dialog all is inert

        visit.click("[data-samtykke-do=save]")
        until(visit, "document.querySelector('[role=status]').textContent")
        after = tree(visit)
        assert any(role == "status" and "[live polite]" in name for role, name in after)
        assert ("StaticText", "Valget er lagret.") in after


def test_the_first_layer_takes_no_focus_and_is_first_in_line(browser: Browser, site: Site) -> None:
    with browser.open(site.url + "/index.html") as visit:
        settle(visit, 0.1)
        assert visit.evaluate("document.activeElement === document.body")
        visit.press("Tab")
        assert visit.evaluate("!!document.activeElement.closest('.samtykke-banner')")


@pytest.mark.slow
def test_the_focus_comes_back_and_is_not_lost(browser: Browser, site: Site, tmp_path: Path) -> None:
    content = "<p><a href='#a' id=next>En lenke</a></p>" + CONTENT
    link = "document.activeElement.hasAttribute('data-samtykke-open')"
    with browser.open(site.url + "/index.html") as visit:
        done(visit, REJECT)
        visit.evaluate("document.querySelector('footer [data-samtykke-open]').focus()")
        visit.press("Enter")
        until(visit, "document.querySelector('dialog').open")
        visit.press("Escape")
        until(visit, link)
        visit.press("Enter")
        until(visit, "document.querySelector('dialog').open")
        visit.click("dialog [data-samtykke-do=reject]")
        until(visit, link)
    for answer in (".samtykke-banner [data-samtykke-do=reject]", "dialog [data-samtykke-do=reject]"):
        with custom(tmp_path, content) as other, browser.open(other.url) as visit:
            if "dialog" in answer:
                dialog(visit)
            visit.click(answer)
            until(visit, "document.documentElement.dataset.samtykke === 'chosen'")
            visit.press("Tab")
            assert visit.evaluate("document.activeElement.id") == "next"


LONG = "".join(f"<p>Avsnitt {n}. <a href='#{n}'>Lenke {n}</a></p>" for n in range(60))


@pytest.mark.parametrize("size", [(320, 640), (320, 1000), (1280, 800), (1440, 500)])
def test_what_has_the_focus_is_not_under_the_banner(browser: Browser, tmp_path: Path, size: tuple[int, int]) -> None:
    with custom(tmp_path, LONG) as served, browser.open(served.url, size=size) as visit:
        visit.evaluate("document.querySelector('main a').focus()")
        for _ in range(45):
            visit.press("Tab")
        hidden = visit.evaluate(
            "document.activeElement.getBoundingClientRect().bottom -"
            " document.querySelector('.samtykke-banner').getBoundingClientRect().top"
        )
        assert hidden <= 0
        until(  # again and again: a scroll that Firefox has begun by itself goes on after it
            visit,
            "(scrollTo(0, 99999), document.querySelector('footer button').getBoundingClientRect().bottom <="
            " document.querySelector('.samtykke-banner').getBoundingClientRect().top)",
        )


SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    " p { margin-block-end: 2em !important }"
)
"""The text spacing that WCAG 2.2, 1.4.12, demands room for."""
CLIPPED = (
    "['.samtykke-banner', 'dialog[open]', '.samtykke-ask']"
    ".flatMap(css => [...document.querySelectorAll(`${css}, ${css} *`)])"
    ".filter(e => e.checkVisibility() && !e.closest('.samtykke-sr') && e.clientWidth"
    " && (e.scrollWidth > e.clientWidth + 1 || (e.scrollHeight > e.clientHeight + 1"
    "  && !/auto|scroll/.test(getComputedStyle(e).overflowY)))).map(e => e.outerHTML.slice(0, 80))"
)
"""Elements of ours whose content does not fit and cannot be scrolled to."""


@pytest.mark.slow
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(
    ("size", "style"),
    [
        ((320, 640), ""),
        ((320, 256), ""),  # a window of 1280 × 1024 at 400 %
        ((320, 640), SPACING),
        ((1280, 800), SPACING),
        ((640, 800), "html { font-size: 200% }"),
    ],
    ids=["320 px", "zoom 400 %", "text spacing, 320 px", "text spacing", "text 200 %"],
)
def test_all_can_be_read_and_reached(
    browser: Browser, tmp_path: Path, size: tuple[int, int], style: str, direction: str
) -> None:
    head = f"<style>{style}</style>"
    with custom(tmp_path, CONTENT, head=head) as served, browser.open(served.url, size=size) as visit:
        visit.evaluate(f"(document.dir = '{direction}')")
        assert visit.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert visit.evaluate(CLIPPED) == []
        for what in ("reject", "accept", "open"):
            assert reachable(visit, f".samtykke-banner [data-samtykke-do={what}]"), what
        details(visit)
        assert visit.evaluate(CLIPPED) == []
        for what in ("close", "reject", "accept", "save"):
            assert reachable(visit, f"dialog [data-samtykke-do={what}]"), what


def reachable(visit: Visit, css: str) -> bool:
    """Whether an element can be brought into view whole, with nothing on top of it."""
    return bool(
        visit.evaluate(
            "(e => { e.scrollIntoView({ block: 'nearest', behavior: 'instant' });"
            " const r = e.getBoundingClientRect();"
            " return r.left >= 0 && r.right <= innerWidth && r.top >= -1 && r.bottom <= innerHeight + 1"
            " && e.contains(document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)) })"
            f"(document.querySelector({json.dumps(css)}))"
        )
    )


def test_from_right_to_left_all_is_mirrored(browser: Browser, site: Site) -> None:
    sides = (
        "[['.samtykke-banner h2', '.samtykke-banner button'], ['dialog h2', '[data-samtykke-do=close]']]"
        ".map(pair => pair.map(css => document.querySelector(css).getBoundingClientRect().left))"
        ".map(([text, button]) => text < button)"
    )
    with browser.open(site.url + "/index.html") as visit:
        dialog(visit)
        assert visit.evaluate(sides) == [True, True]
        visit.evaluate("(document.dir = 'rtl')")
        assert visit.evaluate(sides) == [False, False]


def test_nothing_moves_where_motion_is_unwelcome(chromium: Browser, site: Site) -> None:
    for motion, moves in (("reduce", False), ("no-preference", True)):
        with chromium.open(site.url + "/index.html") as visit:
            visit.page.emulate_media(reduced_motion=motion)
            moving = "document.querySelector('.samtykke-banner [data-samtykke-do=open]').click(),"
            assert visit.evaluate(f"({moving} document.getAnimations().length > 0)") is moves


def test_with_forced_colours_edges_and_focus_are_seen(chromium: Browser, site: Site) -> None:
    edges = (
        "['.samtykke-banner', '.samtykke-banner button', 'dialog', '.samtykke-close', 'fieldset', '.samtykke-ask']"
        ".map(css => getComputedStyle(document.querySelector(css)))"
        ".map(s => [s.borderTopStyle, parseFloat(s.borderTopWidth) >= 1, s.borderTopColor !== s.backgroundColor])"
    )
    with chromium.open(site.url + "/index.html") as visit:
        visit.page.emulate_media(forced_colors="active")
        assert visit.evaluate(edges) == [["solid", True, True]] * 6
        visit.press("Tab")
        focus = "(s => [s.outlineStyle, parseFloat(s.outlineWidth) >= 2])(getComputedStyle(document.activeElement))"
        assert visit.evaluate(focus) == ["solid", True]
        assert findings(visit) == []


def test_everything_to_click_is_large_enough(browser: Browser, site: Site) -> None:
    small = (
        "[...document.querySelectorAll('button, dialog label, summary')].filter(e => e.checkVisibility())"
        ".map(e => [e.getBoundingClientRect(), e.outerHTML])"
        # To the hundredth of a pixel: at a fraction of one, 44 is told as 43.99999.
        ".filter(([box]) => Math.min(box.width, box.height).toFixed(2) < 44)"
        ".map(([box, html]) => `${box.width} × ${box.height} ${html}`)"
    )
    with browser.open(site.url + "/index.html", size=(320, 640)) as visit:
        done(visit, REJECT)
        visit.click("footer [data-samtykke-open]")
        visit.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert visit.evaluate(small) == []
