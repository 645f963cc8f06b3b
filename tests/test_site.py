"""Walking an output tree, whatever lies in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from samtykke import site
from samtykke.site import Document, Entry, read, sniff, walk


def entries(root: Path) -> dict[str, Entry]:
    return {e.path: e for e in walk(root)}


def test_kinds_and_order(tmp_path: Path) -> None:
    names = ["b.html", "a/index.HTM", "a.css", "x.mjs", "f/atom.xml", "i.svg", "m.webmanifest", "_headers", ".htaccess",
             "bilde.png", "les.txt", "node_modules/x.js", ".git/y.html", "B.html", "a-b.html"]  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [(e.path, e.kind) for e in walk(tmp_path)]
    assert found == [
        (".htaccess", "headers"), ("B.html", "html"), ("_headers", "headers"), ("a-b.html", "html"), ("a.css", "css"),
        ("a/index.HTM", "html"), ("b.html", "html"), ("f/atom.xml", "xml"), ("i.svg", "svg"),
        ("m.webmanifest", "json"), ("x.mjs", "js"),
    ]  # fmt: skip


def test_single_file(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("hei")
    assert not list(walk(tmp_path / "b.txt")), "no more than in a folder"
    (tmp_path / "a.txt").write_text("<p>")
    (entry,) = walk(tmp_path / "a.txt")
    assert (entry.path, entry.kind, read(entry)) == ("a.txt", "html", Document("a.txt", "html", b"<p>"))


def test_nothing(tmp_path: Path) -> None:
    assert list(walk(tmp_path)) == []
    assert list(walk(tmp_path / "missing")) == []


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\xef\xbb\xbf \n<!DOCTYPE HTML>", "html"),
        (b"<HTML>", "html"),
        (b'<?xml version="1.0"?><feed>', "xml"),
        (b'<?xml version="1.0"?><svg>', "svg"),
        (b"plain", None),
        (b"\x89PNG", None),
        (b"", None),
    ],
)
def test_sniffing_without_extension(tmp_path: Path, start: bytes, kind: str | None) -> None:
    assert sniff(start) == kind
    (tmp_path / "om-oss").write_bytes(start)
    assert [e.kind for e in walk(tmp_path)] == ([kind] if kind else [])


@pytest.mark.skipif(os.name == "nt", reason="pipes and links are POSIX's")
def test_what_is_no_file_is_an_error(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    os.mkfifo(tree / "pipe.html")
    (tree / "folder.html").mkdir()
    (tree / "folder.html" / "inside.html").write_text("x")
    (tree / "chart.js").mkdir()
    (tmp_path / "secret.html").write_text("x")
    (tree / "out.html").symlink_to(tmp_path / "secret.html")
    (tree / "dangling.html").symlink_to("nowhere")
    (tree / "loop.html").symlink_to("loop.html")
    (tree / "round").symlink_to(".")
    (tree / "away").symlink_to(tmp_path)
    (tree / "fine.html").symlink_to("folder.html/inside.html")
    found = entries(tree)
    assert {path for path, e in found.items() if e.error} == {
        "pipe.html", "folder.html", "out.html", "dangling.html", "loop.html", "away"
    }  # fmt: skip
    assert {path for path, e in found.items() if not e.error} == {"folder.html/inside.html", "fine.html"}
    assert read(found["pipe.html"]) == Document("pipe.html", "html", b"", found["pipe.html"].error)


@pytest.mark.skipif(os.name == "nt", reason="pipes are POSIX's")
def test_a_pipe_put_there_later_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    assert read(Entry("a.html", "html", str(tmp_path))).error


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "LARGEST", 10)
    (tmp_path / "a.html").write_bytes(b"x" * 11)
    (tmp_path / "b.html").write_bytes(b"x" * 10)
    big, small = (read(e) for e in walk(tmp_path))
    assert big.error
    assert big.raw == b""
    assert not small.error


@pytest.mark.parametrize(("length", "error"), [(10, ""), (11, "it is larger than 64 MB")])
def test_a_file_that_grows_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int, error: str
) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"x" * 2)
    before = file.stat()
    file.write_bytes(b"x" * length)
    monkeypatch.setattr(site, "LARGEST", 10)
    monkeypatch.setattr(os, "fstat", lambda _: before)
    found = read(Entry("a.html", "html", str(file.parent)))
    assert (len(found.raw), found.error) == (0 if error else length, error)


def test_gone_before_it_is_read(tmp_path: Path) -> None:
    assert read(Entry("a.html", "html", str(tmp_path))).error == "No such file or directory"


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    name = os.path.join(os.fsencode(tmp_path), b"bl\xe5.html")  # noqa: PTH118
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(b"<p>")
    (entry,) = walk(tmp_path)
    assert entry.path == "bl\\xe5.html"
    assert entry.path.encode()
    assert read(entry).raw == b"<p>"
