"""Pages, style sheets and scripts that are made to load the copies: what is replaced, and that nothing else is."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import pytest

from samtykke import check
from samtykke.mending import copies_for, mend
from samtykke.selfhost import hosts, names
from samtykke.selfhost.lock import agrees, sri
from selfhost.conftest import Project, started
from selfhost.hosts import CSS, FILES, GOOGLE, JQUERY, Answer, World, playing

QUOTED = GOOGLE.replace("&", "&amp;")
PICTURE = "https://cdn.jsdelivr.net/gh/navn/bilder@1.0.0/a.png"
SPRITE = "https://unpkg.com/ikoner@1.0.0/i.svg"
MORE = {
    PICTURE: Answer(b"\x89PNG", "image/png"),
    SPRITE: Answer(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
}
JS = f"/selfhost/jquery-min.{hashlib.sha256(FILES[JQUERY].body).hexdigest()[:16]}.js"
PNG = f"/selfhost/a.{hashlib.sha256(MORE[PICTURE].body).hexdigest()[:16]}.png"
SVG = f"/selfhost/i.{hashlib.sha256(MORE[SPRITE].body).hexdigest()[:16]}.svg"


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of it, fetched once; the folder and its lock."""
    with playing(FILES | MORE) as world:
        project = started(tmp_path_factory.mktemp("hentet"), world)
        project.page(
            f'<link rel="stylesheet" href="{QUOTED}"><script src="{JQUERY}"></script><img src="{PICTURE}">'
            f'<svg><image href="{SPRITE}"/></svg>'
        )
        assert not project.gather().failures
        return project.folder


@pytest.fixture
def kept(project: Project, fetched: Path) -> Project:
    """A site that keeps all of it."""
    shutil.copytree(fetched, project.folder)
    return project


def css(project: Project) -> str:
    return copies_for(project.target, None)[GOOGLE].address


CASES = [
    (f'<script src="{JQUERY}"></script>', f'<script src="{JS}"></script>'),
    (f"<script src={JQUERY}></script>", f"<script src={JS}></script>"),
    (f"<SCRIPT\n\tdefer SRC = ' {JQUERY}\n'></SCRIPT>", f"<SCRIPT\n\tdefer SRC = ' {JS}\n'></SCRIPT>"),
    (f'<script src="{JQUERY[6:]}" crossorigin="anonymous"></script>', f'<script src="{JS}"></script>'),
    (f'<script src="http{JQUERY[5:]}?#a"></script>', f'<script src="http{JQUERY[5:]}?#a"></script>'),
    (f'<link rel="preload" as="script" href="{JQUERY}" crossorigin>', f'<link rel="preload" as="script" href="{JS}">'),
    (f'<img srcset="a.png 1x,{PICTURE} 2x, {PICTURE}?b 3x" src=b.png>', f'<img srcset="a.png 1x,{PNG} 2x, {PICTURE}?b 3x" src=b.png>'),
    (f'<video poster="{PICTURE}"></video>', f'<video poster="{PNG}"></video>'),
    (f'<link rel="icon" href="{PICTURE}">', f'<link rel="icon" href="{PNG}">'),
    (f'<svg><image xlink:href="{SPRITE}#b"/></svg>', f'<svg><image xlink:href="{SVG}#b"/></svg>'),
    (f'<p style="color:red;background:url(&quot;{PICTURE}&quot;)">', f'<p style="color:red;background:url(&quot;{PNG}&quot;)">'),
    (f"<style>p{{background:url( {PICTURE} )}}/* {PICTURE} */</style>", f"<style>p{{background:url( {PNG} )}}/* {PICTURE} */</style>"),
    (f"<noscript><img src='{PICTURE}'></noscript>", f"<noscript><img src='{PNG}'></noscript>"),
    (f"<script>å = 'æ'; s.src = '{JQUERY}'; // {JQUERY}\nå('{JQUERY}x')</script>", f"<script>å = 'æ'; s.src = '{JS}'; // {JQUERY}\nå('{JQUERY}x')</script>"),
    (f'<script type="importmap">{{"imports": {{"$": "{JQUERY}"}}}}</script>', f'<script type="importmap">{{"imports": {{"$": "{JS}"}}}}</script>'),
    (f'<script type="text/plain" data-category="media" data-src="{JQUERY}"></script>', f'<script type="text/plain" data-category="media" data-src="{JS}"></script>'),
    (f'<base href="/dypt/nede/"><script src="{JQUERY}"></script>', f'<base href="/dypt/nede/"><script src="{JS}"></script>'),
    (f'<base href="https://unpkg.com/"><script src="{JQUERY}"></script>', None),
    (f'<!-- <script src="{JQUERY}"></script> --><a href="{JQUERY}">kilde</a>', None),
    (f'<script type="application/json">{{"a": "{JQUERY}"}}</script>', None),
    (f'<iframe src="{JQUERY}"></iframe><textarea><script src="{JQUERY}"></textarea>', None),
    ('<link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>\n<link rel="dns-prefetch" href="//cdnjs.cloudflare.com">', "\n"),
    ('<link rel="preconnect" href="https://code.jquery.com"><link rel="preconnect" href="https://stats.example">', None),
    (f'<link rel="preconnect" href="https://cdnjs.cloudflare.com"><script src="{JQUERY}x"></script>', None),
]  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, fetched: Path) -> list[tuple[bytes, bytes, bytes]]:
    """Each case as a page of one site: as it was, and after one and two runs."""
    project = started(tmp_path_factory.mktemp("sider"), World({}))
    shutil.copytree(fetched, project.folder)
    files = [project.page(f"<title>blåbær</title>\r\n{b}\r\n", f"{n}.html") for n, (b, _after) in enumerate(CASES)]
    readings = [[file.read_bytes() for file in files]]
    for _run in range(2):
        project.localise()
        readings.append([file.read_bytes() for file in files])
    return list(zip(*readings, strict=True))


@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_page(pages: list[tuple[bytes, bytes, bytes]], number: int) -> None:
    (before, after), (raw, once, twice) = CASES[number], pages[number]
    assert once == (raw if after is None else raw.replace(before.encode(), after.encode()))
    assert twice == once


def test_letters_that_are_no_utf_8_stay(kept: Project) -> None:
    page = kept.write(
        "index.html", f"<!doctype html><title>bl\xe5</title><script src='{JQUERY}'></script>\xf8".encode("latin-1")
    )
    raw = page.read_bytes()
    kept.localise()
    assert page.read_bytes() == raw.replace(JQUERY.encode(), JS.encode())


def test_style_sheets_and_scripts_of_the_site(kept: Project) -> None:
    sheet = kept.write("tema/stil.css", f"@import\r\n  url('{GOOGLE}') screen; /* {GOOGLE} */\fb{{c:url({PICTURE})}} å")
    script = kept.write("tema/s.js", f"// {JQUERY}\nlast('{JQUERY}', \"{JQUERY}\", `{JQUERY}`, 'se {JQUERY}');")
    kept.localise()
    assert sheet.read_bytes().decode() == (
        f"@import\r\n  url('{css(kept)}') screen; /* {GOOGLE} */\fb{{c:url({PNG})}} å"
    )
    assert script.read_text() == f"// {JQUERY}\nlast('{JS}', \"{JS}\", `{JS}`, 'se {JQUERY}');"


@pytest.mark.skipif(sys.platform == "win32", reason="no file has a ? in its name there")
def test_files_of_a_mirrored_site_that_are_named_with_their_version(kept: Project) -> None:
    sheet = kept.write("wp/style.css?ver=1", f"@import url('{GOOGLE}')")
    script = kept.write("wp/s.js?v=2&x.png", f"last('{JQUERY}')")
    other = kept.write("wp/index.php?a=1", f"@import url('{GOOGLE}')")
    assert [one.place for one in kept.needs().files.values()] == ["wp/s.js?v=2&x.png:1", "wp/style.css?ver=1:1"]
    kept.localise()
    assert sheet.read_text() == f"@import url('{css(kept)}')"
    assert script.read_text() == f"last('{JS}')"
    assert GOOGLE in other.read_text()


def test_integrity_is_kept_where_the_bytes_are_and_computed_anew_where_not(project: Project) -> None:
    bold = "https://unpkg.com/stil@1.0.0/s.css"
    project.world.files |= {bold: Answer(f"@import url({bold[:-5]}t.css);".encode(), CSS)}
    project.world.files |= {f"{bold[:-5]}t.css": Answer(b"i{}", CSS)}
    own, other = sri(FILES[JQUERY].body), sri(project.world.files[bold].body)
    page = project.page(
        f'<script src="{JQUERY}" integrity="{own}" crossorigin="anonymous"></script>'
        f'<link rel="stylesheet" integrity="{other}" href="{bold}">'
    )
    assert not project.gather().failures
    project.localise()
    copies = copies_for(project.target, None)
    text = page.read_text("utf-8")
    assert f'<script src="{JS}" integrity="{own}"></script>' in text
    assert f'<link rel="stylesheet" integrity="{sri(copies[bold].data)}" href="{copies[bold].address}">' in text
    assert (project.built / copies[bold].address[1:]).read_bytes() == copies[bold].data


def test_pages_state_the_integrity_of_the_sites_changed_files(kept: Project) -> None:
    script = kept.write("s.js", f"last('{JQUERY}')")
    other = kept.write("t.js", "1")
    page = kept.page(
        f'<script src="/s.js" integrity="{sri(script.read_bytes())}"></script><script src="t.js" integrity="{sri(b"1")}"'
        '></script><script src="s.js" integrity="sha384-x"></script>'
    )
    before = page.read_bytes()
    kept.localise()
    assert (script.read_text(), other.read_text()) == (f"last('{JS}')", "1")
    assert page.read_bytes() == before.replace(
        sri(f"last('{JQUERY}')".encode()).encode(), sri(script.read_bytes()).encode()
    )
    assert not kept.localise()


def test_an_integrity_that_the_copy_has_not_is_left_and_told(kept: Project) -> None:
    page = kept.page(f'<script src="{JQUERY}" integrity="{sri(b"")}"></script>')
    before = page.read_bytes()
    (done,) = kept.localise()
    assert [(left.reason.key, left.service) for left in done.plan.left] == [("integrity", "cdnjs")]
    assert page.read_bytes() == before


def test_a_site_below_a_path(kept: Project) -> None:
    page = kept.page(f'<script src="{JQUERY}"></script>')
    copies = copies_for(kept.target, None, "/blogg/")
    list(mend(kept.target, gates=False, copies=copies))
    assert f'src="/blogg{JS}"' in page.read_text("utf-8")


def test_two_sites_keep_their_own(project: Project, kept: Project) -> None:
    other = started(project.root / "andre", project.world)
    page = other.page(f'<script src="{JQUERY}"></script><img src="{PICTURE}">')
    other.gather(exclude=["*.png"])
    other.localise()
    assert f'src="{JS}"' in page.read_text("utf-8")
    assert f'src="{PICTURE}"' in page.read_text("utf-8")
    assert len(other.store.entries) == 1


def test_the_check_finds_nobody_contacted(kept: Project) -> None:
    kept.page(
        '<title>a</title><link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>'
        f'<link rel="stylesheet" href="{QUOTED}"><script src="{JQUERY}"></script><p>a</p>'
    )
    kept.localise()
    assert check(kept.built, kept.root / "register.toml").findings == ()


# ---- small things


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://unpkg.com/../..%2f..%5cetc/passwd", "passwd"),
        ("https://unpkg.com/a/CON.js", "file-con"),
        ("https://unpkg.com/a/lpt1", "file-lpt1"),
        ("https://unpkg.com/a/Bl%C3%A5b%C3%A6r%20&%20%C3%98l.css", "blabaer-ol"),
        ("https://unpkg.com/", "file"),
        ("https://unpkg.com/a/.htaccess", "htaccess"),
        ("https://unpkg.com/a/%00%E6%97%A5.js", "file"),
        ("https://unpkg.com/" + "a" * 300 + ".js", "a" * 60),
        ("https://fonts.googleapis.com/css2?family=Noto+Sans:wght@400&family=B", "noto-sans"),
        ("https://fonts.googleapis.com/icon?family=Material+Icons", "material-icons"),
    ],
)
def test_names_that_every_system_takes(url: str, name: str) -> None:
    assert names.readable(url) == name


@pytest.mark.parametrize(
    ("url", "mutable"),
    [
        ("https://cdn.jsdelivr.net/npm/vue@3/dist/vue.js", True),
        ("https://cdn.jsdelivr.net/npm/vue@latest", True),
        ("https://cdn.jsdelivr.net/npm/vue", True),
        ("https://cdn.jsdelivr.net/npm/vue@3.5.1/dist/vue.js", False),
        ("https://cdn.jsdelivr.net/npm/@scope/a@1.0.0-rc.1/a.js", False),
        ("https://cdn.jsdelivr.net/gh/a/b@main/c.js", True),
        ("https://cdn.jsdelivr.net/gh/a/b@v1.2.3/c.js", False),
        ("https://unpkg.com/react", True),
        ("https://unpkg.com/react@18.2.0/umd/react.js", False),
        ("https://ajax.googleapis.com/ajax/libs/jquery/3/jquery.min.js", True),
        ("https://ajax.googleapis.com/ajax/libs/jquery/3.7.1/jquery.min.js", False),
        ("https://code.jquery.com/jquery-latest.js", True),
        ("https://code.jquery.com/jquery-3.7.1.min.js", False),
        (JQUERY, False),
        (GOOGLE, False),
    ],
)
def test_versions_that_may_be_another_tomorrow(url: str, mutable: bool) -> None:
    assert hosts.mutable(url) is mutable


@pytest.mark.parametrize(
    "url",
    [
        "https://www.gstatic.com/charts/loader.js", "https://www.google.com/a.js", "https://evil-unpkg.com/a.js",
        "https://unpkg.com.evil.example/a.js", "https://unpkg.com:8443/a.js", "ftp://unpkg.com/a.js",
        "https://unpkg.com/", "https://unpkg.com:x/a.js", "data:text/css,a",
    ],
)  # fmt: skip
def test_other_hosts(url: str) -> None:
    assert hosts.static(url) is None


def test_integrity_as_the_standard_has_it() -> None:
    good = sri(b"a")
    assert agrees("", b"a")
    assert agrees("md5-x", b"a"), "no browser knows that"
    assert agrees(f"sha256-x {good}?ct=a sha384-y", b"a"), "the strongest counts, and any of them"
    assert not agrees(f"{good} sha512-x", b"a")
    assert not agrees(good, b"b")
