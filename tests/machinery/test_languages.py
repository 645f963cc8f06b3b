"""Pages in three languages, of which the third is a catalogue and the pages in it, and nothing else."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from machinery.conftest import Site
from multicase.languages import language_name, open_graph_locale

XHTML = "{http://www.w3.org/1999/xhtml}link"
SITE = "https://www.multicase.no"


def alternates(site: Site, address: str) -> dict[str, str]:
    links = site.page(address).select("link[rel=alternate][hreflang]:not([type])")
    return {link["hreflang"]: link["href"].removeprefix(SITE) for link in links}


def test_nynorsk_is_a_catalogue(site: Site) -> None:
    page = site.page("/nn/personvernet/")
    assert page.html["lang"] == "nn"
    assert page.select_one(".skip-link").get_text() == "Hopp til innhaldet"
    assert page.select_one(".dates div:last-child").get_text(" ", strip=True) == "Sist endra 23. november 2026"
    assert page.select_one("meta[property='og:locale']")["content"] == "nn_NO"
    assert page.select_one(".breadcrumbs a").get_text() == "Framside"
    assert page.select_one(".wordmark")["href"] == "/nn/"
    assert "Meny" in page.select_one(".menu-button").get_text(), "what the catalogue lacks is bokmål"


def test_versions_name_each_other(site: Site) -> None:
    fronts = {"nb": "/", "en": "/en/", "nn": "/nn/", "x-default": "/"}
    assert alternates(site, "/") == alternates(site, "/en/") == alternates(site, "/nn/") == fronts
    courses = {"nb": "/kurs/", "en": "/en/courses/", "x-default": "/kurs/"}
    assert alternates(site, "/kurs/") == alternates(site, "/en/courses/") == courses
    past = {"nb": "/kurs/arkiv/", "en": "/en/past/", "x-default": "/kurs/arkiv/"}
    assert alternates(site, "/kurs/arkiv/") == alternates(site, "/en/past/") == past
    subjects = {"nb": "/emne/", "en": "/en/subjects/", "x-default": "/emne/"}
    assert alternates(site, "/emne/") == alternates(site, "/en/subjects/") == subjects
    assert alternates(site, "/nyhetsbrev/") == {}


def test_the_sitemap_has_them_too(site: Site) -> None:
    root = ET.parse(site.output / "sitemap.xml").getroot()  # noqa: S314  our own file
    listed = {
        url[0].text.removeprefix(SITE): {x.get("hreflang"): x.get("href") for x in url.iter(XHTML)} for url in root
    }
    assert listed["/en/contact/"] == {"nb": f"{SITE}/kontakt/", "en": f"{SITE}/en/contact/"}
    assert listed["/kurs/"] == {"nb": f"{SITE}/kurs/", "en": f"{SITE}/en/courses/"}
    assert listed["/kurs/arkiv/"] == {"nb": f"{SITE}/kurs/arkiv/", "en": f"{SITE}/en/past/"}
    assert listed["/nyhetsbrev/"] == {}


def test_the_switch_stays_on_the_page(site: Site) -> None:
    def switch(address: str) -> dict[str, str]:
        links = site.page(address).select("header a[hreflang]")
        return {a["lang"]: a["href"] for a in links}

    assert switch("/kontakt/").items() >= {"en": "/en/contact/", "nn": "/nn/"}.items()
    assert switch("/en/courses/").items() >= {"nb": "/kurs/", "nn": "/nn/"}.items()


def test_menus_speak_the_language_of_the_page(site: Site) -> None:
    def menu(address: str) -> list[str]:
        return [a["href"] for a in site.page(address).select("#meny ul:first-of-type a:not([hreflang])")]

    assert menu("/") == ["/nyheter/", "/kurs/", "/kontakt/"]
    assert menu("/en/") == ["/en/latest/", "/en/courses/", "/en/contact/"]
    assert menu("/nn/") == []


def test_courses_in_another_language_say_whose_they_are(site: Site) -> None:
    rows = site.page("/en/courses/").select(".course-row")
    assert [row.a["lang"] for row in rows] == ["nb"] * 3
    assert "25 March" not in rows[0].get_text()
    assert rows[0].time.get_text() == "20 March 2030, 09:00"


def test_overviews_of_another_language_list_what_there_is(site: Site) -> None:
    past = site.page("/en/past/")
    assert [a.get_text() for a in past.select(".breadcrumbs a")] == ["Home", "Courses"]
    assert [row.a["href"] for row in past.select(".course-row")] == [
        row.a["href"] for row in site.page("/kurs/arkiv/").select(".course-row")
    ]
    subjects = site.page("/en/subjects/").select(".tags a")
    assert [(a["href"], a["hreflang"]) for a in subjects] == [
        (a["href"], "nb") for a in site.page("/emne/").select(".tags a")
    ]
    assert subjects
    news = site.page("/en/latest/").select(".card a")
    assert {a["href"]: a.get("hreflang") for a in news}.items() >= {"/en/nyheter/news/": None}.items()


def test_a_link_to_another_language_says_so(site: Site) -> None:
    pages = {f"/{path.relative_to(site.output).parent.as_posix()}/": path for path in site.output.rglob("index.html")}
    spoken = {address.replace("/./", "/"): BeautifulSoup(p.read_bytes(), "html.parser") for address, p in pages.items()}
    crossing = [
        (address, link["href"], link.get("hreflang"))
        for address, page in spoken.items()
        for link in page.select("a[href]")
        if link["href"] in spoken and spoken[link["href"]].html["lang"] != page.html["lang"]
    ]
    assert crossing
    assert [x for x in crossing if x[2] != spoken[x[1]].html["lang"]] == []


def test_a_page_that_is_not_there_is_told_of_in_every_language(site: Site) -> None:
    page = BeautifulSoup((site.output / "404.html").read_bytes(), "html.parser")
    told = {part["lang"]: (part.h2.get_text(), part.a["href"]) for part in page.select("main section")}
    assert told["en"] == ("Page not found", "/en/")
    assert told.keys() == {"en", "nn"}


def test_a_feed_for_each_language_once_there_are_two(site: Site) -> None:
    feeds = {path.name for path in (site.output / "feeds").iterdir()}
    assert feeds == {"alle.atom.xml", "alle-en.atom.xml", "alle-nb.atom.xml", "nyheter.atom.xml", "kurs.atom.xml"}


@pytest.mark.parametrize(
    ("lang", "name", "locale"),
    [
        ("nb", "Norsk bokmål", "nb_NO"),
        ("nn", "Norsk nynorsk", "nn_NO"),
        ("en", "English", "en_GB"),
        ("da", "Dansk", "da_DK"),
    ],
)
def test_what_languages_are_called(lang: str, name: str, locale: str) -> None:
    assert language_name(lang) == name
    assert open_graph_locale(lang) == locale
