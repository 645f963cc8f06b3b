"""Pages of public themes' shapes: what becomes of each, and what is left, with the reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gating import sites
from gating.sites import PAGES, gated, live, planned

SHELL = '<!DOCTYPE html>\n<html lang="nb"><head><title>Å</title></head><body>\n{}\n</body></html>\n'
GTAG = "https://www.googletagmanager.com/gtag/js?id=G-1"
LABELS = r' data-category="analytics" data-service="google-analytics"'


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sites.write(tmp_path_factory.mktemp("themes"), {})


def page(body: str) -> bytes:
    return SHELL.format(body).encode()


def left(body: str, root: Path) -> list[tuple[int, str]]:
    """(line, reason) of what is left of a page's body."""
    raw, done = gated(page(body), root)
    if not done.edits:
        assert raw == page(body)
    return [(one.line - 2, one.reason.key) for one in done.left]


def made(body: str, root: Path) -> str:
    """The body as it comes out, nothing being left."""
    raw, done = gated(page(body), root)
    assert not done.left, done.left
    before, after = SHELL.split("{}")
    text = raw.decode()
    assert text.startswith(before)
    assert text.endswith(after)
    return text[len(before) : -len(after)]


@pytest.mark.parametrize("name", [name for name in PAGES if name not in sites.LEFT])
def test_nothing_declared_acts_any_more(name: str, root: Path) -> None:
    before = PAGES[name].read_bytes()
    assert live(before, root), "there is something to hold back"
    raw, done = gated(before, root)

    assert not done.left
    assert live(raw, root) == set()
    assert planned(raw, root).raw is None, "a second time changes nothing"
    assert not [p for p in sites.scanned(raw, root).problems if p.rule != "consent-mode-advanced"]


@pytest.mark.parametrize("name", PAGES)
def test_every_byte_outside_stays(name: str, root: Path) -> None:
    before = PAGES[name].read_bytes()
    raw, done = gated(before, root)
    at, expected = 0, b""
    for splice in sorted({s for edit in done.edits for s in edit.splices}):
        assert splice.start >= at
        expected += before[at : splice.start] + splice.text.encode("latin-1")
        at = splice.end
    assert raw == expected + before[at:]


def test_a_file_and_its_settings_wait_in_order(root: Path) -> None:
    raw, done = gated(PAGES["gtag"].read_bytes(), root)
    assert [(e.line, e.what, e.how) for e in done.edits] == [
        (4, "hint", "removed"), (6, "script", "gated"), (7, "settings", "gated"),
    ]  # fmt: skip
    text = raw.decode()
    assert (
        f'<script type="text/plain"{LABELS} async data-src="https://www.googletagmanager.com/gtag/js?id=G-ABC123">'
        in text
    )
    assert "preconnect" not in text
    assert "<!-- Måling -->" in text


def test_frames_become_figures_of_their_own_shape(root: Path) -> None:
    text = gated(PAGES["youtube"].read_bytes(), root)[0].decode()
    assert text.count("<figure") == 2
    assert re.search(r"<p>Se filmen:</p>\n<figure.*?</figure>\n<p>Slutt\.</p>", text, re.DOTALL)
    assert 'data-src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in text
    assert 'data-src="https://player.example/v/1?a=1&amp;b=2" data-title="Møte på Kullerød" data-fit="size">' in text
    assert '<canvas width="400" height="300"' in text
    assert '<a href="https://player.example/v/1?a=1&amp;b=2" rel="noreferrer">' in text
    assert '<iframe data-category="media" data-service="player" data-src="https://player.example/beat"' in text


def test_two_frames_in_a_paragraph(root: Path) -> None:
    body = '<p>a<iframe src="https://player.example/1"></iframe>b<iframe src="https://player.example/2"></iframe>c</p>'
    text = made(body, root)
    assert text.count("<figure") == 2
    assert re.sub(r"\s*<figure.*?</figure>\s*", "|", text, flags=re.DOTALL).strip() == "<p>a</p>|<p>b</p>|<p>c</p>"


def test_a_frame_where_no_figure_may_stand_waits_as_it_is(root: Path) -> None:
    labels = ' data-category="media" data-service="player"'
    body = '<p><a href="/"><iframe src="https://player.example/1"></iframe></a></p>'
    assert made(body, root) == body.replace("<iframe src", f"<iframe{labels} data-src")
    body = '<p>a<iframe src="https://player.example/1"></iframe><img src="https://player.example/2.png"></p>'
    assert made(body, root) == body.replace("<iframe src", f"<iframe{labels} data-src").replace(
        "<img src", f"<img{labels} data-src"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'<script type=module src="{GTAG}"></script>',
         f'<script{LABELS} data-type="module" type="text/plain" data-src="{GTAG}"></script>'),
        (f"<SCRIPT TYPE='text/javascript' SRC={GTAG}></SCRIPT>",
         f"<SCRIPT{LABELS} type=\"text/plain\" data-SRC={GTAG}></SCRIPT>"),
        (f'<script\n\tsrc = "{GTAG}"\n\tdefer></script >',
         f'<script type="text/plain"{LABELS}\n\tdata-src = "{GTAG}"\n\tdefer></script >'),
        ('<link rel=icon href="https://player.example/i.png">',
         '<link data-category="media" data-service="player" rel=icon data-href="https://player.example/i.png">'),
        ('<img src="/a.png" srcset="https://player.example/a.png 2x">',
         '<img data-category="media" data-service="player" src="/a.png" data-srcset="https://player.example/a.png 2x">'),
        ('<link rel="preload" as="style" href="https://fonts.googleapis.com/css?family=A" onload="this.rel=\'stylesheet\'">',
         '<link data-category="media" data-service="google-fonts" rel="preload" as="style" '
         'data-href="https://fonts.googleapis.com/css?family=A" onload="this.rel=\'stylesheet\'">'),
        ('<link rel="preload" as="style" href="https://fonts.googleapis.com/css?family=A" onload="later(this)">',
         '<link data-category="media" data-service="google-fonts" rel="preload" as="style" '
         'data-href="https://fonts.googleapis.com/css?family=A" onload="later(this)">'),
        ('<noscript><p>Hei</p><img src="https://www.facebook.com/tr?id=1"></noscript>', "<noscript><p>Hei</p></noscript>"),
        ('<noscript><iframe src="https://www.googletagmanager.com/ns.html" hidden></iframe></noscript>', ""),
        ("<style>\n@font-face { font-family: A; src: url(https://fonts.gstatic.com/a.woff2) }\n</style>",
         '<script type="text/plain" data-category="media" data-service="google-fonts" data-type="text/html">'
         "<style>\n@font-face { font-family: A; src: url(https://fonts.gstatic.com/a.woff2) }\n</style></script>"),
        ('<embed src="https://player.example/<!--x">',
         '<script type="text/plain" data-category="media" data-service="player" data-type="text/html">'
         '<embed src="https://player.example/<\\!--x"></script>'),
    ],
)  # fmt: skip
def test_elements(before: str, after: str, root: Path) -> None:
    assert made(before, root) == after


@pytest.mark.parametrize(
    "body",
    [
        '<script src="https://unknown.example/x.js"></script>',
        '<script src="https://pictures.example/x.js"></script>',
        '<img src="https://pictures.example/a.png">',
        '<link rel="preconnect" href="https://unknown.example">',
        "<script>var s = document.createElement('script'); s.src = 'https://unknown.example/x.js';"
        "document.head.appendChild(s);</script>",
        f'<script type="text/plain"{LABELS} data-src="{GTAG}"></script>',
        f"<pre>&lt;script src={GTAG}></pre><!-- <script src={GTAG}></script> --><textarea><img src={GTAG}></textarea>",
        '<a href="https://player.example/">lenke</a>',
        "<script>window.dataLayer = [];</script><script>ga('send', 'pageview');</script>",
    ],
)
def test_nothing_is_touched(body: str, root: Path) -> None:
    assert planned(page(body), root).raw is None
    assert left(body, root) == []


LOADER = "(function () { var s = document.createElement('script'); s.src = '%s'; document.head.appendChild(s); })();"
LOADS = LOADER % GTAG


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"<script>{LOADS} document.querySelector('#m').classList.add('a');</script>", "mixed"),
        (f"<script>{LOADS} document.getElementById('m').onclick = function () {{}};</script>", "mixed"),
        (f"<script>{LOADS} $('.slider').slick();</script>", "mixed"),
        (f"<script>{LOADS} location.href = '/ny/';</script>", "mixed"),
        (f"<script>{LOADS}{LOADER % 'https://connect.facebook.net/sdk.js'}</script>", "several"),
        (f"<script>{LOADS}{LOADER % 'https://unknown.example/x.js'}</script>", "undeclared"),
        (f"<script>{LOADS}{LOADER % 'https://pictures.example/x.js'}</script>", "own"),
        (f"<script>{LOADS}{LOADER % '/theme/js/menu.js'}</script>", "own"),
        (f"<script>{LOADS} document.cookie = 'unknown=1; max-age=9';</script>", "undeclared"),
        (f"<script>window.onload = function () {{ {LOADS} }};</script>", "waits"),
        (f'<script type="text/javascript" type="text/plain" src="{GTAG}"></script>', "attribute"),
        (f'<script data-cookieconsent="statistics" src="{GTAG}"></script>', "marked"),
        ('<img data-src="/a.png" src="https://player.example/a.png">', "attribute"),
        ('<div style="background: url(https://player.example/a.png)"></div>', "handler"),
        ('<svg><image href="https://player.example/a.png"/></svg>', "place"),
        ('<script src="https://shop.example/x.js"></script><img src="https://shop.example/x.png">', "elsewhere"),
        ('<link rel="preload" as="image" href="https://player.example/1.png" imagesrcset="https://unknown.example/2.png 3x">',
         "undeclared"),
        ("<style>p { color: red }\n@font-face { font-family: A; src: url(https://fonts.gstatic.com/a.woff2) }</style>",
         "style"),
        ('<object data="https://player.example/a.pdf">', "guess"),
        ('<script src="https://code.jquery.com/jquery-3.7.1.min.js"></script><script>$(".a").hide();</script>', "needed"),
        ('<script src="https://code.jquery.com/jquery.min.js"></script><p onclick="$(this).hide()">a</p>', "needed"),
        ('<script src="https://cdnjs.cloudflare.com/ajax/libs/wow/1.1.2/wow.min.js"></script>'
         "<script>new WOW().init();</script><script src=/theme/js/menu.js></script>", "unknown"),
    ],
)  # fmt: skip
def test_what_is_not_safe_is_left_with_the_reason(body: str, reason: str, root: Path) -> None:
    assert {key for _line, key in left(body, root)} == {reason}
    assert planned(page(body), root).raw is None


def test_what_the_sites_own_file_loads(root: Path, tmp_path: Path) -> None:
    own = sites.write(tmp_path, {})
    (own / "tracker.js").write_text(LOADS)
    assert left('<script src="/tracker.js"></script>', own) == [(1, "file")]


def test_a_name_that_somebody_asks_for_first_is_no_hindrance(root: Path) -> None:
    script = f"<script>function track() {{ {LOADS} }} track();</script>"
    for handler in ("if (window.track) track()", "typeof track !== 'undefined' && track()", "try { track() } catch {}"):
        assert 'type="text/plain"' in made(f'{script}<p onclick="{handler}">a</p>', root)
    assert left(f'{script}<p onclick="track()">a</p>', root) == [(1, "needed")]


def test_settings_that_do_other_work_stay(root: Path) -> None:
    body = (
        f'<script async src="{GTAG}"></script>\n'
        "<script>window.dataLayer = []; function gtag() { dataLayer.push(arguments); } gtag('js', new Date());"
        "document.querySelector('#m').hidden = true;</script>"
    )
    text = made(body, root)
    assert text.count("text/plain") == 1
    assert "<script>window.dataLayer" in text


def test_settings_of_two_services_stay(root: Path) -> None:
    """A gate can name one service only, and before the loaders they do nothing."""
    settings = "<script>function gtag() { dataLayer.push(arguments) } var disqus_config = function () {};</script>"
    text = made(f'{settings}<script src="{GTAG}"></script><script src="//a.disqus.com/embed.js"></script>', root)
    assert text.startswith(settings)
    assert text.count("text/plain") == 2


def test_a_name_that_what_stays_makes_itself_is_not_missed(root: Path) -> None:
    queue = "<script>var _paq = []; document.querySelector('#m').hidden = true;</script>"
    loader = "var _paq = window._paq || []; " + LOADER % "https://stats.example/matomo.js"
    text = made(f"{queue}<script>{loader}</script><p onclick=\"_paq.push(['a'])\">a</p>", root)
    assert text.startswith(queue)
    assert text.count("text/plain") == 1


def test_a_page_in_utf_16_is_left(root: Path) -> None:
    raw = page(f'<script src="{GTAG}"></script>').decode().encode("utf-16")
    assert [one.reason.key for one in planned(raw, root).left] == ["encoding"]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "iso-8859-15", "shift_jis"])
def test_places_are_found_whatever_stands_before(newline: bytes, encoding: str, root: Path) -> None:
    odd = {"shift_jis": "日本表", "utf-8": "æ😀\u2028é", "utf-8-sig": "æ😀"}.get(
        encoding, "æøå €" if "1252" in encoding else "æøå"
    )
    text = SHELL.format(
        f'<p>{odd}</p>{odd}<script src="{GTAG}"></script>{odd}\n<p>{odd}<iframe title="{odd}" '
        f'src="https://player.example/1"></iframe></p>{odd}<img alt="{odd}" src="https://player.example/2">'
    ).replace("<title>Å", f'<meta charset="{encoding.removesuffix("-sig")}"><title>{odd}')
    before = text.encode(encoding).replace(b"\n", newline)

    raw, done = gated(before, root)

    assert not done.left
    assert {edit.how for edit in done.edits} == {"gated", "figure"}
    assert live(raw, root) == set()
    assert f'data-title="{odd}"'.encode(encoding.removesuffix("-sig")) in raw
    assert planned(raw, root).raw is None


def test_bytes_that_mean_nothing_stay(root: Path) -> None:
    before = SHELL.encode().replace(
        b"{}", b'<p>\xff\xfe\x80 \xc3</p>\xe5<script src="' + GTAG.encode() + b'"></script>'
    )
    before = before.replace(b"<title>", b'<meta charset="utf-8"><title>')
    raw, done = gated(before, root)
    assert [edit.how for edit in done.edits] == ["gated"]
    assert b"<p>\xff\xfe\x80 \xc3</p>\xe5<script type" in raw
