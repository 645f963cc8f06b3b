"""What scripts order for rare occasions: observers, errors, motion, messages, workers, promises, frameworks' needs."""

# ruff: noqa: E501  page code stands in one piece

from __future__ import annotations

import pytest
import turbohtml

from extract.test_script_modules import PAGE, Site
from samtykke.extract.script import Outcome, Script, run
from samtykke.extract.script_page import Page


def _run(code: str, files: dict[str, str] | None = None) -> Outcome:
    return run([Script(code)], PAGE, None, Site(files or {}))


HIT = "fetch('https://hit.example.com/')"
ORDERED = {
    "performance": (f"new PerformanceObserver(l => l.getEntries().forEach(() => {HIT})).observe({{ type: 'paint' }})", {}),
    "missing picture": (f"var i = new Image(); i.onerror = () => {HIT}; i.src = 'gone.png'", {}),
    "missing script": (
        f"var s = document.createElement('script'); s.onerror = () => {HIT}; s.src = 'gone.js'; document.head.append(s)",
        {},
    ),
    "missing answer": (f"fetch('gone.json').then(r => {{ if (r.status === 404) {HIT} }})", {}),
    "animation": (f"document.addEventListener('animationstart', () => {HIT})", {}),
    "transition": (f"document.body.addEventListener('transitionend', () => {HIT})", {}),
    "its own message": (f"addEventListener('message', e => {{ if (e.data.go) {HIT} }}); postMessage({{ go: 1 }}, '*')", {}),
    "worker's message": ("new Worker('w.js')", {"a/w.js": f"self.onmessage = () => {HIT}"}),
    "worker's scripts": ("new Worker('w.js')", {"a/w.js": "importScripts('i.js')", "a/i.js": HIT}),
    "worker of text": (
        "new Worker(URL.createObjectURL(new Blob(['onmessage = e => fetch(e.data)']))).postMessage('https://hit.example.com/')",
        {},
    ),
    "service worker's installation": (
        "navigator.serviceWorker.register('/sw.js')",
        {"sw.js": "addEventListener('install', e => e.waitUntil(caches.open('x').then(c => c.add('https://hit.example.com/'))))"},
    ),
    "service worker's fetch": (
        "navigator.serviceWorker.register('/sw.js')",
        {"sw.js": f"addEventListener('fetch', e => e.respondWith({HIT}))"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "files"), ORDERED.values(), ids=ORDERED.keys())
def test_what_is_ordered_for_rare_occasions_is_seen(code: str, files: dict[str, str]) -> None:
    assert "https://hit.example.com/" in [load.url for load in _run(code, files).loads]


def test_a_picture_that_is_there_does_not_fail() -> None:
    code = f"var i = new Image(); i.onerror = () => {HIT}; i.onload = () => fetch('/there'); i.src = 'here.png'"
    assert [load.url for load in _run(code, {"a/here.png": "x"}).loads] == ["here.png", "/there"]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_visitors_of_both_languages_come(language: str) -> None:
    code = f"if (navigator.language.slice(0, 2) === '{language}') {HIT}"
    assert [load.url for load in _run(code).loads] == ["https://hit.example.com/"]


@pytest.mark.parametrize(
    "code",
    [
        "fetch('/x').then(r => { null.x })",
        "(async () => { await 0; ({}).a.b })()",
        "Promise.resolve().then(() => (5)())",
    ],
)
def test_an_error_in_a_promise_is_told(code: str) -> None:
    assert _run(code).errors


def test_an_error_that_a_script_catches_is_not() -> None:
    assert not _run("try { null.x } catch (e) {} try { ({}).a.b } catch { }").errors


NEEDED = {
    "place among others": (
        "var p = document.createElement('p'), a = document.createElement('a'), b = document.createElement('b');"
        " p.append(b); p.insertBefore(a, b); p.prepend('x'); a.after('y'); fetch('/' + [...p.childNodes].map(n => n.nodeName))",
        "/#text,A,#text,B",
    ),
    "walk": (
        "var t = document.createElement('template'); t.innerHTML = '<p>x<!--c--><b>y</b></p>';"
        " var w = document.createTreeWalker(t.content, 5), n, s = ''; while (n = w.nextNode()) s += n.nodeName; fetch('/' + s)",
        "/P#textB#text",
    ),
    "kind of node": ("fetch('/' + Object.prototype.toString.call(document.createElement('div')))", "/[object HTMLDivElement]"),
    "space": ("fetch('/' + document.createElementNS('http://www.w3.org/2000/svg', 'g').namespaceURI.includes('svg'))", "/true"),
    "native": ("fetch('/' + /\\[native code\\]/.test(document.getElementsByClassName) + /native/.test(() => 1))", "/truefalse"),
    "colour": ("fetch('/' + getComputedStyle(document.body).backgroundColor.match(/\\d+/g).length)", "/3"),
    "outermost box": ("var n = 0; for (let e = document.body; e; e = e.offsetParent) n++; fetch('/' + n)", "/1"),
    "languages": ("fetch('/' + new Intl.NumberFormat('nb').format(5) + typeof Intl.DateTimeFormat().format())", "/5string"),
    "trusted types": ("fetch('/' + trustedTypes.createPolicy('x', { createHTML: s => s + '!' }).createHTML('a'))", "/a!"),
    "version through a bundler": ("var q = $ && $.hasOwnProperty('default') ? $.default : $; fetch('/' + q.fn.jquery)", "/3.7.1"),
    "named control": (
        "document.body.innerHTML = '<form name=f><input name=q value=7></form>'; fetch('/' + document.forms.f.q.value)", "/7"
    ),
    "a cancelled interval": (
        "for (let i = 0; i < 300; i++) clearInterval(setInterval(() => 0, 4)); fetch('/done')", "/done"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "fetched"), NEEDED.values(), ids=NEEDED.keys())
def test_what_frameworks_need_of_a_page_is_there(code: str, fetched: str) -> None:
    page = Page(turbohtml.parse(b"<!doctype html><body><p>x</p>", scripting=True))
    outcome = run([Script(code)], PAGE, page)
    assert fetched in [load.url for load in outcome.loads]
    assert not outcome.opaque


SCRIPTED = {
    "button": ("document.querySelector('[data-samtykke-do=accept]').click()", True),
    "event": ("document.querySelector('b').dispatchEvent(new Event('click', { bubbles: true }))", True),
    "first scroll": (
        "addEventListener('scroll', () => document.querySelector('[data-samtykke-do=save]').click())",
        True,
    ),
    "refusal": ("document.querySelector('[data-samtykke-do=reject]').click()", False),
    "through a library": ("$('[data-samtykke-do=accept]').trigger('click')", True),
    "another tool": ("OneTrust.AllowAll()", True),
    "another tool's refusal": ("klaro.getManager().changeAll(false)", False),
}


@pytest.mark.parametrize(("code", "consents"), SCRIPTED.values(), ids=SCRIPTED.keys())
def test_who_consents_for_the_visitor_is_told(code: str, consents: bool) -> None:
    buttons = "".join(f"<button data-samtykke-do={what}><b>x</b></button>" for what in ("accept", "reject", "save"))
    page = Page(turbohtml.parse(buttons.encode(), scripting=True))
    assert bool(run([Script(code)], PAGE, page).consenting) is consents
