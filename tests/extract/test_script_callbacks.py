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
    "module worker's imports": (
        "new Worker('w.js', { type: 'module' })",
        {"a/w.js": "import { go } from './i.js'; go()", "a/i.js": f"export const go = () => {HIT}"},
    ),
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
    "attributes that go away": (
        "const a = document.querySelector('p').attributes; document.querySelector('p').setAttribute('u', '/x');"
        " let last; while (a.length) last = document.querySelector('p').removeAttributeNode(a[0]); fetch(last.value)",
        "/x",
    ),
    "what stands in the head": ("fetch('/' + document.head.querySelectorAll('meta[name=n]').length)", "/1"),
    "another number at last": ("let last = Math.floor(Math.random() * 9); while (Math.floor(Math.random() * 9) === last); fetch('/x')", "/x"),
    "a late timer before the page is loaded": (
        "setTimeout(() => 1, 9e5); addEventListener('load', () => setTimeout(() => fetch('/x'), 100))", "/x",
    ),
    "routes in the fragment": (
        "addEventListener('hashchange', () => fetch(location.hash.slice(1))); location.replace(location.href + '#/x')", "/x",
    ),
    "an attribute that was looked for": (
        "document.querySelectorAll('style[data-cache]:not([data-s])').forEach((s) => s.getAttribute('data-cache').split(' ')); fetch('/x')",
        "/x",
    ),
    "drawing": (
        "const c = document.createElement('canvas').getContext('2d'); c.fillStyle = 'red'; c.beginPath(); c.arc(0, 0, 1, 0, 7); c.fill();"
        " if (c.measureText('x').width && c.getImageData(0, 0, 2, 2).data.length === 16) fetch('/x')",
        "/x",
    ),
    "its own global": ("(self.chunk_x = self.chunk_x || []).push('/x'); fetch(self.chunk_x[0])", "/x"),
    "its own global in brackets": ("(globalThis['a-b'] || (globalThis['a-b'] = ['/x'])).forEach((u) => fetch(u))", "/x"),
    "developers' tools that are not there": (
        "if (typeof __DEV_TOOLS__ !== 'undefined') throw 1; if ('__DEV_TOOLS__' in window) throw 2; fetch('/x')", "/x",
    ),
    "console's tasks": ("(console.createTask ? console.createTask('x') : { run: (f) => f() }).run(() => fetch('/x'))", "/x"),
    "kinds of nodes": ("if (document.body.nodeType === Node.ELEMENT_NODE && NodeFilter.SHOW_TEXT === 4) fetch('/x')", "/x"),
    "a service worker's own": ("skipWaiting().then(() => clients.claim()).then(() => fetch('/x'))", "/x"),
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
    page = Page(turbohtml.parse(b"<!doctype html><meta name=n><body><p>x</p>", scripting=True))
    outcome = run([Script(code)], PAGE, page)
    assert {load.url for load in outcome.loads} == {fetched}
    assert not outcome.opaque
    assert not outcome.errors


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


BROWSERS_OWN = {
    "interface": "if (!window.FileReader || typeof DOMRect === 'undefined' || !('XMLSerializer' in self)) ",
    "number": "var x = new XMLHttpRequest(); if (XMLHttpRequest.DONE !== 4 || x.OPENED !== 1 || WebSocket.OPEN !== 1) ",
    "event": "if (typeof PromiseRejectionEvent !== 'function') ",
    "navigator": "if (!navigator.permissions || !navigator.clipboard) ",
}


@pytest.mark.parametrize("looks", BROWSERS_OWN.values(), ids=BROWSERS_OWN.keys())
def test_what_every_browser_has_is_there_in_both_worlds(looks: str) -> None:
    assert not _run(looks + HIT).loads


def test_an_answer_is_known_by_the_number_for_done() -> None:
    code = f"var x = new XMLHttpRequest(); x.onreadystatechange = () => {{ if (x.readyState === XMLHttpRequest.DONE) {HIT} }}; x.open('GET', '/a.json'); x.send()"
    assert "https://hit.example.com/" in [load.url for load in _run(code).loads]


@pytest.mark.parametrize("made", ["WebSocket('wss://a.example.com/')", "EventSource('https://a.example.com/')"])
def test_a_connection_that_fails_is_made_to_another_host(made: str) -> None:
    code = f"var s = new {made}; s.onerror = () => {HIT}; s.onopen = () => fetch('https://open.example.com/')"
    urls = [load.url for load in _run(code).loads]
    assert {"https://hit.example.com/", "https://open.example.com/"} <= set(urls)


XHR = "var x = new XMLHttpRequest(); x.open('GET', 'https://a.example.com/'); "
FAILING = {
    "fetch": f"fetch('https://a.example.com/').then(r => r.json()).catch(() => {HIT})",
    "POST": f"fetch('https://a.example.com/', {{ method: 'POST' }}).then(null, () => {HIT})",
    "await": f"(async () => {{ try {{ await fetch('https://a.example.com/') }} catch (e) {{ {HIT} }} }})()",
    "onerror": f"{XHR} x.onerror = () => {HIT}; x.send()",
    "status": f"{XHR} x.onreadystatechange = () => {{ if (x.readyState === 4 && !x.status) {HIT} }}; x.send()",
}


@pytest.mark.parametrize("code", FAILING.values(), ids=FAILING.keys())
def test_what_comes_after_a_request_that_fails_is_seen(code: str) -> None:
    outcome = _run(code)
    assert [load.url for load in outcome.loads] == ["https://a.example.com/", "https://hit.example.com/"]
    assert (outcome.opaque, outcome.errors) == ((), ())


def test_what_a_script_stumbles_over_after_a_failed_request_is_not_told() -> None:
    code = "var d; fetch('https://a.example.com/').then(() => d = {}, () => 0).then(() => { d.x = 1; new Image().src = '/b' })"
    outcome = _run(code)
    assert ([load.url for load in outcome.loads], outcome.errors) == (["https://a.example.com/", "/b"], ())


def test_the_sites_own_files_are_never_out_of_reach() -> None:
    assert [load.url for load in _run(f"fetch('here.json').catch(() => {HIT})", {"a/here.json": "{}"}).loads] == [
        "here.json"
    ]


def test_who_connects_again_is_connected_in_the_end() -> None:
    code = f"(function go() {{ var s = new WebSocket('wss://a.example.com/?t=' + Date.now()); s.onclose = () => setTimeout(go, 9); s.onopen = () => {HIT} }})()"
    urls = [load.url for load in _run(code).loads]
    assert "https://hit.example.com/" in urls
    assert len(urls) < 5


def test_who_watches_a_text_of_its_own_hears_of_every_change() -> None:
    code = (
        "var n = 0, t = document.createTextNode(''); new MutationObserver(() => { if (++n === 3) " + HIT + " })"
        ".observe(t, { characterData: true }); t.data = '1'; setTimeout(() => { t.data = '2'; setTimeout(() => { t.data = '3' }, 9) }, 9)"
    )
    assert "https://hit.example.com/" in [load.url for load in _run(code).loads]
    assert not _run(code.replace("t.data = '3'", "0")).loads


def test_a_listener_that_is_taken_away_is_not_called() -> None:
    code = "var r = somebody.registration; (function f() { r.removeEventListener('updatefound', f); })(); fetch('/own')"
    assert not _run(code).opaque


def test_hundreds_of_elements_are_told_of_at_once() -> None:
    code = "var o = new ResizeObserver(all => all.forEach(one => setTimeout(() => 0, 9))); for (var i = 0; i < 900; i++) o.observe(document.createElement('i'))"
    assert not _run(code).opaque


def test_who_answers_a_size_by_watching_anew_comes_to_an_end_and_is_told() -> None:
    again = "o.unobserve(document.body); o.observe(document.body)"
    code = f"var n = 0, o = new ResizeObserver(() => {{ if (++n > 99) {HIT}; {again} }}); o.observe(document.body)"
    assert {o.reason for o in _run(code).opaque} == {"it orders callbacks without end"}


def test_an_address_has_no_spaces_in_its_path() -> None:
    code = (
        "var u = new URL('b', 'http://a.example.com'); u.pathname = 'c d'; if (u.href !== 'http://a.example.com/c%20d') "
        + HIT
    )
    assert not _run(code).loads


@pytest.mark.parametrize(("src", "there"), [("https://cdn.example.com/mathjax@3/x.js", True), ("/mathjax.js", False)])
def test_settings_for_a_third_partys_library_get_its_methods(src: str, there: bool) -> None:
    page = Page(turbohtml.parse(f"<!doctype html><body><script src={src}></script>".encode(), scripting=True))
    code = f"MathJax = {{ tex: 1 }}; addEventListener('load', () => {{ MathJax.typesetPromise(); {HIT} }})"
    assert bool(run([Script(code)], PAGE, page, Site({})).loads) is there


def _on_page(html: str, code: str) -> tuple[list[str], list[str]]:
    """What a script on a page asks for, and what is not known of it."""
    outcome = run([Script(code)], PAGE, Page(turbohtml.parse(html)), Site({}))
    return [load.url for load in outcome.loads], [opaque.reason for opaque in outcome.opaque]


def test_a_clock_that_is_set_by_text_comes_to_an_end() -> None:
    code = (
        "var n = 0; function tick() { n += 1; document.body.innerHTML = n; if (n === 99) fetch('/99'); setTimeout('tick()', 1000) }"
        " tick(); setInterval('n2 = n', 1000)"
    )
    assert _on_page("<p>x</p>", code) == (["/99"], [])


def test_observers_of_attributes_hear_of_one() -> None:
    code = "new MutationObserver(l => l.forEach(r => fetch('/' + r.type + '/' + r.attributeName.trim()))).observe(document.body, {})"
    for options, name in (("attributes: true", "class"), ("attributeFilter: ['id']", "id")):
        outcome = _run(code.replace("{}", f"{{ {options} }}"))
        assert ([load.url for load in outcome.loads], outcome.errors) == ([f"/attributes/{name}"], ())


def test_whether_the_visitor_tells_where_he_is_is_tried_both_ways() -> None:
    code = "navigator.geolocation.getCurrentPosition(p => fetch('/here?' + !!p.coords), e => fetch('/denied' + e.code))"
    assert {load.url for load in _run(code).loads} == {"/here?true", "/denied1"}


def test_interfaces_are_told_from_mere_objects() -> None:
    code = "fetch('/' + [new IntersectionObserver(() => 0), new URL('https://a.example/'), {}].map(o => ({}).toString.call(o).slice(8, -1)))"
    assert [load.url for load in _run(code).loads] == ["/IntersectionObserver,URL,Object"]


def test_an_event_of_an_old_interface_can_be_made() -> None:
    code = f"var e = document.createEvent('StorageEvent'); e.initStorageEvent('storage', false); onstorage = () => {HIT}; dispatchEvent(e)"
    assert [load.url for load in _run(code).loads] == ["https://hit.example.com/"]


def test_a_picture_that_a_library_is_handed_is_no_list_of_options() -> None:
    code = "var i = new Image(), n = 0; i.onload = () => { if ((n += 1) < 9) { lib.draw(i); fetch('/' + n) } }; i.src = 'here.png'"
    assert [load.url for load in _run(code).loads] == ["here.png", "/1"]


def test_a_list_has_the_value_of_its_chosen_option() -> None:
    code = (
        "for (const s of document.querySelectorAll('select')) fetch('/' + [s.value, s.selectedIndex, s.options.length])"
    )
    lists = "<select><option value=a>A<option selected>B</select><select><option value=c>C</select><select multiple><option>D</select>"
    assert _on_page(lists, code)[0] == ["/B,1,2", "/c,0,1", "/,-1,1"]


@pytest.mark.parametrize(("number", "loads"), [(1, ["/made"]), (12, [])])
def test_a_page_uses_of_a_library_of_elements_those_that_it_names(number: int, loads: list[str]) -> None:
    one = "class extends HTMLElement { connectedCallback() { fetch('/made') } }"
    code = f"for (let i = 0; i < {number}; i++) customElements.define('x-' + i, {one})"
    assert _on_page("<p>x</p>", code)[0] == loads
    assert _on_page("<p>x</p>", f"{code}; document.body.innerHTML = '<x-0></x-0>'")[0] == ["/made"]


def test_who_looks_for_a_free_name_finds_one() -> None:
    code = "let id = 'a', n = 1; while (document.getElementById(id)) id = 'a-' + n++; fetch('/free')"
    assert _on_page("<p id=a>x</p>", code) == (["/free"], [])


def test_a_page_may_ask_for_many_files_of_its_site_whose_text_is_used_nowhere() -> None:
    assert _run("for (let i = 0; i < 300; i++) fetch('/' + i + '.json')").opaque == ()


def test_a_page_is_as_wide_as_a_screen_and_as_a_telephone() -> None:
    for width in ("document.body.getBoundingClientRect().width", "document.documentElement.clientWidth"):
        assert _on_page("<p>x</p>", f"fetch({width} > 800 ? '/wide' : '/narrow')")[0] == ["/wide", "/narrow"]
