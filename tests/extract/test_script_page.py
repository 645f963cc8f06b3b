"""Scripts that work with the page's own elements: what they find there, and for which other pages that holds."""

# ruff: noqa: E501  page code stands in one piece

from __future__ import annotations

from pathlib import Path

import pytest
import turbohtml

from extract.pages import read
from samtykke.extract import SiteContext
from samtykke.extract import script as sandbox
from samtykke.extract.script import Outcome, Script, run
from samtykke.extract.script_page import Page
from samtykke.loading import settle
from samtykke.model import Evidence, Scan
from samtykke.urls import Hosts

EACH_LAZY = "document.querySelectorAll('.lazy').forEach((e) => { e.src = e.dataset.src; e.classList.remove('lazy') });"
SEEN = (
    "const io = new IntersectionObserver((entries, o) => entries.forEach((e) => { if (e.isIntersecting) {"
    " const t = e.target; t.setAttribute('src', t.getAttribute('data-src')); o.unobserve(t) } }));"
    "document.querySelectorAll('[data-src]').forEach((t) => io.observe(t));"
)


def _live(html: str) -> tuple[set[str], list[str]]:
    """First labels of the third-party hosts that scripts contact on load, and what could not be verified."""
    scan = read(html)
    hosts = {
        r.host.split(".")[0]
        for r in scan.references
        if r.party == "third" and r.state == "live" and r.evidence is Evidence.EXECUTED
    }
    return hosts, [p.detail for p in scan.problems]


FINDS = {
    "lazy images": f"<img class='a lazy' data-src=//c.example/><script>{EACH_LAZY}</script>",
    "lazy frame": f"<iframe class=lazy data-src=//c.example/></iframe><script>{EACH_LAZY}</script>",
    "when in view": f"<img data-src=//c.example/><script>{SEEN}</script>",
    "when the page is read": f"<script>addEventListener('load', () => {{ {EACH_LAZY} }})</script><img class=lazy data-src=//c.example/>",
    "one after the other": "<img class=lazy data-src=//c.example/><script>let e; while (e = document.querySelector('img.lazy')) { e.src = e.dataset.src; e.className = '' }</script>",
    "from noscript": "<div class=z><noscript><img src=//c.example/></noscript></div><script>document.querySelectorAll('.z noscript').forEach((n) => { n.parentNode.innerHTML = n.textContent })</script>",
    "from a comment": "<div id=x><!-- <iframe src=//c.example/></iframe> --></div><script>x.innerHTML = x.firstChild.nodeValue</script>",
    "attributes of a component": "<x-v u=//c.example/></x-v><script>customElements.define('x-v', class extends HTMLElement { connectedCallback() { new Image().src = this.getAttribute('u') } })</script>",
    "observed attributes": "<x-v u=//c.example/></x-v><script>customElements.define('x-v', class extends HTMLElement { static observedAttributes = ['u']; attributeChangedCallback(n, o, v) { new Image().src = v } })</script>",
    "settings as JSON": "<script type=application/json id=s>{\"u\": \"//c.example/\"}</script><script>fetch(JSON.parse(document.querySelector('#s').innerHTML).u)</script>",
    "its own attributes": "<script data-host=//c.example/>fetch(document.currentScript.dataset.host)</script>",
    "the body's": "<script>fetch(document.querySelector('div').dataset.u)</script><div data-u=//c.example/></div>",
    "a meta element": "<meta name=cdn content=//c.example/><script>fetch(document.querySelector('meta[name=\"cdn\"]').content)</script>",
    "a handler's element": "<img id=i data-u=//c.example/ onload=\"this.src = this.dataset.u\">",
    "a copy of a template": "<template id=t><p><img src=//c.example/></p></template><script>document.body.append(document.importNode(t.content, true))</script>",
    "a script in a template": "<template id=t><script src=//c.example/></script></template><script>document.body.append(t.content.cloneNode(true))</script>",
    "handlers in a template": "<template id=t><svg onload=\"new Image().src='//c.'+'example/'\"></svg></template><script>document.body.append(t.content.cloneNode(true))</script>",
    "a blocked script copied": "<script type=text/x data-x src=//c.example/></script><script>document.querySelectorAll('script[data-x]').forEach((o) => { const s = document.createElement('script'); for (const a of o.attributes) s.setAttribute(a.name, a.value); s.type = 'text/javascript'; o.replaceWith(s) })</script>",
    "a blocked script's clone": "<script type=text/x data-x>new Image().src = '//c.' + 'example/'</script><script>const o = document.querySelector('[data-x]'), s = o.cloneNode(true); s.removeAttribute('type'); o.parentNode.replaceChild(s, o)</script>",
    "a neighbour": "<p id=a></p> <img data-u=//c.example/><script>const i = a.nextElementSibling; i.src = i.dataset.u</script>",
    "a form by its number": "<form action=//c.example/></form><script>document.forms[0].submit()</script>",
    "a form by its name": "<form name=f action=//c.example/></form><script>document.forms.f.submit()</script>",
    "a field's form": "<form action=//c.example/><input id=i></form><script>i.closest('form').submit()</script>",
    "a button": "<form action=//c.example/><button id=b>x</button></form><script>b.click()</script>",
    "a link in a new window": "<a id=l target=_blank href=//c.example/>x</a><script>l.click()</script>",
    "markup of a script's own": "<div id=x></div><script>x.innerHTML = '<p data-u=\"//c.example/\">'; new Image().src = document.querySelector('[data-u]').dataset.u</script>",
    "a script set as HTML and made again": "<div id=x></div><script>x.innerHTML = '<script src=//c.example/><\\/script>'; x.querySelectorAll('script').forEach((o) => { const s = document.createElement('script'); s.src = o.src; document.head.append(s) })</script>",
    "a gated frame that it does not leave alone": "<iframe data-category=m data-service=s data-src=//c.example/></iframe><script>document.querySelectorAll('iframe[data-src]').forEach((i) => { i.src = i.dataset.src })</script>",
}  # fmt: skip


@pytest.mark.parametrize("html", FINDS.values(), ids=FINDS.keys())
def test_what_stands_on_the_page_is_found(html: str) -> None:
    assert _live(html) == ({"c"}, [])


LEAVES = {
    "nothing to load": f"<p class=x data-src=//c.example/></p><script>{EACH_LAZY}</script>",
    "nothing to see": f"<img alt=''><script>{SEEN}</script>",
    "our gates": f"<iframe data-category=m data-service=s data-src=//c.example/></iframe><script>{EACH_LAZY}</script>",
    "a template that is not attached": "<template id=t><script src=//c.example/></script></template><script>document.importNode(t.content, true)</script>",
    "what a template holds": "<template><a class=lazy data-src=//c.example/></a></template><script>" + EACH_LAZY + "</script>",
    "a link that is read": "<a id=l href=//c.example/>x</a><script>l.textContent = l.href</script>",
    "a type that is changed in place": "<script type=text/x id=s src=//c.example/></script><script>s.type = 'text/javascript'</script>",
    "a script set as HTML": "<div id=x></div><script>x.innerHTML = '<script src=//c.example/><\\/script>'</script>",
    "an element that is gone": "<img class=lazy data-src=//c.example/><script>document.querySelector('.lazy').remove();" + EACH_LAZY + "</script>",
    "another selector": "<img class=lazy data-src=//c.example/><script>document.querySelectorAll('main > .lazy, .lazy + .lazy, .lazy:not(img), [data-src^=x]').forEach((e) => { e.src = e.dataset.src })</script>",
    "an attribute that is not there": "<script>fetch(document.body.dataset.api)</script>",
}  # fmt: skip


@pytest.mark.parametrize("html", LEAVES.values(), ids=LEAVES.keys())
def test_what_it_does_not_act_on_is_left_alone(html: str) -> None:
    assert _live(html) == (set(), [])


def test_what_is_missing_may_yet_come() -> None:
    code = "<p id=there></p><script>for (const id of ['there', 'absent']) { if (document.getElementById(id)) fetch('//' + id + '.example/'); else fetch('//no-' + id + '.example/') }</script>"
    assert _live(code)[0] == {"there", "absent", "no-absent"}


def test_what_stands_further_down_is_not_there_yet() -> None:
    later = (
        "<script>fetch(document.getElementById('x') ? '//found.example/' : '//missing.example/')</script><p id=x></p>"
    )
    assert _live(later)[0] == {"found", "missing"}
    assert _live(later.replace("<script>", "<script type=module>"))[0] == {"found"}
    assert _live("<p id=x></p>" + later)[0] == {"found"}


# ---- what a script asked


def _page(html: str) -> Page:
    return Page(turbohtml.parse(html.encode(), scripting=True, allow_declarative_shadow_roots=False))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """As many entries as there were runs, none of them remembered from before."""
    runs: list[int] = []
    real = sandbox._run

    def counting(*given: object) -> tuple[Outcome, tuple[str, ...]]:
        runs.append(1)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(sandbox, "_known", type(sandbox._known)())
    monkeypatch.setattr(sandbox, "_run", counting)
    return runs


SAME = [
    ("fetch('/x')", "<p>a", "<p>b"),
    ("document.head.append(document.createElement('p'))", "<p>a", "<p>b"),
    ("const s = document.getElementsByTagName('script')[0]; s.parentNode.insertBefore(document.createElement('b'), s)", "<script src=a></script>", "<script src=b></script>"),
    ("document.querySelector('.m').onclick = f", "<p class=m>a<b>b</b>", "<h1>x</h1><p class=m>c"),
    ("if (document.getElementById('m')) f()", "<p id=n>a", "<h1>b"),
    ("unknownName.x", "<p id=n>a", "<p id=k>b"),
    ("document.querySelector('.m').textContent", "<p class=m>a</p><p>a", "<p class=m>a</p><p>b"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "one", "other"), SAME, ids=[code[:30] for code, *_ in SAME])
def test_pages_that_answer_the_same_are_not_run_again(code: str, one: str, other: str, counted: list[int]) -> None:
    first = run([Script(code)], "https://www.example.no/", _page(one))
    assert run([Script(code)], "https://www.example.no/", _page(other)) is first
    assert len(counted) == 1


DIFFERENT = [
    ("document.querySelector('.m').dataset.u", "<p class=m data-u=a>", "<p class=m data-u=b>"),
    ("document.querySelector('.m').textContent", "<p class=m>a", "<p class=m>b"),
    ("document.querySelector('.m').nextSibling.data", "<p class=m></p>a", "<p class=m></p>b"),
    ("document.querySelector('.m').parentNode.id", "<div id=a><p class=m>", "<div id=b><p class=m>"),
    ("document.querySelector('.m').closest('[lang]').lang", "<div lang=a><p class=m>", "<div lang=b><p class=m>"),
    ("document.querySelector('.m').matches('.n .m')", "<div class=n><p class=m>", "<div><p class=m>"),
    ("document.querySelector('.m').querySelector('b')", "<p class=m><b>", "<p class=m><i>"),
    ("document.querySelectorAll('.m').length", "<p class=m>", "<p class=m><p class=m>"),
    ("document.querySelector('p:first-child')", "<p>", "<b></b><p>"),
    ("document.body.className", "<body class=a>", "<body class=b>"),
    ("document.images.length", "<img>", "<img><img>"),
    ("document.scripts.length", "<script></script>", "<script></script><script></script>"),
    ("document.f.action", "<form name=f action=a>", "<form name=f action=b>"),
    ("nav.href", "<a id=nav href=a>", "<a id=nav href=b>"),
    ("window.nav", "<a id=nav href=a>", "<a href=b>"),
    ("document.querySelector('template').content.firstChild", "<template>a", "<template>b"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "one", "other"), DIFFERENT, ids=[code for code, *_ in DIFFERENT])
def test_an_answer_holds_for_the_page_that_gave_it(code: str, one: str, other: str, counted: list[int]) -> None:
    asks = f"fetch('/' + ({code}))"
    urls = [
        [load.url for load in run([Script(asks)], "https://www.example.no/", _page(html)).loads]
        for html in (one, other, one)
    ]
    assert len(counted) == 2
    assert urls[0] == urls[2]


ADDRESSES = {
    "its own address": ("location.pathname", 2),
    "the document's": ("document.URL", 2),
    "an element's": ("document.body.baseURI", 2),
    "what it made of it": ("Object.assign(document.createElement('a'), { href: 'x' }).href", 2),
    "an address on it": ("new URL('x', document.baseURI).pathname", 2),
    "where a query leads": ("(location.href = '?a=1') && ''", 2),
    "a file's stack": ("new Error('x').stack", 2),
    "only its host": ("location.hostname + document.domain + origin", 1),
    "a path from the root": ("Object.assign(document.createElement('a'), { href: '/x' }).href", 1),
    "only later": ("(() => { addEventListener('click', () => { location.search = 'a' }); return '' })()", 1),
    "only by a name": ("typeof location", 1),
}


@pytest.mark.parametrize(("code", "runs"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_only_who_asks_for_the_address_is_run_for_each(code: str, runs: int, counted: list[int]) -> None:
    addresses = ("https://www.example.no/a/one.html", "https://www.example.no/b/two.html")
    told = [run([Script(f"fetch('/' + ({code}))")], url, _page("<p>a")) for url in addresses * 2]
    assert len(counted) == runs
    assert told[:2] == told[2:]
    run([Script(f"fetch('/' + ({code}))")], "https://other.example/a/one.html", _page("<p>a"))
    assert len(counted) == runs + 1


def test_the_place_of_a_script_counts(counted: list[int]) -> None:
    code = "fetch(document.getElementById('x') ? '/found' : '/missing')"
    before, after = f"<script>{code}</script><p id=x>", f"<p id=x></p><script>{code}</script>"
    read(before)
    read(after)
    assert len(counted) == 2
    read("<h1>x</h1>" + after)
    assert len(counted) == 2


def test_a_page_too_large_to_be_handed_over_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samtykke.extract.script_page._MOST_NODES", 10)
    (reason,) = {o.reason for o in run([Script("fetch(document.querySelector('p').dataset.u)")], "https://a.no/", _page("<p>x" * 20)).opaque}  # fmt: skip
    assert reason == "the address for fetch is read from the page's own elements"


ODD = [
    "document.querySelectorAll('[')", "document.querySelectorAll(':not(')", "document.querySelectorAll('p,')", "document.getElementById('a b\\\\\"]')",
    "document.querySelector('#' + 'x'.repeat(1e5))", "window['\\n\"]']", "document.getElementsByClassName('  ')", "document.querySelectorAll(':is(:is(:is(:is(p))))')",
    "let e = document.documentElement; while (e) e = e.firstElementChild || e.nextElementSibling",
    "const walk = (n) => n.childNodes.forEach(walk); walk(document.body)",
    "while (document.body.firstChild && document.body.children.length) document.body.children[0].remove()",
    "document.querySelectorAll('p').forEach((p) => p.parentNode.append(p, p.cloneNode(true)))",
    "Array.prototype[0] = 1; Object.prototype.id = 'x'; document.querySelector('#x')",
]  # fmt: skip


@pytest.mark.parametrize("code", ODD)
def test_odd_questions_do_no_harm(code: str) -> None:
    page = "<p class=a>x<p id=x>y" + "<div>" * 100
    outcome = run([Script(code), Script("fetch('/after')")], "https://www.example.no/", _page(page))
    assert "/after" in {load.url for load in outcome.loads}
    assert not outcome.opaque


# ---- script files


def _site(folder: Path, **files: str) -> SiteContext:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)
    return SiteContext(Hosts("https://www.example.no"), str(folder))


def _problems(scan: Scan) -> list[tuple[str, str]]:
    return [(p.rule, p.detail) for p in scan.problems]


def test_a_file_of_the_site_that_is_missing_is_said(tmp_path: Path) -> None:
    site = _site(tmp_path, a_js="1")
    missing = ("opaque-script", "the file that it loads could not be found in the build")
    assert _problems(read("<script src=/b.js></script>", site=site)) == [missing]
    assert _problems(read("<script src=/a.js?v=3#x></script>", site=site)) == []
    assert _problems(read("<script src=//other.example/b.js></script>", site=site)) == []
    assert _problems(read("<noscript><script src=/b.js></script></noscript>", site=site)) == []
    single = SiteContext(site.hosts, str(tmp_path / "a.js"))
    assert _problems(read("<script src=/b.js></script>", site=single)) == []


def test_a_file_runs_with_the_page_that_loads_it(tmp_path: Path) -> None:
    site = _site(tmp_path, lazy_js=EACH_LAZY)
    scan = read("<script src=/lazy.js defer></script><img class=lazy data-src=//c.example/>", site=site)
    assert {r.host for r in scan.references if r.party == "third"} == {"c.example"}
    assert _problems(scan) == []


@pytest.mark.parametrize("how", ["import('/route.js')", "import '/route.js'"])
def test_a_file_that_is_loaded_gets_the_address_of_its_page(tmp_path: Path, how: str) -> None:
    site = _site(tmp_path, route_js="if (location.pathname !== '/') fetch('https://c.example' + location.pathname)")
    for path in ("a/one.html", "a/two.html"):
        scan = read(f"<script type=module>{how}</script>", path=path, site=site)
        assert [r.url for r in scan.references if r.party == "third" and r.evidence is Evidence.EXECUTED] == [
            f"https://c.example/{path}"
        ]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<script src=/lazy.js></script>", False),
        (
            "<script>document.head.append(Object.assign(document.createElement('script'), { src: '/lazy.js' }))</script>",
            False,
        ),
        ("<script>const s = document.createElement('script'); s.src = '/lazy.js'</script>", True),
        ("<script>addEventListener('x', () => import('/lazy.js'))</script>", True),
        ("<p>", True),
    ],
)
def test_what_a_file_alone_does_not_show_its_pages_do(tmp_path: Path, page: str, said: bool) -> None:
    site = _site(tmp_path, lazy_js=EACH_LAZY)
    alone = read(EACH_LAZY, kind="js", path="lazy.js", site=site)
    assert [p.rule for p in alone.problems] == ["opaque-script"]
    *_, file = settle([read(page, site=site), alone], site.hosts)
    assert [p.rule for p in file.problems] == (["opaque-script"] if said else [])


FAILS_ALONE = "app.start(document.getElementById('box').dataset.u.length);\nfunction later() { window.ga('create', 'UA-1-1'); var u = 'https://www.google-analytics.com/analytics.js' }"


@pytest.mark.parametrize(
    ("before", "state"),
    [
        ("<div id=box data-u=x></div><script>window.app = { start() {} }</script>", "action"),
        ("<script>window.app = { start() { throw new Error('no') } }</script>", "live"),
    ],
)
def test_a_service_that_a_file_names_is_live_where_the_file_fails(tmp_path: Path, before: str, state: str) -> None:
    site = _site(tmp_path, app_js=FAILS_ALONE)
    alone = read(FAILS_ALONE, kind="js", path="app.js", site=site)
    assert [r.state for r in alone.references if r.evidence is Evidence.SIGNATURE] == ["live"]
    scans = settle([read(f"{before}<script src=/app.js></script>", site=site), alone], site.hosts)
    states = {r.state.value for scan in scans for r in scan.references if r.evidence is Evidence.SIGNATURE}
    assert ("live" in states) == (state == "live")
    assert states


BOUND = (
    "(function (w) { if (!w.jQuery) throw new TypeError('no jQuery');"
    " if (!w.other) new Image().src = 'https://a.example/' })(window)"
)


@pytest.mark.parametrize(
    ("before", "known"),
    [
        ("<script src=https://code.jquery.com/jquery-3.6.0.min.js></script>", True),
        ("<script src=//cdn.example/npm/jquery@3.6.0/dist/jquery.slim.min.js></script>", True),
        ("<script src=/js/jquery.min.js></script>", False),  # what is the site's own, runs; this one is missing
        ("<script src=https://code.jquery.com/jquery-ui.min.js></script>", False),
        ("", False),
    ],
)
def test_jquery_of_a_third_party_is_there(before: str, known: bool) -> None:
    assert (_live(f"{before}<script>{BOUND}</script>")[0] == {"a"}) == known
    hosts, unsure = _live(f"<script>{BOUND}</script>{before}")
    assert hosts == set()
    assert any("no jQuery" in one for one in unsure)


LAZY_BY_JQUERY = "$('img.lazy').each(function () { $(this).attr('src', $(this).attr('data-src')) })"
LAZY_BY_IMAGE = "$('img.lazy').each(function () { var i = new Image(); i.src = $(this).data('src') })"


@pytest.mark.parametrize("code", [LAZY_BY_JQUERY, LAZY_BY_IMAGE])
def test_what_jquery_reads_of_the_page_is_what_stands_there(code: str) -> None:
    page = "<script src=//code.jquery.com/jquery.min.js></script><img class=lazy data-src=//a.example/x>"
    assert _live(f"{page}<script>{code}</script>") == ({"a"}, [])
    assert _live(f"<script src=//code.jquery.com/jquery.min.js></script><script>{code}</script>") == (set(), [])


def test_a_link_that_jquery_reads_is_not_taken_for_a_picture() -> None:
    code = "$('a').each(function () { new Image().src = $(this).attr('href') })"
    page = "<script src=//code.jquery.com/jquery.min.js></script><a href=//a.example/x>x</a>"
    hosts, unsure = _live(f"{page}<script>{code}</script>")
    assert hosts == set()
    assert unsure == ["the address for img.src is made of what is not known"]


@pytest.mark.parametrize(
    "code",
    [
        "$('img').data('src', v); $('img').attr('src', $('img').data('src'))",
        "$('img').data('someSrc', v); $('img').attr('src', $('img').attr('data-some-src'))",
        "$('img').attr({ 'data-src': v }); $('img').attr('src', $('img').attr('data-src'))",
        "$('img').get(0).dataset.src = v; $('img').attr('src', $('img').data('src'))",
        "$('img').attr('data-' + w.x, v); $('img').attr('src', $('img').data('src'))",
        "$('img').attr('src', $('img').data('other'))",
    ],
)
def test_what_a_script_gives_is_not_what_the_page_s_elements_have(code: str) -> None:
    page = "<script src=//code.jquery.com/jquery.min.js></script><img data-src=/x data-some-src=/x>"
    hosts, unsure = _live(f"{page}<script>const v = ['https://a', 'example/'].join('.'); {code}</script>")
    assert hosts <= {"a"}
    assert unsure == ["the address for attr.src is made of what is not known"] or hosts == {"a"}


def test_the_window_is_no_bag_of_options() -> None:
    code = "let n = 0; window.onload = () => { n += 1; $(window).on('resize', f); if (n > 3) new Image().src = '//a.example' };"
    assert _live(f"<script>function f() {{}} {code}</script>") == (set(), [])


def test_a_symbol_in_a_style_is_no_error() -> None:
    code = "const s = document.body.style; s[Symbol('v')] = 'x'; new Image().src = 'https://a.example/'"
    assert _live(f"<script>{code}</script>") == ({"a"}, [])


ASKS_BOX = "const u = document.getElementById('box').getAttribute('data-u'); if (u) { new Image().src = 'https://a.example/' + u }"


@pytest.mark.parametrize(
    ("pages", "states"),
    [
        (["<i id=box></i><script src=/app.js></script>"], {"action"}),
        (["<script src=/app.js></script>", "<i id=box data-u=x></i><script src=/app.js></script>"], {"live"}),
        # Where not all can be told of a page, or the page loads it otherwise, the file speaks for itself.
        (["<script src=/app.js></script><script>document.write(x.y.z)</script>"], {"live"}),
        (["<script>const s = document.createElement('script'); s.src = '/app.js'</script>"], {"live"}),
    ],
)
def test_what_only_a_file_by_itself_does_waits_in_it(tmp_path: Path, pages: list[str], states: set[str]) -> None:
    site = _site(tmp_path, app_js=ASKS_BOX)
    alone = read(ASKS_BOX, kind="js", path="app.js", site=site)
    assert {(r.host, r.state) for r in alone.references} == {("a.example", "live")}
    *_, file = settle([*(read(page, site=site) for page in pages), alone], site.hosts)
    assert {r.state.value for r in file.references} == states


# ---- consent mode


def test_consent_mode_is_a_problem_where_it_is_live() -> None:
    code = "window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments) } gtag('consent', 'default', { ad_storage: 'denied' });"
    told = [("consent-mode-advanced", "gtag('consent', 'default', …)")]
    assert _problems(read(f"<script>{code}</script>")) == told
    assert _problems(read("<script>gtag('consent', 'default', { ad_storage: 'denied' })</script>")) == told
    assert _problems(read(f"<script type=text/plain data-category=a data-service=b>{code}</script>")) == []
    assert _problems(read(f'<button onclick="{code}">x</button>')) == []


@pytest.mark.parametrize(
    "code",
    [
        "var a = 1;import { b } from './b.js';new Image().src = 'https://c.example/'",
        "const u = import.meta.url;new Image().src = 'https://c.example/'",
        "new Image().src = 'https://c.example/';export { u as v };var u",
    ],
)
def test_a_file_that_can_only_be_a_module_is_run_as_one(code: str) -> None:
    scan = read(code, kind="js", path="a.js")
    assert [(r.host, r.evidence) for r in scan.references if r.host == "c.example"] == [("c.example", "executed")]
    assert _problems(scan) == []
