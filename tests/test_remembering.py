"""What was read stays known between runs: told the same, and only where all that it comes from is the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from samtykke import remembering
from samtykke.extract import SiteContext, context, script_files
from samtykke.model import Scan
from samtykke.remembering import FILE, Memory, scans
from samtykke.site import Entry, walk
from samtykke.urls import Hosts
from samtykke.workers import Readers, Reading, _scan_batch

PAGE = """<!doctype html><title>æ</title><link rel=stylesheet href=/a.css><script src=/a.js></script>
<script src=/none.js></script><iframe src=//frame.example/></iframe>
<form action=//form.example><input type=email></form>
<script type=text/plain data-category=a data-src=//gated.example></script><!-- samtykke: ignore[insecure-url] hei -->
<a data-samtykke-open>x</a><script>document.cookie = 'a=1'; fetch('//fetched.example/' + x)</script>"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "site"
    root.mkdir()
    (root / "a.html").write_text(PAGE, "utf-8")
    (root / "b.html").write_text("<!doctype html><title>b</title><img src=//b.example/>", "utf-8")
    (root / "a.css").write_text("@import '//css.example/'", "utf-8")
    (root / "a.js").write_text("fetch('//js.example/')", "utf-8")
    monkeypatch.setenv("SAMTYKKE_CACHE", str(tmp_path / "own"))
    return root


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of what was read since, in this process."""
    paths: list[str] = []

    def read(_readers: Readers, entries: Sequence[Entry], site: SiteContext) -> Iterator[Reading]:
        for entry in entries:
            paths.append(entry.path)
            yield from _scan_batch([entry], site, 1)

    monkeypatch.setattr(Readers, "read", read)
    return paths


def _look(root: Path, base: str = "https://www.example.no/", *, known: bool = True) -> list[Scan]:
    context._read_local.cache_clear()  # as in another process
    script_files._text_of.cache_clear()
    site = SiteContext(Hosts(base, ()), str(root))
    memory = Memory(root.parent / "kept", site) if known else None
    try:
        return list(scans(list(walk(root)), site, Readers(0), memory))
    finally:
        if memory is not None:
            memory.close()


def _again(read: list[str], root: Path, base: str = "https://www.example.no/") -> list[str]:
    """What is read the next time; what is told is what it is without a memory."""
    read.clear()
    told = _look(root, base)
    found = sorted(read)
    assert told == _look(root, base, known=False)
    return found


def test_what_has_not_changed_is_not_read_again(site: Path, read: list[str]) -> None:
    assert _again(read, site) == ["a.css", "a.html", "a.js", "b.html"]
    assert _again(read, site) == []


def test_what_has_changed_is_and_what_depends_on_it(site: Path, read: list[str]) -> None:
    _again(read, site)
    (site / "b.html").write_text("<!doctype html><img src=//c.example/>", "utf-8")
    assert _again(read, site) == ["b.html"]
    (site / "a.js").write_text("fetch('//d.example/')", "utf-8")
    assert _again(read, site) == ["a.html", "a.js"]
    (site / "none.js").write_text("fetch('//e.example/')", "utf-8")
    assert _again(read, site) == ["a.html", "none.js"]
    (site / "a.js").unlink()
    assert _again(read, site) == ["a.html"]
    assert len(_again(read, site, "https://other.example.no/")) == len(list(walk(site)))


def test_a_process_that_goes_on_sees_what_has_changed(site: Path, read: list[str]) -> None:
    """Such as a build that waits for changes: what its worker processes asked for, it asks for itself."""
    _again(read, site)
    page = next(entry for entry in walk(site) if entry.path == "a.html")
    here = SiteContext(Hosts("https://www.example.no/", ()), str(site))
    found = []
    for text in ("fetch('//js.example/')", "fetch('//f.example/')"):
        (site / "a.js").write_text(text, "utf-8")
        memory = Memory(site.parent / "kept", here)
        found.append(memory.known(page) is not None)
        memory.close()
    assert found == [True, False]


def test_another_engine_reads_everything(site: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _again(read, site)
    monkeypatch.setattr(remembering, "engine", lambda: b"another")
    assert len(_again(read, site)) == 4


def test_the_engine_is_all_of_its_files() -> None:
    own = [path for path in Path(remembering.__file__).parent.rglob("*") if path.is_file()]
    passed_over = {path.suffix for path in own if "__pycache__" not in path.parts} - set(remembering._SOURCES)
    assert passed_over <= {".typed"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b"nonsense"),
        lambda file: file.write_bytes(file.read_bytes()[:5000]),
        lambda file: _change(file, "UPDATE scans SET scan = scan || x'00'"),
        lambda file: _change(file, "UPDATE scans SET asked = CAST('[]' AS BLOB)"),
        lambda file: _change(file, "UPDATE scans SET scan = zeroblob(9)"),
        lambda file: _change(file, "DROP TABLE scans; CREATE TABLE scans (a, b)"),
        lambda file: (file.parent.parent / "own" / "key").unlink(),  # it is another user's
        lambda file: (file.parent.parent / "own" / "key").write_bytes(b""),
    ],
)
def test_what_is_broken_or_foreign_is_not_believed(
    site: Path, read: list[str], spoil: Callable[[Path], object]
) -> None:
    _again(read, site)
    spoil(site.parent / "kept" / FILE)
    assert "a.html" in _again(read, site)
    assert _again(read, site) == [] or not remembering.secret()


def _change(file: Path, how: str) -> None:
    with sqlite3.connect(file) as kept:
        kept.executescript(how)


def test_what_may_come_out_otherwise_is_not_kept(site: Path, read: list[str]) -> None:
    (site / "b.html").write_text("<!doctype html><script>(function f() { f() })()</script>", "utf-8")
    (site / "c.html").write_text("", "utf-8")
    _again(read, site)
    assert _again(read, site) == ["b.html", "c.html"]


def test_what_nobody_asks_for_is_forgotten(site: Path, read: list[str]) -> None:
    _again(read, site)
    file = site.parent / "kept" / FILE
    _change(file, "UPDATE scans SET day = day - 29")
    (site / "a.js").unlink()
    assert _again(read, site) == ["a.html"]
    _change(file, "UPDATE scans SET day = day - 2")
    assert _again(read, site) == []
    with sqlite3.connect(file) as kept:
        assert kept.execute("SELECT count(*) FROM scans").fetchone() == (3,)


@pytest.mark.parametrize("room", [0, 500])
def test_what_there_is_no_room_for_is_asked_for_twice(
    site: Path, read: list[str], monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    _again(read, site)
    monkeypatch.setattr(remembering, "_ROOM", room)
    assert _again(read, site) == []


def test_where_nothing_can_be_kept_everything_is_read(site: Path, read: list[str]) -> None:
    (site.parent / "kept").write_text("a file in its place", "utf-8")
    assert len(_again(read, site)) == 4
    assert len(_again(read, site)) == 4
