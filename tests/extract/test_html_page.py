"""Facts of a page for the rules on banner, withdrawal and statement."""

from __future__ import annotations

import pytest

from extract.pages import read
from samtykke.extract import folded_text
from samtykke.model import PageFacts


def facts(raw: str) -> PageFacts:
    page = read(raw.encode()).page
    assert page is not None
    return page


def test_language() -> None:
    assert facts("<!doctype html><html lang=nn><p>").lang == "nn"


@pytest.mark.parametrize(
    ("raw", "whole"),
    [
        ("<!doctype html><p>", True),
        ("<html><p>", True),
        ("<p>x</p><body>", False),
        ("<p>x", False),
        ("<body><p>", True),
    ],
)
def test_whole_pages_and_fragments(raw: str, whole: bool) -> None:
    assert facts(raw).whole is whole


def test_banner_and_runtime() -> None:
    page = facts(
        "<section data-samtykke-banner=d1g35t hidden></section><script src=/a.js data-samtykke-runtime defer></script>"
        "<template><section data-samtykke-banner=no></section></template>"
    )
    assert (page.banner, page.runtime) == (("d1g35t",), True)


@pytest.mark.parametrize(
    "tag",
    [
        "<script data-samtykke-runtime>",
        "<script data-samtykke-runtime type=text/plain src=/a.js>",
        "<p data-samtykke-runtime>",
    ],
)
def test_no_runtime(tag: str) -> None:
    assert facts(tag).runtime is False


def test_withdrawal_controls() -> None:
    page = facts(
        "<button data-samtykke-open>1</button><a href=/x data-samtykke-open>2</a><p data-samtykke-open>no</p>"
        "<section data-samtykke-banner=x><button data-samtykke-open>no</button></section>"
        "<dialog><button data-samtykke-open>no</button></dialog><noscript><button data-samtykke-open></noscript>"
        "<template><button data-samtykke-open></template>"
    )
    assert page.withdrawal == 2


def test_tables() -> None:
    html = "<table><tr><td>a\n <b>b</b>&nbsp;c</table>"
    page = facts(
        f"<html lang=nb><div data-samtykke-table=cookies lang=en>{html}</div>"
        "<div data-samtykke-table=recipients>x</div>"
    )
    assert page.tables == (("cookies:en", "a b c"), ("recipients:nb", "x"))
    assert folded_text(f"<div lang=en>{html}</div>") == page.tables[0][1]


def test_snippets() -> None:
    page = facts(
        "<p>\n<script>var a\n</script><script type=text/plain data-category=a>b</script><script type=x></script>"
    )
    assert page.snippets == ((2, 1, "live", "var a\n"), (3, 10, "gated", "b"))
    assert len(facts(f"<script>{'x' * 30_000}</script>").snippets[0][3]) == 30_000
