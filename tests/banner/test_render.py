"""The banner's markup."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from browser import samples
from samtykke import banner
from samtykke.banner.texts import LANGUAGES, TEXTS, language
from samtykke.register import category_digests, digest
from samtykke.register.model import Register

DECLARED = samples.register()


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def only_necessary() -> Register:
    services = [s.model_dump() for s in DECLARED.service]
    return samples.register(service=(services[-1],))


def test_nothing_is_emitted_where_all_is_necessary() -> None:
    register = only_necessary()
    assert banner.head(register, "nb", "") == ""
    assert banner.body(register, "nb", "") == ""
    assert banner.link(register, "nb") == ""
    assert banner.choice(register, "nb") == ""
    assert banner.assets(register) == {}


def test_the_head_is_a_constant_snippet_with_attributes() -> None:
    head = soup(banner.head(DECLARED, "nb", "https://www.example.test"))
    assert head.script is not None
    assert head.script.string == banner.HEAD_SNIPPET
    assert len(banner.HEAD_SNIPPET.encode()) <= 300
    asked = [category_digests(DECLARED)[id_] for id_ in ("analytics", "functional", "media")]
    pattern = str(head.script["data-choice"])
    one, two, three = asked
    kept = f"samtykke=1.abc.anb.{one}-0.{two}-1.{three}-0"
    for jar in (kept, f"first=1; {kept}; last=2"):
        found = re.search(pattern, jar)
        assert found
        assert found[1] == "abc"
    for jar in (
        "", "x" + kept, kept.replace("=1.", "=2."), kept.replace(f"{two}-", f"{two}_"), kept.replace(three, "00000000"),
        f"samtykke=1.abc.anb.{one}-0.{two}-1; other=.{three}-0",
    ):  # fmt: skip
        assert not re.search(pattern, jar), jar


def test_the_name_of_the_cookie_is_no_pattern() -> None:
    dotted = samples.register(site={"url": "https://www.example.test", "cookie": "my.choice-1"})
    head = soup(banner.head(dotted, "nb", ""))
    assert head.script is not None
    digests = "".join(f".{category_digests(dotted)[id_]}-0" for id_ in ("analytics", "functional", "media"))
    assert re.search(str(head.script["data-choice"]), f"my.choice-1=1.abc.anb{digests}")
    assert not re.search(str(head.script["data-choice"]), f"my_choice-1=1.abc.anb{digests}")


def test_the_style_sheet_is_named_in_the_head() -> None:
    head = soup(banner.head(DECLARED, "nb", "https://www.example.test"))
    [css] = [name for name in banner.assets(DECLARED) if name.endswith(".css")]
    assert head.link is not None
    assert head.link["href"] == f"https://www.example.test/samtykke/{css}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_layer_offers_three_equal_answers(lang: str) -> None:
    page = soup(banner.body(DECLARED, lang, ""))
    section = page.select_one("section[data-samtykke-banner]")
    assert section is not None
    assert section["data-samtykke-banner"] == digest(DECLARED)
    assert section.has_attr("hidden")
    assert page.select_one(f"#{section['aria-labelledby']}") is not None
    buttons = section.select("button")
    t = TEXTS[lang]
    assert [b.get_text() for b in buttons] == [t["reject"], t["accept"], t["choose"]]
    assert len({(b.name, b["type"], *b["class"]) for b in buttons}) == 1
    assert not page.select("[checked], [style], noscript")


def test_the_dialog_tells_of_every_service() -> None:
    page = soup(banner.body(DECLARED, "nb", ""))
    ids = [box["data-samtykke-one"] for box in page.select("[data-samtykke-one]")]
    assert ids == [s.id for s in DECLARED.gated_services()]
    text = page.dialog.get_text(" ", strip=True) if page.dialog else ""
    for told in ("Google-Analytics Ltd.", "Irland", "_ga_*", "2 år", "informasjonskapsel", "Alltid på", "Ukjente navn"):
        assert told in text
    assert "__utma" not in text  # no longer set


def test_every_id_that_is_referred_to_exists_once() -> None:
    page = soup(banner.body(DECLARED, "nb", ""))
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for attribute in ("aria-labelledby", "aria-describedby"):
        assert {element[attribute] for element in page.select(f"[{attribute}]")} <= set(ids)


def test_a_text_in_another_language_is_marked_as_such() -> None:
    page = soup(banner.body(DECLARED, "nn", ""))
    legend = page.select_one("[data-samtykke-group=analytics] legend span[lang]")
    assert legend is not None
    assert (legend["lang"], legend.get_text()) == ("nb", "Statistikk")
    assert not soup(banner.body(DECLARED, "nb", "")).select("legend [lang]")


def test_what_nynorsk_lacks_falls_back_to_bokmal_and_then_to_english() -> None:
    services = [s.model_dump() for s in DECLARED.service]
    services[2] |= {"purpose": {"en": "Only English."}}
    services[3] |= {"purpose": {"nb": "Bare bokmål.", "en": "Only English."}}
    services[4] |= {"purpose": {"nn": "Berre nynorsk.", "nb": "Bare bokmål."}}
    page = soup(banner.body(samples.register(service=tuple(services)), "nn", ""))

    def purpose(service: str) -> tuple[object, str]:
        box = page.select_one(f".samtykke-service:has([data-samtykke-one={service}]) dd")
        assert box is not None
        marked = box.select_one("[lang]")
        return marked and marked["lang"], box.get_text(strip=True)

    assert purpose("chat") == ("en", "Only English.")
    assert purpose("video") == ("nb", "Bare bokmål.")
    assert purpose("map") == (None, "Berre nynorsk.")


def test_the_registers_words_are_text() -> None:
    services = [s.model_dump() for s in DECLARED.service]
    services[2] |= {"name": "<img src=x onerror=alert(1)>", "provider": '"><script>alert(1)</script>'}
    register = samples.register(service=tuple(services))
    for html in (
        banner.body(register, "nb", ""),
        banner.embed(register, "chat", "https://chat.test/", "<b>x</b>", "nb"),
    ):
        assert not soup(html).select("img, b[onerror], script:not([data-samtykke-config]):not([data-samtykke-runtime])")
        assert "<b>x" not in html


def test_the_statement_is_found_in_the_visitors_language_or_a_fallback() -> None:
    def address(lang: str, **more: str) -> object:
        link = soup(banner.body(DECLARED, lang, "https://www.example.test", **more)).select_one("section a")
        return link and link["href"]

    assert address("nn") == "https://www.example.test/personvern/"
    assert address("en") == "https://www.example.test/privacy/"
    assert address("en", statement="/x.html") == "/x.html"
    no_page = samples.register(site={"url": "https://www.example.test"})
    assert soup(banner.body(no_page, "nb", "")).select_one("section a") is None


def test_the_assets_that_pages_name_exist() -> None:
    html = banner.head(DECLARED, "nb", "..") + banner.body(DECLARED, "nb", "..")
    named = set(re.findall(r"\.\./samtykke/(samtykke\.[0-9a-f]{8}\.(?:js|css))", html))
    assert named == set(banner.assets(DECLARED))


def test_the_languages_have_the_same_texts_with_the_same_places_to_fill_in() -> None:
    def places(lang: str) -> dict[str, list[str]]:
        return {key: sorted(re.findall(r"%\(\w+\)[sd]|\{\w+\}", text)) for key, text in TEXTS[lang].items()}

    assert places("nb") == places("nn") == places("en")
    assert [language(tag) for tag in ("nb-NO", "no", "nn", "en_GB", "de")] == ["nb", "nb", "nn", "en", "en"]


def test_the_choice_is_rendered_as_it_stands_before_one() -> None:
    part = soup(banner.choice(DECLARED, "nb"))
    assert part.select_one("[data-samtykke-summary] p") is not None
    assert [li.get_text() for li in part.select("[data-samtykke-summary] li")] == [
        "Statistikk: nei",
        "Funksjoner: nei",
        "Innhold fra andre: nei",
    ]
    assert part.select_one("button[data-samtykke-open]") is not None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_choice_tells_what_holds_without_javascript(lang: str) -> None:
    told = soup(banner.choice(DECLARED, lang)).select_one("noscript p")
    assert told is not None
    assert told.get_text() == TEXTS[lang]["no_script"]
    assert "JavaScript" in told.get_text()


def test_two_registers_are_not_mixed_up() -> None:
    other = samples.register(site={"url": "https://www.example.test", "cookie": "annet"})
    assert "(?:^|; )samtykke=" in banner.head(DECLARED, "nb", "")
    assert "(?:^|; )annet=" in banner.head(other, "nb", "")
