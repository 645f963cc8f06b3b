"""The font in the repository is what its script makes from the package, and holds what Norwegian needs."""

from __future__ import annotations

import runpy
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from theme.sample import PROJECT

FONT = PROJECT / "theme/static/fonts/schibsted-grotesk.woff2"


@pytest.fixture(scope="module")
def font() -> TTFont:
    return TTFont(FONT)


@pytest.mark.slow
def test_it_is_the_package_made_small(font: TTFont) -> None:
    anew = TTFont(BytesIO(runpy.run_path(str(PROJECT / "theme/fonts/make.py"))["made"]()))
    assert anew.getGlyphOrder() == font.getGlyphOrder()
    for table in sorted(set(font.keys()) - {"GlyphOrder", "head"}):
        assert anew[table].compile(anew) == font[table].compile(font), table
    assert FONT.stat().st_size < 24 * 1024


def test_it_has_the_letters_of_the_site(font: TTFont) -> None:
    known = set(font.getBestCmap())
    written = {c for path in (PROJECT / "content").rglob("*.md") for c in path.read_text("utf-8")}
    assert {c for c in written | set("ÆØÅæøå–«»") if ord(c) not in known and not c.isspace()} <= set("→")


def test_its_licence_comes_with_it(font: TTFont) -> None:
    licence = FONT.with_name("OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Schibsted-Grotesk Project Authors" in licence
    assert "Schibsted" in str(font["name"].getDebugName(0))
