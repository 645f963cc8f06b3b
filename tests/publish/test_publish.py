"""What is published: small, named by content, the same from the same source, checked, and never half."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import brotli
import pytest
import turbohtml

from multicase import links
from multicase.publish import fingerprint, pages
from plugin.conftest import Site
from publish.conftest import publish, publishing
from samtykke import banner

HASHED = re.compile(r"\.[0-9a-f]{8,10}\.[a-z0-9]+(?:\.br|\.gz)?$")


def digests(folder: Path) -> dict[str, str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.slow
def test_two_builds_give_the_same_bytes(published: Path, tmp_path: Path) -> None:
    publish(tmp_path / "again")
    first, second = digests(published), digests(tmp_path / "again")
    assert {name for name in first | second if first.get(name) != second.get(name)} == set()
    assert len(first) > 100


def test_assets_are_named_by_their_content(published: Path) -> None:
    www = published / "www"
    for folder in fingerprint.FOLDERS:
        for path in (www / folder).rglob("*"):
            if path.is_file():
                assert HASHED.search(path.name), path
    page = (www / "index.html").read_text("utf-8")
    assert page.count('rel="stylesheet"') == 2, "the theme's, as one, and the banner's"
    assert links.check(www, ["https://www.multicase.no"]) == []


def test_everything_is_smaller_and_says_the_same(published: Path, multicase: Path) -> None:
    www = published / "www"
    for name in ("index.html", "personvern/index.html", "en/privacy/index.html"):
        if not (multicase / name).is_file():
            continue
        before, after = (folder / name for folder in (multicase, www))
        lines = [path.read_text("utf-8").count("\n") for path in (before, after)]
        assert lines[1] < lines[0] / 4
        texts = [" ".join(turbohtml.parse(path.read_bytes()).find("main").text.split()) for path in (before, after)]
        assert texts[0] == texts[1]
    css = sum(path.stat().st_size for path in (www / "theme/css").glob("*.css"))
    assert css < sum(path.stat().st_size for path in (multicase / "theme/css").glob("*.css"))


def test_it_is_compressed_beside_itself(published: Path) -> None:
    www = published / "www"
    packed = [*www.rglob("*.br"), *www.rglob("*.gz")]
    assert len(packed) > 60
    for path in packed:
        whole = path.with_suffix("").read_bytes()
        data = path.read_bytes()
        assert (brotli.decompress(data) if path.suffix == ".br" else gzip.decompress(data)) == whole
        assert len(data) < len(whole)
    assert {page.with_name("index.html.br").is_file() for page in www.rglob("index.html")} == {True}


def test_the_policy_stands_before_what_it_governs(published: Path) -> None:
    for path in (published / "www").rglob("*.html"):
        text = path.read_text("utf-8")
        meta = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)
        assert meta, path
        assert meta.start() < text.index("<script")
        assert "default-src 'none'" in meta[1]
        assert "unsafe-eval" not in meta[1].replace("wasm-unsafe-eval", "")
        assert "'unsafe-inline'" not in re.search(r"script-src [^;]+", meta[1])[0]


def test_nothing_of_the_editors_tools_is_published(published: Path) -> None:
    """Not the toolbar of `make watch`, the register, or sources."""
    for path in (published / "www").rglob("*"):
        assert path.suffix not in (".md", ".toml", ".py", ".po"), path
        if path.suffix in (".html", ".js", ".css"):
            assert not re.search(rb"samtykke-toolbar|__samtykke|vscode:", path.read_bytes()), path


@pytest.fixture
def small(site: Site) -> Site:
    """A tiny site with settings to publish it by."""
    site.write(
        "publishconf.py",
        'from pelicanconf import *\n\nSITEURL = "https://www.example.no"\n'
        'PAGE_URL = "{slug}/"\nPAGE_SAVE_AS = "{slug}/index.html"\n',
    )
    return site


@pytest.mark.slow
def test_what_is_wrong_is_not_published_and_the_last_good_one_stays(small: Site) -> None:
    output = small.root / "published"
    process = publishing(output, cwd=small.root)
    said, _ = process.communicate(timeout=200)
    assert process.returncode == 0, said
    before = digests(output)
    assert "www/index.html" in before

    small.article('<script src="https://cdn.example/x.js"></script>')
    process = publishing(output, cwd=small.root)
    said, _ = process.communicate(timeout=200)

    assert process.returncode == 1
    assert "content/nyheter/limt.md:7" in said
    assert "Traceback" not in said
    assert digests(output) == before, "and nothing half-made is left"


def test_references_of_every_sort_are_rewritten(tmp_path: Path) -> None:
    url = "https://www.example.no"
    files = {
        "theme/css/a.css": '@import "b.css"; @font-face { src: url(../fonts/f.woff2?v=1) } a { color: red }',
        "theme/css/b.css": "b { background: url('/images/c.png') }",
        "theme/fonts/f.woff2": "f",
        "theme/js/m.js": 'import { x } from "./n.js"; import("./n.js"); const a = "/images/c.png"; x();',
        "theme/js/n.js": "export const x = () => 1;",
        "images/c.png": "c",
        "index.html": (
            f'<link rel="stylesheet" href="{url}/theme/css/a.css"><script src="/theme/js/m.js" type="module"></script>'
            f'<img srcset="/images/c.png 1x, {url}/images/c.png 2x" src="/images/c.png" alt="/images/other.png">'
            f'<script type="application/ld+json">{{"image": "{url}/images/c.png"}}</script>'
            '<a href="https://example.com/images/c.png">x</a>'
        ),
        "site.webmanifest": '{"icons": [{"src": "/images/c.png"}]}',
        "feed.xml": f'<feed xmlns="http://www.w3.org/2005/Atom"><link href="{url}/images/c.png"/></feed>',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")

    renamed = fingerprint.fingerprint(tmp_path, url)

    assert set(renamed) == {name for name in files if name.startswith(("theme/", "images/"))}
    assert links.check(tmp_path, [url]) == []
    page = (tmp_path / "index.html").read_text("utf-8")
    assert page.count(renamed["images/c.png"]) == 4
    assert "https://example.com/images/c.png" in page, "another's address is not ours"
    style = (tmp_path / renamed["theme/css/a.css"]).read_text("utf-8")
    assert f"../fonts/{Path(renamed['theme/fonts/f.woff2']).name}?v=1" in style
    script = (tmp_path / renamed["theme/js/m.js"]).read_text("utf-8")
    assert script.count(f"./{Path(renamed['theme/js/n.js']).name}") == 2
    assert renamed["images/c.png"] in script
    changed = {**files, "theme/js/n.js": "export const x = () => 2;"}
    again = tmp_path / "again"
    for name, text in changed.items():
        (again / name).parent.mkdir(parents=True, exist_ok=True)
        (again / name).write_text(text, "utf-8")
    other = fingerprint.fingerprint(again, url)
    assert other["theme/js/m.js"] != renamed["theme/js/m.js"], "who needs a changed file is changed too"
    assert other["theme/css/a.css"] == renamed["theme/css/a.css"]


def test_files_that_need_each_other_are_told(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / "theme").mkdir(exist_ok=True)
        (tmp_path / f"theme/{name}.js").write_text(f'import "./{other}.js";', "utf-8")
    with pytest.raises(ValueError, match=r"theme/a\.js, theme/b\.js"):
        fingerprint.fingerprint(tmp_path, "")


def test_white_space_that_is_seen_stays(tmp_path: Path) -> None:
    page = (
        f"<!doctype html><html lang=nb><head><meta charset=utf-8><title>x</title>"
        f"<script>{banner.HEAD_SNIPPET}</script></head>"
        "<body>\n\n<p>En  <b>to</b> <i>tre</i>\n</p>\n<pre>\n  a\n\n    b\n</pre><textarea>\n x\n</textarea>"
        '<script type="text/plain">\n  x()\n</script><!-- samtykke: ignore[x] en grunn --></body></html>'
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    pages.minify(tmp_path)
    small = (tmp_path / "a.html").read_text("utf-8")
    assert small.count("\n") < page.count("\n")
    assert "<p>En <b>to</b> <i>tre</i>" in small
    assert "  a\n\n    b\n" in small
    assert "\n  x()\n" in small
    assert f"<script>{banner.HEAD_SNIPPET}</script>" in small
    assert "<!-- samtykke: ignore[x] en grunn -->" in small
