"""The markers that editors leave in Markdown."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest

from samtykke.register import Register, load
from samtykke.statement import cookie_table, expand, recipients


@pytest.mark.parametrize(
    "marker",
    [
        "<!-- samtykke: cookies -->",
        "<!--samtykke:cookies-->",
        "<!--\n  samtykke:   cookies\t-->",
        "<p><!-- samtykke: cookies --></p>",
        "<p>\n<!-- samtykke: cookies -->\n</p>",
    ],
)
def test_a_marker_becomes_the_table_and_no_paragraph_is_left_around_it(register: Register, marker: str) -> None:
    assert expand(f"<p>a</p>\n{marker}\n<p>b</p>", register, "nb") == (
        f"<p>a</p>\n{cookie_table(register, 'nb')}\n<p>b</p>"
    )


def test_markdown_in_between_text(register: Register) -> None:
    html = markdown.markdown("## Kapsler\n\n<!-- samtykke: cookies -->\n\nMer.\n\n<!-- samtykke: recipients -->")
    made = expand(html, register, "en")
    assert cookie_table(register, "en") in made
    assert recipients(register, "en") in made
    assert "samtykke:" not in made


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>samtykke: cookies</p>",
        "<code>&lt;!-- samtykke: cookies --&gt;</code>",
        "<!-- samtykke: ignore[opaque-script] the vendor's own -->",
        "<!-- samtykke cookies -->",
        "<!-- om samtykke: cookies -->",
    ],
)
def test_what_is_no_marker_stays(register: Register, html: str) -> None:
    assert expand(html, register, "nb") == html


def test_an_unknown_word_is_named(register: Register) -> None:
    with pytest.raises(ValueError, match=r"^cokies$"):
        expand("<!-- samtykke: cokies -->", register, "nb")
    with pytest.raises(ValueError, match=r"^choice$"):
        expand("<!-- samtykke: choice -->", register, "nb")


def test_the_caller_s_replacements_are_put_in_as_they_are(register: Register) -> None:
    button = r"<button data-samtykke-open>\1 \g<0></button>"
    assert expand("<p><!-- samtykke: choice --></p>", register, "nb", {"choice": lambda: button}) == button
    assert expand("<!-- samtykke: cookies -->", register, "nb", {"cookies": lambda: "mine"}) == "mine"


def test_long_runs_of_white_space_cost_no_time(register: Register) -> None:
    html = "<p>" + " " * 200_000 + "<!--" + " " * 200_000 + "samtykke:" + " " * 200_000
    assert expand(html, register, "nb") == html


def test_the_site_s_own_table_carries_every_row_of_the_statement() -> None:
    made = cookie_table(load(Path(__file__).parents[2] / "content" / "register.toml"), "nb")
    for name in (".ASPXANONYMOUS", ".ASPXAUTH", "ASP.NET_SessionId", *(f"__utm{letter}" for letter in "abczvt")):
        assert f"<code>{name}</code>" in made
    for alias in (*(f"_utm{letter}" for letter in "abczvt"), "Purechat", "AddThis"):
        assert f"(i erklæringen fra 2018: {alias})" in made
