"""Who receives data: everyone but the site's own company."""

from __future__ import annotations

from bs4 import BeautifulSoup

from samtykke.register import Register
from samtykke.statement import recipients


def listed(register: Register, lang: str = "nb") -> dict[str, dict[str, str]]:
    """Service → heading of a fact → the fact."""
    soup = BeautifulSoup(recipients(register, lang), "html.parser")
    return {
        heading.get_text(): {
            term.get_text(): " ".join(term.find_next("dd").get_text().split())
            for term in heading.find_next("dl").select("dt")
        }
        for heading in soup.select("h3")
    }


def test_root(register: Register) -> None:
    root = BeautifulSoup(recipients(register, "nn"), "html.parser").div
    assert root.attrs == {"data-samtykke-table": "recipients", "lang": "nn"}


def test_others_are_listed_and_the_company_itself_is_not(register: Register) -> None:
    assert list(listed(register)) == ["Butikken", "Tall & <b>Sånt</b>", "Kart"]


def test_facts_in_bokmal(register: Register) -> None:
    found = listed(register)
    assert found["Tall & <b>Sånt</b>"] == {
        "Leverandør": '"Tall" <script>alert(1)</script>',
        "Land": "USA",
        "Formål": "Teller {besøk} & 'slikt' <img src=x>.",
        "Grunnlag": "samtykket ditt til kategorien «Statistikk»",
        "Overføring ut av EØS": "Etter <beslutning>.",
        "Les mer": 'personvernerklæringen til "Tall" <script>alert(1)</script>',
    }
    assert found["Butikken"]["Grunnlag"] == "strengt nødvendig: Holder på kurven."
    assert found["Kart"]["Overføring ut av EØS"] == "Leverandøren holder til i EØS."
    assert "Les mer" not in found["Kart"]


def test_facts_in_the_other_languages(register: Register) -> None:
    assert listed(register, "nn")["Tall & <b>Sånt</b>"]["Føremål"] == "Tel besøk."
    english = listed(register, "en")
    assert english["Butikken"]["Basis"] == "strictly necessary: Keeps the basket."
    assert english["Tall & <b>Sånt</b>"]["Basis"] == "your consent to the category “Statistics”"
    assert english["Kart"]["Transfer out of the EEA"] == "The provider is established in the EEA."


def test_a_ground_that_is_not_stated_outside_the_eea_is_said(register: Register) -> None:
    silent = tuple(s.model_copy(update={"transfer": None}) for s in register.service)
    found = listed(register.model_copy(update={"service": silent}))
    assert found["Tall & <b>Sånt</b>"]["Overføring ut av EØS"] == "Grunnlaget for overføringen er ikke oppgitt."


def test_links_and_texts_are_escaped(register: Register) -> None:
    soup = BeautifulSoup(recipients(register, "nb"), "html.parser")
    assert not soup.select("script, b, img")
    assert [a["href"] for a in soup.select("a")] == ["https://stats.example/?a=1&b='<x>"]


def test_without_others_it_says_so(register: Register) -> None:
    own = tuple(s for s in register.service if s.id == "choice")
    assert "Ingen opplysninger gis til andre." in recipients(register.model_copy(update={"service": own}), "nb")
