"""Frameworks that do not get so far in the sandbox as to take over their page: that is told."""

from __future__ import annotations

import pytest

from extract.pages import read

REASON = "the framework that makes or takes over the page does not get so far in the sandbox"
# What React leaves on the element that it takes over, before and after it has done so.
REACT = "e.__reactContainer$x = { stateNode: { current: { child: %s } } }"
SENT = "<script>(self.__next_f = self.__next_f || []).push([1, 'x'])</script>"


def _told(html: str) -> bool:
    return REASON in [p.detail for p in read(html).problems if p.rule == "opaque-script"]


@pytest.mark.parametrize(
    "page",
    [
        "<div id=__next><p>x</p></div>",
        "<div id=___gatsby><p>x</p></div>",
        "<div id=__docusaurus></div>",
        "<div id=root></div>",
        "<div id=app> <!-- here --> </div>",
        "<app-root></app-root>",
    ],
)
def test_a_page_that_is_not_taken_over_is_not_verified(page: str) -> None:
    assert _told(f"{page}<script type=module>null.x; create('#app', 'root', 'app-root')</script>")
    assert not _told(f"{page}<script>1</script>"), "nothing is there that might"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<div id=__next><p>x</p></div>", "const e = document.getElementById('__next'); " + REACT % "{}"),
        (
            "<div id=__next><p>x</p></div>",
            "document.getElementById('__next')._reactRootContainer = { _internalRoot: { current: { child: {} } } }",
        ),
        ("<div id=__nuxt><p>x</p></div>", "document.querySelector('#__nuxt').__vue_app__ = {}"),
        ("<div id=root></div>", "root.append(document.createElement('p'))"),
        ("<app-root></app-root>", "document.querySelector('app-root').append(document.createElement('p'))"),
        ("<div id=app></div>", "app.innerHTML = '<p>x</p>'"),
        (
            "<div id=app></div>",
            "const p = document.createElement('p'); p.id = 'app'; document.getElementById('app').replaceWith(p)",
        ),
        ("<div id=app><p>x</p></div>", "1"),
        ("<div id=other></div>", "1"),
        (f"<p>x</p>{SENT}", "const e = document; " + REACT % "{}"),
    ],
)
def test_one_that_is_taken_over_is(page: str, code: str) -> None:
    assert not _told(f"{page}<script type=module>{code}</script>")


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<div id=__next><p>x</p></div>", "const e = document.getElementById('__next'); " + REACT % "null"),
        (f"<p>x</p>{SENT}", "const e = document; " + REACT % "null"),
        (f"<p>x</p>{SENT}", "1"),
    ],
)
def test_that_it_began_is_not_enough(page: str, code: str) -> None:
    assert _told(f"{page}<script type=module>{code}</script>")


def test_an_empty_place_for_a_script_of_others_is_none_of_the_site_s() -> None:
    assert not _told("<div id=app></div><script type=module>window.$docs = { name: 'x' }</script>")


def test_what_another_page_was_found_to_be_does_not_hold() -> None:
    code = "<script type=module>addEventListener('load', () => 'root')</script>"
    assert not _told(f"<main></main>{code}")
    assert _told(f"<main id=root></main>{code}")


@pytest.mark.parametrize("how", ["console.error('x', new TypeError('bad'))", "reportError(new Error('bad'))"])
def test_what_frameworks_catch_and_report_is_an_error(how: str) -> None:
    details = [p.detail for p in read(f"<script>{how}; if (0) fetch('https://a.example.com/')</script>").problems]
    assert len(details) == 1
    assert "bad" in details[0]
