"""The style sheet: every component in it, nothing lost on the way, and the budget that it keeps."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
import tinycss2

from multicase.styles import FOLDER, stylesheet
from samtykke.banner import bundle
from samtykke.register import load
from theme.sample import PROJECT, Built

BUDGET = 12 * 1024
"""Bytes after gzip: the theme's sheet and the banner's."""
SCRIPTS = 3 * 1024
"""Bytes after gzip: our scripts beside the consent runtime."""


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def test_the_index_names_every_component() -> None:
    named = re.findall(r'@import "(.+)";', (FOLDER / "index.css").read_text("utf-8"))
    assert sorted([*named, "index.css"]) == sorted(path.name for path in FOLDER.glob("*.css"))
    assert len(set(named)) == len(named)


def test_every_component_keeps_to_a_layer() -> None:
    """What stands outside a layer wins over all layers, whatever its selector: only faces may."""
    for path in FOLDER.glob("*.css"):
        for rule in tinycss2.parse_stylesheet(path.read_text("utf-8"), skip_comments=True, skip_whitespace=True):
            assert rule.type == "at-rule", (path.name, rule.source_line)
            assert rule.lower_at_keyword in ("layer", "font-face", "import"), (path.name, rule.source_line)


def test_sides_are_logical() -> None:
    for path in FOLDER.glob("*.css"):
        found = re.findall(
            r"^\s*(?:margin|padding|border|inset)?-?(?:left|right|top|bottom|width|height):",
            path.read_text("utf-8"),
            re.MULTILINE,
        )
        assert not found, (path.name, found)


def test_the_sheet_is_whole(tmp_path: Path) -> None:
    (tmp_path / "index.css").write_text('/* order */\n@layer a, b;\n@import "x.css";\n', "utf-8")
    (tmp_path / "x.css").write_text("@layer a {\n  .p :is(b,  .c) {\n    d: e; /* why */\n  }\n}\n", "utf-8")
    assert stylesheet(tmp_path) == "@layer a, b; @layer a { .p :is(b, .c) { d: e; } }"


def test_a_component_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "index.css").write_text('@import "x.css";\n', "utf-8")
    with pytest.raises(FileNotFoundError):
        stylesheet(tmp_path)


def test_pages_have_one_sheet_and_ask_for_the_font(built: Built) -> None:
    assert (built.output / "theme/css/site.css").read_text("utf-8").strip() == stylesheet()
    for address, page in built.pages().items():
        sheets = [link["href"] for link in page.select("link[rel=stylesheet]")]
        assert sheets == ["/theme/css/site.css"], address
        font = page.select_one("link[rel=preload][as=font][crossorigin]")
        assert (built.output / font["href"].lstrip("/")).is_file(), address


def test_budgets() -> None:
    _name, theirs = bundle.style()
    assert packed(stylesheet().encode()) + packed(theirs) <= BUDGET
    scripts = (PROJECT / "theme/static/js").glob("*.js")
    assert sum(packed(path.read_bytes()) for path in scripts) <= SCRIPTS
    assert load(PROJECT / "content/register.toml").needs_consent()
