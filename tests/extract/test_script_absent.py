"""What scripts look for in vain: it is not taken to be there, unless something may put it there."""

from __future__ import annotations

import pytest
import turbohtml

from samtykke.extract.script import Outcome, Script, run
from samtykke.extract.script_page import Page

BODY = "<p class=here>x</p>"
PROBE = "fetch('https://c.example/')"
ALL = f"document.querySelectorAll('.gone').forEach(() => {PROBE});"


def _outcome(body: str, *codes: str) -> Outcome:
    page = Page(turbohtml.parse(f"<!doctype html><html><head></head><body>{body}</body></html>"))
    return run([Script(code) for code in codes], "https://site.example/", page)


NOWHERE = {
    "all of a class": ALL,
    "an id": f"if (document.getElementById('gone')) {PROBE}",
    "each of jQuery": f"jQuery(function ($) {{ $('.gone').each(() => {PROBE}) }})",
    "length of jQuery": f"if ($('.gone').length) {PROBE}",
    "inside of jQuery's": f"$('.gone').find('p').each(() => {PROBE})",
    "appended": "$('.gone').append('<img src=https://c.example/>')",
    "a variable of that name": (
        f"function see(gone) {{ return other(gone) }}\nlet gone = see(document.body);\n  // all that is gone\n{ALL}"
    ),
    "a class that is asked for": f"if (!x.classList.contains('gone') && !$(x).hasClass('gone')) see(); {ALL}",
    "what a library is made for": (
        f"if (document.getElementById('gone')) {{ {PROBE}; x.then(() => new Swiper('.a#gone', {{ loop: true }})) }}"
    ),
    "a selector in a variable": f"let s = '.gone'; if ($(s).length) {PROBE}",
}


@pytest.mark.parametrize("name", NOWHERE)
def test_what_is_nowhere(name: str) -> None:
    assert _outcome(BODY, NOWHERE[name]).loads == ()
    # The same code on a page that has it, after the other one, so that no memory may answer for it.
    found = _outcome("<p class=gone id=gone><p></p>" + ("<p>x</p>" if "inside" in name else ""), NOWHERE[name])
    assert found.loads or found.markup


MAY_COME = {
    "another script's class": (BODY, ALL, "function later(x) { x.className = 'gone' }"),
    "markup in a script": (BODY, ALL, "function later(x) { x.innerHTML = '<p class=\"a gone\">' }"),
    "markup without quotes": (BODY, ALL, "function later(x) { x.innerHTML = '<p class=gone>' }"),
    "a name of a class in an object": (
        BODY,
        ALL,
        "function later(x) { for (const n in { a: 1, gone: 1 }) x.className = n }",
    ),
    "a class among several": (BODY, ALL, "function later(x) { x.classList.add(...'a gone b'.split(' ')) }"),
    "a selector for something new": (BODY, ALL, "function later(h) { return h('p.a.gone') }"),
    "a bare name for something new": (BODY, ALL, "function later(x) { new Panel('gone', x) }"),
    "a template": ("<template><p class=gone></template>", ALL),
    "a block of data": ("<script type=text/html><p class=gone></script>", ALL),
    "an attribute": ("<p data-box='<p class=gone>'>", ALL),
    "a variable taken apart": (BODY, f"let s = '.gone'; $(s).each(() => {PROBE}); x.className = s.slice(1)"),
    "one of two": (BODY, f"$('.gone, .here').each(() => {PROBE})"),
    "not literal": (BODY, f"document.querySelectorAll('.' + kind).forEach(() => {PROBE})"),
    "a plugin's callback": (BODY, f"$('.gone').whenReady(() => {PROBE})"),
    "ready": (BODY, f"$('.gone').ready(() => {PROBE})"),
}


@pytest.mark.parametrize("name", MAY_COME)
def test_what_may_come(name: str) -> None:
    _outcome(BODY, ALL)
    body, *codes = MAY_COME[name]
    assert [load.url for load in _outcome(body, *codes).loads] == ["https://c.example/"]


LATE = {
    "many at once": f"for (let i = 0; i < 40; i++) requestAnimationFrame(() => {{ if (i === 35) {PROBE} }})",
    "an animation": f"const t = Date.now(); (function f() {{ if (Date.now() - t > 30000) {PROBE}; else requestAnimationFrame(f) }})()",  # noqa: E501
}


@pytest.mark.parametrize("name", LATE)
def test_late_frames(name: str) -> None:
    assert [load.url for load in _outcome(BODY, LATE[name]).loads] == ["https://c.example/"]


@pytest.mark.parametrize("markup", ["<p style=\"background:url('+t+')\">", "<table background=\"'+t+'\">"])
def test_answers_in_attributes(markup: str) -> None:
    code = f"fetch('/x').then(r => r.text()).then(t => document.body.innerHTML = '{markup}')"
    assert _outcome(BODY, code).opaque
