"""Sites on which a browser was seen to contact a third party that the check had called clean, each reduced."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from samtykke.checking import Target, inventory
from samtykke.model import Scan, State

REGISTER = Path(__file__).parents[1] / "rules" / "register.toml"
LEAK = '<img src="https://x1.example/">'
PAGE = "<!doctype html><title>x</title><p>x</p>"
SHEET = "p { background: url(https://x1.example/) }"
FETCH = "fetch('https:/' + '/x1.exa' + 'mple/')"


def scans(root: Path, files: Mapping[str, str | bytes]) -> list[Scan]:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(inventory(Target.open(root, REGISTER), jobs=1))


def live(found: list[Scan]) -> set[tuple[str, str]]:
    """(file, host) of every third party that is contacted at once."""
    return {
        (scan.path, r.host) for scan in found for r in scan.references if r.state is State.LIVE and r.party == "third"
    }


def test_pages_that_servers_send_without_a_type(tmp_path: Path) -> None:
    names = ["list.php", "index.html.nb", "om.html5", "index.html?p=1", "index.html@p=1", "om", "gammel.html.bak"]
    starts = ["<!doctype html>", "<div>", "<p>", "<h1>Om</h1>", "<iframe></iframe>", "<a href=/>a</a>"]
    pages = {f"{n}/{name}": start + LEAK for name in names for n, start in enumerate(starts)}
    assert live(scans(tmp_path, pages)) == {(path, "x1.example") for path in pages}


def test_what_is_no_page_is_not_read_as_one(tmp_path: Path) -> None:
    """A type that servers know keeps browsers from looking inside; a text without an ending begins with no tag."""
    files = {"vedlegg": "Hei. " + LEAK} | dict.fromkeys(["les.txt", "README.md", "data.csv", "bilde.png"], "<p>" + LEAK)
    assert live(scans(tmp_path, {"index.html": PAGE, **files})) == set()


def test_what_is_loaded_is_read_whatever_its_name(tmp_path: Path) -> None:
    files = {
        "stil.php": SHEET,
        "stil.css?ver=1": SHEET,
        "node_modules/a/a.css": SHEET,
        "stil": SHEET,
        "node_modules/kart.html": LEAK,
        "a.bin": '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://x1.example/"/></svg>',
        "w": FETCH,
    }
    pages = {
        "css.html": '<link rel="stylesheet" href="/stil.php"><link rel="stylesheet" href="/stil.css%3Fver=1">',
        "parts.html": '<link rel="stylesheet" href="/node_modules/a/a.css"><style>@import "/stil";</style>',
        "frame.html": '<iframe src="/node_modules/kart.html"></iframe><embed src="/a.bin" type="image/svg+xml">',
        "worker.html": "<script>new Worker('/w')</script>",
    }
    assert live(scans(tmp_path / "alone", files)) == set()
    found = scans(tmp_path / "loaded", files | {name: PAGE + body for name, body in pages.items()})
    # What a worker fetches, the page that starts it fetches.
    assert live(found) == {(path, "x1.example") for path in (*files, "worker.html")}


def test_what_is_loaded_by_what_is_loaded(tmp_path: Path) -> None:
    files = {
        "index.html": PAGE + '<link rel="stylesheet" href="/node_modules/a/a.css">',
        "node_modules/a/a.css": '@import "b.less";',
        "node_modules/a/b.less": '@import "a.css"; ' + SHEET,
    }
    found = scans(tmp_path, files)
    assert live(found) == {("node_modules/a/b.less", "x1.example")}
    assert [scan.path for scan in found] == list(files)


def test_a_loaded_file_outside_the_tree_is_told(tmp_path: Path) -> None:
    (tmp_path / "hemmelig").write_text(SHEET)
    (tmp_path / "ut").mkdir()
    (tmp_path / "ut" / "stil").symlink_to(tmp_path / "hemmelig")
    found = scans(tmp_path / "ut", {"index.html": PAGE + '<link rel="stylesheet" href="/stil">'})
    assert [(p.rule, p.position.path) for scan in found for p in scan.problems] == [("unreadable-document", "stil")]
    assert live(found) == set()


def test_a_name_too_long_for_any_file(tmp_path: Path) -> None:
    found = scans(tmp_path, {"index.html": PAGE + f'<link rel="stylesheet" href="/{"x" * 5000}">'})
    assert [scan.path for scan in found] == ["index.html"]


def test_a_page_in_utf_16_that_only_a_header_tells_of(tmp_path: Path) -> None:
    (scan,) = scans(tmp_path, {"index.html": (PAGE + LEAK).encode("utf-16-le")})
    assert [p.rule for p in scan.problems] == ["unreadable-document"]


def test_a_web_bundle(tmp_path: Path) -> None:
    bundle = '<script type="webbundle">{"source": "https://x1.example/a.wbn", "resources": ["/b"]}</script>'
    assert live(scans(tmp_path, {"index.html": PAGE + bundle})) == {("index.html", "x1.example")}


def test_a_style_sheet_in_the_instruction_of_an_xml_file(tmp_path: Path) -> None:
    xml = f'<?xml-stylesheet type="text/css" href="data:text/css,{SHEET}"?><p>x</p>'
    assert live(scans(tmp_path, {"a.xml": xml})) == {("a.xml", "x1.example")}
