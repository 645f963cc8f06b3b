"""The cookie table, as a visitor reads it and as a browser parses it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from samtykke.register import Register
from samtykke.statement import cookie_table


def table(register: Register, lang: str = "nb", level: int = 3) -> Tag:
    soup = BeautifulSoup(cookie_table(register, lang, level), "html.parser")
    (root,) = [child for child in soup.children if isinstance(child, Tag)]
    return root


def rows(root: Tag, service: str) -> list[list[str]]:
    """The rows of a service's table as texts, white space folded."""
    caption = next(c for c in root.select("caption") if c.get_text().startswith(service))
    body = caption.parent.tbody
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in body.select("tr")]


def test_root_says_what_it_is_and_in_which_language(register: Register) -> None:
    for lang, said in (("nb", "nb"), ("nn", "nn"), ("en", "en"), ("nb-NO", "nb"), ("no", "nb"), ("sv", "en")):
        assert table(register, lang).attrs == {"data-samtykke-table": "cookies", "lang": said}


def test_categories_in_order_with_their_purpose_and_none_that_is_empty(register: Register) -> None:
    root = table(register)
    assert [h.get_text() for h in root.select("h3")] == ["Nødvendige", "Statistikk"]
    assert root.select("h3")[1].find_next("p").get_text() == "Teller."
    assert [h.get_text() for h in table(register, level=2).select("h2")] == ["Nødvendige", "Statistikk"]


@pytest.mark.parametrize("level", [0, 1, 7])
def test_levels_that_no_heading_has(register: Register, level: int) -> None:
    with pytest.raises(ValueError, match=str(level)):
        cookie_table(register, "nb", level)


def test_captions_name_service_provider_and_country(register: Register) -> None:
    captions = [c.get_text() for c in table(register).select("caption")]
    assert captions[:2] == ["Valget – Eksempel AS, Norge", "Butikken – Kasse AS, Sverige"]
    assert table(register, "nn").caption.get_text().endswith(", Noreg")
    assert table(register, "en").caption.get_text().endswith(", Norway")


@pytest.mark.parametrize(
    ("lang", "head", "first", "old"),
    [
        (
            "nb",
            ["Navn", "Formål", "Varighet", "Type", "Hvem setter den"],
            ["_st_* (der * står for en vilkårlig endelse)", "2 år", "informasjonskapsel", "førstepart"],
            [
                "__old (settes ikke lenger, slettes) (i erklæringen fra 2018: _old, old)",
                "30 minutter",
                "øktlagring",
                "tredjepart",
            ],
        ),
        (
            "nn",
            ["Namn", "Føremål", "Varigheit", "Type", "Sett av"],
            ["_st_* (der * står for ei kva som helst ending)", "2 år", "informasjonskapsel", "førstepart"],
            [
                "__old (blir ikkje sett lenger, blir sletta) (i erklæringa frå 2018: _old, old)",
                "30 minutt",
                "øktlagring",
                "tredjepart",
            ],
        ),
        (
            "en",
            ["Name", "Purpose", "Lifetime", "Type", "Set by"],
            ["_st_* (where * stands for any ending)", "2 years", "cookie", "first party"],
            [
                "__old (no longer set, erased) (in the statement of 2018: _old, old)",
                "30 minutes",
                "session storage",
                "third party",
            ],
        ),
    ],
)
def test_rows_in_each_language(
    register: Register, lang: str, head: list[str], first: list[str], old: list[str]
) -> None:
    root = table(register, lang)
    found = rows(root, "Tall")
    assert [th.get_text() for th in root.select("thead")[2].select("th")] == head
    assert [found[0][0], *found[0][2:]] == first
    assert [found[1][0], *found[1][2:]] == old


def test_purposes_follow_the_language_and_say_where_they_do_not(register: Register) -> None:
    assert rows(table(register, "en"), "Tall")[0][1] == "Tells browsers apart."
    assert rows(table(register, "nn"), "Tall")[0][1] == "Skil nettlesarar."
    foreign = table(register, "en").select("td span[lang]")
    assert [(span["lang"], span.get_text()) for span in foreign] == [
        ("nb", "Svaret."),
        ("nb", "Kurven."),
        ("nb", "Gammel."),
    ]
    assert not table(register, "nb").select("span[lang]")


def test_names_that_are_not_known_are_words_not_asterisks(register: Register) -> None:
    (row,) = rows(table(register), "Butikken")
    assert row[0] == "navn ikke kjent (i erklæringen fra 2018: Kurv)"
    assert row[2:4] == ["ikke kjent", "lokal lagring"]


def test_without_a_year_the_alias_is_from_an_earlier_statement(register: Register) -> None:
    site = register.site.model_copy(update={"earlier_statement": None})
    (row,) = rows(table(register.model_copy(update={"site": site})), "Butikken")
    assert row[0] == "navn ikke kjent (i en tidligere erklæring: Kurv)"


def test_a_service_without_storage_says_so_and_one_set_elsewhere_too(register: Register) -> None:
    texts = [" ".join(p.get_text().split()) for p in table(register).select("p")]
    assert "Kart – Kart AS, Norge. Lagrer etter det vi vet ingenting i nettleseren din." in texts
    assert texts.count("Settes av et annet system enn disse sidene.") == 1


def test_each_table_scrolls_is_named_and_has_scopes(register: Register) -> None:
    root = table(register)
    for found in root.select("table"):
        wrapper = found.parent
        assert (wrapper["class"], wrapper["tabindex"], wrapper["role"]) == (["table-scroll"], "0", "region")
        assert wrapper["aria-labelledby"] == found.caption["id"]
        assert {th["scope"] for th in found.thead.select("th")} == {"col"}
        assert {th["scope"] for th in found.tbody.select("th")} == {"row"}
        assert len(found.tbody.select("th code")) + str(found).count("navn ikke kjent") == len(found.tbody.select("tr"))
    ids = [element["id"] for element in root.select("[id]")]
    assert len(ids) == len(set(ids)) == 3


def test_everything_is_escaped(register: Register) -> None:
    for lang in ("nb", "nn", "en"):
        root = table(register, lang)
        assert not root.select("script, b, i, img")
        assert '"Tall" <script>alert(1)</script>' in root.get_text()


def test_a_service_that_is_removed_is_gone(register: Register) -> None:
    fewer = register.model_copy(update={"service": tuple(s for s in register.service if s.id != "stats")})
    assert "_st_" in cookie_table(register, "nb")
    assert "_st_" not in cookie_table(fewer, "nb")
    assert "Tall" not in cookie_table(fewer, "nb")
