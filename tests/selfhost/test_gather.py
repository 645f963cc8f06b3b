"""What is fetched, what is refused, and what the lock says of it: against hosts that are played on loopback."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from pathlib import Path

import pytest

from gating import sites
from samtykke.selfhost import SelfhostError, Store
from samtykke.selfhost import fetch as fetching
from samtykke.selfhost import lock as locks
from samtykke.selfhost.publish import publish
from selfhost.conftest import Project
from selfhost.hosts import CSS, FILES, FONT, GOOGLE, JQUERY, JS, WOFF2, Answer

LINK = f'<link rel="stylesheet" href="{GOOGLE.replace("&", "&amp;")}">'
SCRIPT = f'<script src="{JQUERY}"></script>'
JSDELIVR = "https://cdn.jsdelivr.net/npm/"


def reasons(project: Project, **how: bool) -> dict[str, str]:
    return {failure.url: str(failure.error) for failure in project.gather(**how).failures}


def test_style_sheets_are_followed_to_their_files(project: Project) -> None:
    project.page(LINK + SCRIPT)
    done = project.gather()

    assert sorted(done.added) == sorted(FILES)
    assert not done.failures
    store = project.store
    latin = store.entries["https://fonts.gstatic.com/s/inter/v18/latin.woff2"]
    assert store.read(latin) == FONT
    assert latin.file == f"latin.{hashlib.sha256(FONT).hexdigest()[:16]}.woff2"
    assert store.entries[GOOGLE].file.startswith("inter.")
    assert store.entries[GOOGLE].needs == (
        "https://fonts.gstatic.com/s/inter/v18/bold.woff2", latin.url,
    )  # fmt: skip
    assert "Open Font License" in latin.licence
    assert str(latin.fetched) == "2026-11-27"
    assert project.world.agents == {fetching.AGENT}, "or Google names TrueType files"


def test_imports_nest_in_other_imports_and_in_a_circle(project: Project) -> None:
    at = f"{JSDELIVR}tema@1.2.3/css/"
    project.world.files |= {
        f"{at}a.css": Answer(b'@import "b.css"; @import url(../c.css) screen;', CSS),
        f"{at}b.css": Answer(b'@import "a.css"; i{background:url(data:image/png;base64,AA)}', CSS),
        f"{JSDELIVR}tema@1.2.3/c.css": Answer("@font-face{src:url('skrift/blåbær.woff2?v=1#iefix')}".encode(), CSS),
        f"{JSDELIVR}tema@1.2.3/skrift/bl%C3%A5b%C3%A6r.woff2?v=1": Answer(FONT, WOFF2),
    }  # fmt: skip
    project.page(f'<link rel="stylesheet" href="{at}a.css">')
    done = project.gather()

    assert (len(done.added), done.failures) == (4, [])
    project.localise()
    names = {path.name.split(".")[0]: path for path in (project.built / "selfhost").iterdir()}
    assert names.keys() == {"a", "b", "c", "blabaer"}
    assert names["c"].read_text() == f"@font-face{{src:url('{names['blabaer'].name}#iefix')}}"
    assert names["a"].read_text() == f'@import "{names["b"].name}"; @import url({names["c"].name}) screen;'
    assert f'@import "{names["a"].name}"' in names["b"].read_text()


def test_modules_are_followed_and_literals_too(project: Project) -> None:
    at = f"{JSDELIVR}kart@2.0.0/"
    project.world.files |= {
        f"{at}+esm": Answer(
            b'import{a}from"/npm/del@1.0.0/+esm";export*from"./b.js";const w=new URL("./m.wasm",import.meta.url);'
            b'import("./c.js");load("https:\\/\\/unpkg.com/stil@1.0.0/s.css");go(`https://unpkg.com/${a}.js`);'
            b'see("https://unpkg.com/");// import"./no.js"\n'
        ),
        f"{JSDELIVR}del@1.0.0/+esm": Answer("export const a='æ';import './æ.js'".encode()),
        f"{JSDELIVR}del@1.0.0/%C3%A6.js": Answer(b"1"),
        f"{at}b.js": Answer(b"export const b=1", "text/plain"),
        f"{at}c.js": Answer(b"'./lodash'"),
        f"{at}m.wasm": Answer(b"\0asm", "application/wasm"),
        "https://unpkg.com/stil@1.0.0/s.css": Answer(b"i{color:red}", CSS),
    }
    project.page(f'<script type="module">import * as kart from "{at}+esm";</script>')
    done = project.gather()

    assert (len(done.added), done.failures) == (7, [])
    project.localise()
    names = {path.name.split(".")[0]: path for path in (project.built / "selfhost").iterdir()}
    kept = (project.built / "selfhost").iterdir()
    main = next(path.read_text() for path in kept if b"import.meta" in path.read_bytes())
    assert f'import("./{names["c"].name}")' in main
    assert f'new URL("./{names["m"].name}",import.meta.url)' in main
    assert f'load("/selfhost/{names["s"].name}");go(`https://unpkg.com/${{a}}.js`);see("https://unpkg.com/");' in main
    assert '// import"./no.js"' in main
    assert f"import './{names['ae'].name}'" in (project.built / "selfhost" / main.split('"')[1]).read_text("utf-8")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(b"x" * 2000), "it is larger than"),
        (Answer(b"window.a = 1", short=4), "it could not be fetched: IncompleteRead"),
        (Answer(b"gone", "text/plain", 404), "the server answers 404"),
        (Answer(b"", "text/plain", 503), "the server answers 503"),
        (
            Answer(b"<!doctype html><title>Blocked</title>", "text/html"),
            "what came is not what pages ask for: text/html",
        ),
        (Answer(b"\n<!doctype html><title>Blocked</title>", JS), "what came is not what pages ask for"),
        (Answer(b"a{}", CSS), "what came is not what pages ask for: text/css"),
        (Answer(status=302, location="https://evil.example/jquery.js"), "it is redirected to evil.example"),
        (Answer(status=302, location="http://cdnjs.cloudflare.com/ajax/libs/a/1.0.0/a.js"), "it is redirected to"),
        (Answer(status=302, location="https://cdnjs.cloudflare.com:444/ajax/libs/a/1/a.js"), "it is redirected to"),
        (Answer(status=302, location="file:///etc/passwd"), "it is redirected to file:///etc/passwd"),
        (Answer(status=301, location=JQUERY), "it is redirected again and again"),
        (Answer(b"\x1f\x8b", encoding="gzip"), "it comes compressed"),
    ],
)
def test_what_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch, answer: Answer, reason: str) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 1000)
    project.world.files[JQUERY] = answer
    page = project.page(SCRIPT)
    before = page.read_bytes()

    assert reasons(project)[JQUERY].startswith(reason)
    assert not project.store.entries
    assert not project.folder.exists()
    assert project.localise() == []
    assert page.read_bytes() == before


def test_a_host_that_does_not_answer(project: Project) -> None:
    project.page(SCRIPT)
    project.world.port = 9  # discard: nobody is there
    (failure,) = project.gather().failures
    assert failure.error.unreachable
    assert failure.place == "index.html:1"


def test_a_redirect_within_the_list(project: Project) -> None:
    project.world.files |= {
        "https://unpkg.com/leaflet": Answer(status=302, location="/leaflet@1.9.4/dist/leaflet.css"),
        "https://unpkg.com/leaflet@1.9.4/dist/leaflet.css": Answer(b"i{background:url(images/a.png)}", CSS),
        "https://unpkg.com/leaflet@1.9.4/dist/images/a.png": Answer(b"\x89PNG", "image/png"),
    }
    project.page('<link rel="stylesheet" href="//unpkg.com/leaflet">')
    done = project.gather()

    assert not done.failures
    entry = project.store.entries["https://unpkg.com/leaflet"]
    assert entry.source == "https://unpkg.com/leaflet@1.9.4/dist/leaflet.css"
    assert entry.needs == ("https://unpkg.com/leaflet@1.9.4/dist/images/a.png",)


def test_integrity_is_checked_when_it_is_fetched(project: Project) -> None:
    good = base64.b64encode(hashlib.sha384(FILES[JQUERY].body).digest()).decode()
    project.page(f'<script src="{JQUERY}" integrity="sha256-x sha384-{good}"></script>')
    assert project.gather().added == [JQUERY]

    project.page(f'<script src="{JQUERY}" integrity="sha512-{good}"></script>', "b.html")
    assert "integrity" in reasons(project)[JQUERY]
    assert "integrity" in reasons(project, update=True)[JQUERY]
    assert JQUERY in project.store.entries, "what was kept stays"


def test_what_a_file_needs_may_be_gone_but_not_refused(project: Project) -> None:
    latin = "https://fonts.gstatic.com/s/inter/v18/latin.woff2"
    project.page(LINK)
    project.world.files[latin] = Answer(b"<html>", "text/html")
    assert latin in reasons(project)
    assert GOOGLE not in project.store.entries

    project.world.files[latin] = Answer(b"", "text/plain", 404)
    assert latin in reasons(project)
    assert project.store.entries[GOOGLE].needs == ("https://fonts.gstatic.com/s/inter/v18/bold.woff2",)


def test_the_second_run_asks_nobody(project: Project) -> None:
    project.page(LINK + SCRIPT)
    project.gather()
    lock = (project.folder / locks.LOCK).read_bytes()
    project.world.asked.clear()
    done = project.gather()
    assert (done.added, done.changed, sorted(done.kept)) == ([], [], sorted(FILES))
    assert project.world.asked == []
    assert (project.folder / locks.LOCK).read_bytes() == lock

    project.localise()
    assert (project.gather().unused, project.world.asked) == ([], []), "the pages now load the copies"


def test_a_file_that_was_changed_is_fetched_again(project: Project) -> None:
    project.page(SCRIPT)
    project.gather()
    entry = project.store.entries[JQUERY]
    (project.folder / entry.file).write_bytes(b"evil()")
    project.world.asked.clear()
    assert project.gather().kept == [JQUERY]
    assert project.world.asked == [JQUERY]
    assert project.store.read(entry) == FILES[JQUERY].body


def test_update_tells_what_changed_and_prune_removes(project: Project) -> None:
    project.page(LINK + SCRIPT)
    project.gather()
    old = project.store.entries
    project.world.files[GOOGLE] = Answer(b"@font-face{src:url(https://fonts.gstatic.com/s/inter/v19/n.woff2)}", CSS)
    project.world.files["https://fonts.gstatic.com/s/inter/v19/n.woff2"] = Answer(FONT + b"n", WOFF2)

    done = project.gather(update=True)

    assert (done.changed, done.kept) == ([GOOGLE], [JQUERY])
    assert done.added == ["https://fonts.gstatic.com/s/inter/v19/n.woff2"]
    assert done.unused == [url for url in sorted(old) if "v18" in url]
    assert not (project.folder / old[GOOGLE].file).exists()
    assert project.gather(prune=True).unused == done.unused
    assert {path.name for path in project.folder.iterdir()} == {
        locks.LOCK, *(entry.file for entry in project.store.entries.values()),
    }  # fmt: skip


def test_a_file_is_called_otherwise_when_what_it_loads_is_another(project: Project) -> None:
    """Browsers keep copies for a year: under its old name, the style sheet would lead to the old typeface."""
    project.page(LINK)
    project.gather()
    before = publish(project.store)
    latin = "https://fonts.gstatic.com/s/inter/v18/latin.woff2"
    project.world.files[latin] = Answer(FONT + b"new", WOFF2)
    assert project.gather(update=True).changed == [latin]
    after = publish(project.store)
    assert after[GOOGLE].original == before[GOOGLE].original
    assert after[GOOGLE].name != before[GOOGLE].name


def test_pages_that_load_older_copies_are_told(project: Project) -> None:
    project.page(SCRIPT)
    project.gather()
    project.localise()
    assert project.needs().stale == []
    project.world.files[JQUERY] = Answer(b"window.jQuery = 4")
    project.gather(update=True)
    assert project.needs().stale == [f"jquery-min.{hashlib.sha256(FILES[JQUERY].body).hexdigest()[:16]}.js"]


def test_what_is_excluded_is_not_asked_for(project: Project) -> None:
    project.page(LINK + SCRIPT)
    done = project.gather(exclude=["https://cdnjs.cloudflare.com/*", "*/bold.woff2"])
    assert sorted(done.added) == [GOOGLE, "https://fonts.gstatic.com/s/inter/v18/latin.woff2"]
    assert not done.failures


def test_files_are_fetched_beside_one_another(project: Project) -> None:
    """Each waits for the others: by turns, none would ever come."""
    urls = [f"https://unpkg.com/del{number}@1.0.0/a.js" for number in range(4)]
    project.page("".join(f'<script src="{url}"></script>' for url in urls))
    project.world.files |= {url: Answer(url.encode()) for url in urls}
    barrier, ask = threading.Barrier(4, timeout=20), project.world

    def together(request: object, seconds: float) -> object:
        barrier.wait()
        return ask(request, seconds)  # type: ignore[arg-type]

    project.world = together  # type: ignore[assignment]
    assert project.gather().added == urls


def test_what_does_more_than_deliver_files_is_for_the_register(project: Project) -> None:
    declared, register = sites.REGISTER.read_text("utf-8"), project.root / "register.toml"
    register.write_text(declared.replace('hosts = ["stats.example"', 'hosts = ["unpkg.com"'), "utf-8")
    addresses = ("https://unpkg.com/maaler@1.0.0/m.js", "https://cdn.jsdelivr.net/gh/x/y@1.0.0/matomo.js")
    project.page("".join(f'<script src="{address}"></script>' for address in addresses))
    found = reasons(project)
    assert [reason for reason in found.values() if "it belongs to Matomo" in reason] == list(found.values())
    assert found.keys() == set(addresses)
    assert project.world.asked == []


# ---- the lock


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"file": "../../../etc/passwd"}, "file"),
        ({"file": "con.0123456789abcdef.js\\..\\x"}, "file"),
        ({"sha256": "0"}, "sha256"),
        ({"url": "http://cdnjs.cloudflare.com/a.js"}, "url"),
        ({"extra": 1}, "extra"),
        ({"needs": ["javascript:alert(1)"]}, "needs"),
    ],
)
def test_a_lock_that_is_not_ours_is_refused(project: Project, change: dict[str, object], told: str) -> None:
    project.page(SCRIPT)
    project.gather()
    file = project.folder / locks.LOCK
    data = json.loads(file.read_bytes())
    data["files"][0] |= change
    file.write_text(json.dumps(data))
    with pytest.raises(SelfhostError, match=told):
        Store.open(project.folder)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"version": 2, "files": []}', "[" * 100_000])
def test_what_is_no_lock_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / locks.LOCK).write_text(text)
    with pytest.raises(SelfhostError, match="is not a lock"):
        Store.open(tmp_path)


def test_a_hash_that_does_not_agree_ends_the_build(project: Project) -> None:
    page = project.page(SCRIPT)
    project.gather()
    before = page.read_bytes()
    (project.folder / project.store.entries[JQUERY].file).write_bytes(b"evil()")
    with pytest.raises(SelfhostError, match="SHA-256"):
        project.localise()
    assert page.read_bytes() == before
    assert not (project.built / "selfhost").exists()


def test_a_file_that_cannot_be_written_leaves_the_lock(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.page(SCRIPT)
    project.gather()
    before = (project.folder / locks.LOCK).read_bytes()
    project.page(LINK)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("samtykke.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        project.gather()
    assert (project.folder / locks.LOCK).read_bytes() == before
    assert Store.open(project.folder).read(project.store.entries[JQUERY])
