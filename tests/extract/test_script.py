"""The sandbox's answers: addresses, storage, markup, what is not known, the two worlds, and literals."""

# ruff: noqa: E501  page code stands in one piece

from __future__ import annotations

import pytest

from samtykke.extract import script as sandbox
from samtykke.extract.script import Consent, Load, Markup, Opaque, Outcome, Script, Write, literals, run
from samtykke.extract.script_record import duration
from samtykke.model import Kind, StorageKind

PAGE = "https://www.example.no/nyheter/sak.html"


def _run(*codes: str) -> Outcome:
    return run([Script(code) for code in codes], PAGE)


def _urls(outcome: Outcome) -> list[str]:
    return [load.url for load in outcome.loads]


# ---- what is recorded, and of whom


def test_entries_name_the_script_the_kind_and_the_means() -> None:
    outcome = _run(
        "var host = 'https://a.example.com';",
        "fetch(host + '/x'); localStorage.k = 1; document.write('<b>', 'hei</b>'); document.cookie = 'c=1'",
    )
    assert outcome == Outcome(
        loads=(Load(1, Kind.CONNECTION, "https://a.example.com/x", "fetch"),),
        writes=(Write(1, StorageKind.LOCAL, "k", "forever"), Write(1, StorageKind.COOKIE, "c", "session")),
        markup=(Markup(1, "<b>hei</b>"),),
    )


def test_callbacks_count_for_the_script_that_ordered_them() -> None:
    outcome = _run(
        "addEventListener('load', () => fetch('/zero'));",
        "setTimeout(() => fetch('/one'), 10); window.onload = () => fetch('/property')",
        "fetch('/json').then(() => fetch('/two'))",
    )
    assert {(load.script, load.url) for load in outcome.loads} == {
        (0, "/zero"), (1, "/one"), (1, "/property"), (2, "/json"), (2, "/two")
    }  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        "var n = 0; setInterval(() => { if (++n === 30) fetch('/x') }, 1000)",
        "var t0 = Date.now(); setInterval(() => { if (Date.now() - t0 > 200000) fetch('/x') }, 1000)",
        "var n = 0, id = setInterval(() => { if (++n === 3) { clearInterval(id); fetch('/x') } if (n > 3) fetch('/y') }, 50)",
        "setInterval(\"fetch('/x')\", 50)",
    ],
)
def test_an_interval_goes_on_until_it_is_cancelled(code: str) -> None:
    outcome = _run(code)
    assert set(_urls(outcome)) == {"/x"}
    assert not outcome.opaque


@pytest.mark.parametrize("target", ["window", "document", "document.body", "document.documentElement"])
@pytest.mark.parametrize(
    ("listen", "called"),
    [
        ("'click', load, { once: true }", True), ("'pointerdown', load, { once: true }", True),
        ("'mouseover', load", True), ("'scroll', load", True),
        ("'click', load", False), ("'submit', load, { once: true }", False),
    ],
)  # fmt: skip
def test_who_waits_for_the_first_sign_of_a_visitor_does_not_wait_for_a_choice(
    target: str, listen: str, called: bool
) -> None:
    outcome = _run(
        f"function load(e) {{ if (e.target.closest('html')) fetch('/x') }} {target}.addEventListener({listen})"
    )
    assert _urls(outcome) == (["/x"] if called else [])


def test_scripts_share_a_page_and_one_that_throws_stops_only_itself() -> None:
    outcome = _run(
        "var a = 1; window.b = 2; const c = 3; function d() { return 4 }", "null.x", "fetch('/' + a + b + c + d())"
    )
    assert _urls(outcome) == ["/1234"]
    assert [failure.script for failure in outcome.errors] == [1]


def test_handlers_and_javascript_addresses_run() -> None:
    scripts = [
        Script("this.media = 'all'; fetch('/handler' + typeof event)", "handler"),
        Script("javascript:void%20fetch('/%C3%A5pne')", "url"),
    ]
    assert _urls(run(scripts, PAGE)) == ["/handlerobject", "/åpne"]


def test_modules_import_relative_to_themselves() -> None:
    code = (
        "import a, { b as c } from './b.js'; export { d } from '../d.js'; import 'bare'; fetch(import.meta.url); c(a)"
    )
    outcome = run([Script(code, "module", "https://www.example.no/js/a.js")], PAGE)
    assert _urls(outcome) == [
        "https://www.example.no/js/b.js", "https://www.example.no/d.js", "https://www.example.no/js/a.js"
    ]  # fmt: skip


def test_the_current_script_knows_its_address() -> None:
    code = "fetch(document.currentScript.src + '?' + location.pathname)"
    outcome = run([Script(code, src="https://www.example.no/js/a.js")], PAGE)
    assert _urls(outcome) == ["https://www.example.no/js/a.js?/nyheter/sak.html"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("const l = document.createElement('link'); l.rel = '%s'; l.href = '/x'; document.head.append(l)", kinds)
        for kinds in (
            ("stylesheet", Kind.STYLESHEET), ("alternate stylesheet", Kind.STYLESHEET), ("preload", Kind.HINT),
            ("preconnect", Kind.HINT), ("dns-prefetch", Kind.HINT), ("shortcut icon", Kind.ICON), ("manifest", Kind.MANIFEST),
        )
    ],
)  # fmt: skip
def test_links_load_by_what_they_are_for(code: str, kind: tuple[str, Kind]) -> None:
    assert {load.kind for load in _run(code % kind[0]).loads} == {kind[1]}


KINDS = [
    ("document.body.appendChild(document.createElement('iframe')).src = '/x'", Kind.IFRAME),
    ("document.createElement('img').setAttribute('srcset', '/x 2x')", Kind.IMAGE),
    ("document.body.append(Object.assign(document.createElement('embed'), { src: '/x' }))", Kind.OBJECT),
    ("location = '/x'", Kind.REFRESH),
    ("window.location.href = '/x'", Kind.REFRESH),
    ("document.location.assign('/x')", Kind.REFRESH),
    ("navigator.serviceWorker.register('/x')", Kind.WORKER),
    ("new Worker('/x')", Kind.WORKER),
    ("new FontFace('a', 'url(/x)')", Kind.FONT),
    ("importScripts('/x')", Kind.SCRIPT),
    ("document.createElement('video').src = '/x'", Kind.MEDIA),
    ("foo.appendChild(Object.assign(document.createElement('script'), { src: '/x' }))", Kind.SCRIPT),
]


@pytest.mark.parametrize(("code", "kind"), KINDS, ids=[code[:40] for code, _ in KINDS])
def test_kinds(code: str, kind: Kind) -> None:
    outcome = _run(code)
    assert [(load.kind, load.url) for load in outcome.loads] == [(kind, "/x")]


MARKUP = [
    ("document.body.innerHTML = '<i>a</i>'", "<i>a</i>"),
    ("document.createElement('div').insertAdjacentHTML('beforeend', '<i>a</i>')", "<i>a</i>"),
    ("document.createRange().createContextualFragment('<i>a</i>')", "<i>a</i>"),
    ("const f = document.createElement('iframe'); f.srcdoc = '<i>a</i>'; document.body.append(f)", "<i>a</i>"),
    ("document.body.style.cssText = 'background:url(/x)'", "<style>x{background:url(/x)}</style>"),
    (
        "const s = document.createElement('script'); s.src = '/x'; document.write(s.outerHTML)",
        '<script src="/x"></script>',
    ),
]


@pytest.mark.parametrize(("code", "html"), MARKUP, ids=[code[:40] for code, _ in MARKUP])
def test_markup_is_handed_on(code: str, html: str) -> None:
    assert [one.html for one in _run(code).markup] == [html]


def test_markup_with_an_unknown_host_says_so_and_keeps_the_rest() -> None:
    outcome = _run("document.write('<img src=\"//' + cfg.host + '/a\"><img src=\"//b.example.com/' + cfg.id + '\">')")
    assert [one.html for one in outcome.markup] == ['<img src=""><img src="//b.example.com/*">']
    assert [one.reason for one in outcome.opaque] == [
        "the address for markup that it writes is made of what is not known"
    ]


def test_a_link_to_an_unknown_address_contacts_nobody() -> None:
    outcome = _run("document.write('<a class=b href=\"' + cfg.url + '\">x</a>')")
    assert [one.html for one in outcome.markup] == ['<a class=b href="">x</a>']
    assert outcome.opaque == ()
    assert _run("document.write('<a>x</a><link rel=stylesheet href=\"' + cfg.url + '\">')").opaque


_PUT = "fetch('/x').then((r) => r.text()).then((t) => { document.body.innerHTML = '<b>' + %s + '</b>' })"
ANSWERS = [
    ("fetch('/x').then((r) => r.text()).then((t) => { document.body.innerHTML = '<b>' + t + '</b>' })", True),
    ("fetch('/x').then((r) => r.json()).then((j) => document.body.insertAdjacentHTML('beforeend', `<p>${j.name}</p>`))", True),
    ("const x = new XMLHttpRequest(); x.open('GET', '/x'); x.onload = () => document.write('<p>' + x.responseText); x.send()", True),
    ("fetch('/x').then((r) => r.text()).then((t) => { document.body.textContent = '<b>' + t + '</b>' })", False),
    ("document.body.innerHTML = '<b>' + settings.title + '</b>'", False),
    # Made a text, in the ways of those that do, and made markup again.
    (_PUT % "t.replace(/&/g, '&amp;').replace(/</g, '&lt;')", False),
    (_PUT % "t.replace(/[&<>\"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c])", False),
    (_PUT % "Object.assign(document.createElement('p'), { textContent: t }).innerHTML", False),
    (_PUT % "t.replace('<', '&lt;')", True),
    (_PUT % "t.replace(/<script/g, '&lt;script')", True),
    (_PUT % "t.replace(/</g, '&lt;').replace(/&lt;/g, '<')", True),
    (_PUT % "Object.assign(document.createElement('p'), { innerHTML: t.replace(/</g, '&lt;') }).textContent", True),
    # What is asked for by an attribute that no element has.
    ("fetch(document.createElement('a').getAttribute('data-x')).then((r) => r.text()).then((t) => { document.body.innerHTML = t })", False),
    ("fetch('').then((r) => r.text()).then((t) => { document.body.innerHTML = t })", False),
]  # fmt: skip


@pytest.mark.parametrize(("code", "opaque"), ANSWERS, ids=[code[:60] for code, _ in ANSWERS])
def test_markup_that_an_answer_is_part_of(code: str, opaque: bool) -> None:
    assert [o.reason for o in _run(code).opaque] == (["the markup that it writes is not known"] if opaque else [])


def test_a_text_of_the_page_is_no_markup() -> None:
    code = "const p = document.createElement('p'); p.textContent = '<img src=//%s.example/a>'; document.body.innerHTML = %s"
    assert "src" not in _markup(_run(code % ("a", "p.innerHTML")))
    assert "src" not in _markup(_run(code % ("a", "p.outerHTML")))
    assert "//a.example" in _markup(_run(code % ("a", "p.textContent")))
    assert "src" in _markup(_run(code.replace("'p'", "'noscript'") % ("a", "p.innerHTML")))


def _markup(outcome: Outcome) -> str:
    return " ".join(m.html.replace("&lt;img src", "&lt;img") for m in outcome.markup)


def test_scripts_run_in_what_is_written_and_not_in_content() -> None:
    outcome = _run(
        "document.write('<i>a'); document.body.innerHTML = '<i>b'; document.body.append(document.createRange().createContextualFragment('<i>c'))"
    )
    assert {(m.html, m.runs) for m in outcome.markup} == {("<i>a", True), ("<i>b", False), ("<i>c", True)}


# ---- the two worlds


def test_look_ups_both_find_and_do_not_find() -> None:
    code = "fetch(document.getElementById('a') ? '/found' : '/missing'); if (window.ready) fetch('/ready'); else fetch('/unready')"
    assert set(_urls(_run(code))) == {"/found", "/missing", "/ready", "/unready"}


def test_both_states_of_readiness_are_tried() -> None:
    code = "document.readyState === 'loading' ? addEventListener('DOMContentLoaded', () => fetch('/a')) : fetch('/b')"
    assert set(_urls(_run(code))) == {"/a", "/b"}


def test_sampling_falls_both_ways() -> None:
    assert set(_urls(_run("fetch(Math.random() < 0.1 ? '/tenth' : '/rest')"))) == {"/tenth", "/rest"}


def test_unknown_globals_do_not_stop_a_script_and_are_told_by_typeof() -> None:
    code = "wp.hooks.add('x', 1); new Vendor.Thing(); fetch('/' + typeof jQuery); hljs.initAll(); fetch('/end')"
    assert set(_urls(_run(code))) == {"/undefined", "/function", "/end"}


def test_visitors_actions_are_not_taken_for_the_visit() -> None:
    code = (
        "for (const t of ['click', 'submit', 'keyup', 'change', 'scroll', 'mousemove', 'keydown', 'pagehide'])"
        " document.addEventListener(t, () => fetch('/' + t)), addEventListener(t, () => fetch('/' + t))"
    )
    assert set(_urls(_run(code))) == {"/scroll", "/mousemove", "/keydown", "/pagehide"}


# ---- what is not known

ADDRESSES = [
    ("'https://' + cfg.host + '/a'", None),
    ("'//' + cfg.sub + '.example.com/a'", None),
    ("cfg.base + '/a'", None),
    ("'https://' + window.nosuch + '.example.com/'", None),
    ("'https://a.example.com/' + cfg.x + '.js?y=' + encodeURIComponent(cfg.y)", "https://a.example.com/*.js?y=*"),
    ("'https://a.example.com:' + cfg.port + '/a'", "https://a.example.com/a"),
    ("cfg.scheme + '://a.example.com/a'", "//a.example.com/a"),
    ("(cfg.secure ? 'https:' : 'http:') + '//a.example.com/'", "https://a.example.com/"),
    ("'/' + cfg.path", "/*"),
    ("'data:image/gif;base64,AAAA'", ""),
    ("'about:blank'", ""),
    ("URL.createObjectURL(new Blob(['x']))", ""),
]


@pytest.mark.parametrize(("expression", "url"), ADDRESSES, ids=[expression for expression, _ in ADDRESSES])
def test_what_is_known_of_an_address_is_kept(expression: str, url: str | None) -> None:
    outcome = _run(f"new Image().src = {expression}")
    assert bool(outcome.opaque) == (url is None)
    assert set(_urls(outcome)) == ({url} if url else set())


COMPUTED = [
    "eval(cfg.code)", "eval('(' + cfg.code + ')')", "new Function(cfg.code)()", "setTimeout('' + cfg.code, 1)",
    "fetch('/x').then((r) => r.text()).then((t) => eval(t))",
    "const x = new XMLHttpRequest(); x.open('GET', '/x'); x.onload = () => (0, eval)(x.responseText); x.send()",
]  # fmt: skip


@pytest.mark.parametrize("code", COMPUTED)
def test_code_that_is_computed_from_the_unknown_is_opaque(code: str) -> None:
    assert {one.script for one in _run(code).opaque} == {0}


def test_eval_of_known_text_keeps_the_names_around_it() -> None:
    outcome = _run("(function () { var here = '/local'; eval('fetch(here)'); eval(here ? 'fetch(\"/b\")' : '') })()")
    assert (_urls(outcome), outcome.opaque) == (["/local", "/b"], ())


def test_a_script_too_large_to_run_is_opaque() -> None:
    assert _run("1;" * (3 << 20)).opaque == (Opaque(0, "it is too large to be run"),)


# ---- consent, cookies, memory


def test_consent_mode_is_seen_whatever_the_data_layer_is_called() -> None:
    own = "window.layer = []; function g() { layer.push(arguments) } g('consent', 'update', { ad_storage: 'granted', n: 1 })"
    outcome = _run(own, "gtag('consent', 'default', { analytics_storage: 'denied' })")
    assert outcome.consent == (
        Consent(0, "update", (("ad_storage", "granted"), ("n", "1"))),
        Consent(1, "default", (("analytics_storage", "denied"),)),
    )


COOKIES = [
    ("a=1", ("a", "session")),
    ("a=1; Max-Age=63072000", ("a", "P2Y")),
    ("a=1; max-age=1800; expires=Thu, 01 Jan 1970 00:00:00 GMT", ("a", "PT30M")),
    ("a=1; expires=Fri, 01-Jan-27 12:00:00 GMT", ("a", "P1Y")),
    ("a=1; expires=Thu Jan 08 2026 12:00:00 GMT+0000 (UTC)", ("a", "P7D")),
    ("a=1; expires=nonsense", ("a", "session")),
    ("a=1; expires=Thu, 01 Jan 1970 00:00:01 GMT", None),
    ("a=; max-age=-1", None),
]


@pytest.mark.parametrize(("cookie", "expected"), COOKIES, ids=[cookie for cookie, _ in COOKIES])
def test_cookies(cookie: str, expected: tuple[str, str] | None) -> None:
    written = [(w.name, w.lifetime) for w in _run(f"document.cookie = '{cookie}'").writes]
    assert written == ([expected] if expected else [])


def test_a_cookies_unknown_parts() -> None:
    outcome = _run("document.cookie = 'id_' + cfg.id + '=1'; document.cookie = 'b=1; max-age=' + cfg.age")
    assert [(w.name, w.lifetime) for w in outcome.writes] == [("id_*", "session"), ("b", None)]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(60, "PT1M"), (90, "PT90S"), (3600, "PT1H"), (86400, "P1D"), (86399, "P1D"), (30 * 86400, "P30D"), (15768000, "P6M"),
     (181 * 86400, "P6M"), (34128000, "P13M"), (365 * 86400, "P1Y"), (366 * 86400, "P1Y"), (63072000, "P2Y"), (1e10, "forever")],
)  # fmt: skip
def test_durations(seconds: float, expected: str) -> None:
    assert duration(seconds) == expected


def test_the_same_question_is_answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = _run("fetch('/once')")
    monkeypatch.setattr(sandbox, "_run", lambda *_: pytest.fail("it ran again"))
    assert _run("fetch('/once')") is first
    monkeypatch.undo()
    assert run([Script("fetch('/once')")], "https://other.example.no/") is not first


def test_two_runs_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "fetch('/' + Date.now() + new Date() + Math.random() + performance.now() + crypto.randomUUID())"
    first = _run(code)
    monkeypatch.setattr(sandbox, "_known", type(sandbox._known)())
    assert _run(code) == first


# ---- literals


def test_literals_are_found_with_their_places() -> None:
    code = "var a = 'https://a.example.com/x?y=1', b = \"//b.example.com/q.js\"; c='https:\\/\\/c.example.com\\/z';"
    assert literals(code) == (
        (9, "https://a.example.com/x?y=1"),
        (44, "//b.example.com/q.js"),
        (70, "https://c.example.com/z"),
    )


@pytest.mark.parametrize(
    ("code", "urls"),
    [
        ("'<script src=\"//a.example.com/x.js\">'", ["//a.example.com/x.js"]),
        ("`https://a.example.com/${id}/x`", ["https://a.example.com/"]),
        ("'\\x68ttps://a.example.com'", ["https://a.example.com"]),
        ("'wss://a.example.com/s'", ["wss://a.example.com/s"]),
        ("'url(https://a.example.com/i.png)'", ["https://a.example.com/i.png"]),
        ("/[\"']/.test(x); y = 'https://a.example.com/'", ["https://a.example.com/"]),
        ("// see https://a.example.com/", []),
        ("/* https://a.example.com/ */ x", []),
        ("//# sourceMappingURL=https://a.example.com/x.map", []),
        ("'http://www.w3.org/2000/svg'", []),
        ("'https://' + host", []),
        ("`https://${host}/x`", []),
        ("x = 1; // ting", []),
    ],
)
def test_literals(code: str, urls: list[str]) -> None:
    assert [url for _, url in literals(code)] == urls


def test_literals_of_long_and_crooked_texts_take_no_time() -> None:
    for code in (
        "'" * 200000,
        "//" * 200000,
        "/*" * 200000,
        "`" + "\\" * 200001,
        "'https://a.b/" * 20000,
        '"' + "http:" * 100000,
    ):
        literals(code)
