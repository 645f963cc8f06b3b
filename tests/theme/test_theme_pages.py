"""What every page must have, and what none may have."""

from __future__ import annotations

import re
import runpy
from itertools import pairwise

from bs4 import Tag

from theme.sample import PROJECT, Built

LOADS = {"src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "manifest"}


def test_each_kind_of_page_is_there(built: Built) -> None:
    assert {
        "/",
        "/404.html",
        "/emne/lager/",
        "/emne/lager/side/2/",
        "/en/personvern/",
        "/kontakt/",
        "/kurs/",
        "/kurs/snart/",
        "/nyheter/",
        "/nyheter/nyhet-3/",
        "/nyheter/side/2/",
        "/personvern/",
    } <= set(built.pages())


def test_landmarks_heading_and_language(built: Built) -> None:
    for address, page in built.pages().items():
        lang = "en" if address.startswith("/en/") else "nb"
        assert page.html["lang"] == lang, address
        assert len(page.find_all("h1")) == 1, address
        assert len(page.select("body > main")) == 1, address
        assert len(page.select("body > header")) == len(page.select("body > footer")) == 1, address
        names = [nav.get("aria-label") for nav in page.find_all("nav")]
        assert all(names), address
        assert len(set(names)) == len(names), address
        assert page.select_one("main h1"), address


def test_titles_tell_pages_apart(built: Built) -> None:
    seen: dict[str, str] = {}
    for address, page in built.pages().items():
        title = page.title.get_text()
        assert title.strip()
        if "/side/" not in address:
            assert title not in seen, (address, seen.get(title))
            seen[title] = address


def test_described_pages(built: Built) -> None:
    for address in ("/", "/nyheter/", "/nyheter/nyhet-3/", "/kurs/", "/kontakt/"):
        description = built.page(address).select_one("meta[name=description]")
        assert description, address
        assert 0 < len(description["content"]) <= 160, address


def test_headings_skip_no_level(built: Built) -> None:
    for address, page in built.pages().items():
        levels = [int(tag.name[1]) for tag in page.main.find_all(re.compile(r"^h[1-6]$"))]
        assert levels[0] == 1, address
        assert all(b <= a + 1 for a, b in pairwise(levels)), (address, levels)


def test_the_banner_has_its_places(built: Built) -> None:
    for address, page in built.pages().items():
        lang = page.html["lang"]
        assert page.head.select_one("meta[name=samtykke-head]")["content"] == lang, address
        parts = [tag for tag in page.body.children if isinstance(tag, Tag)]
        assert parts[0]["class"] == ["skip-link"], address
        assert parts[1]["data-samtykke-banner"] == "0", address
        assert parts[1]["lang"] == lang, address
        assert parts[-1].get("data-service") == "a", address
        assert page.select_one("body > footer [data-samtykke-open]"), address


def test_the_footer_says_who_and_where(built: Built) -> None:
    for address, page in built.pages().items():
        footer = page.select_one("body > footer")
        assert footer.select_one('a[href="tel:+4733293300"]'), address
        assert footer.select_one('a[href="mailto:post@multicase.no"]'), address
        assert "Østre Kullerød 5" in footer.get_text(), address
        assert footer.select_one('a[href$="personvern/"]'), address


def test_nothing_is_fetched_from_others(built: Built) -> None:
    for address, page in built.pages().items():
        for tag in page.find_all(True):
            for name in LOADS & set(tag.attrs):
                assert tag[name].startswith("/"), (address, tag)
                assert not tag[name].startswith("//"), (address, tag)
            if tag.name in ("link", "base", "use", "image") and "hreflang" not in tag.attrs:
                assert re.match(r"/[^/]|#", tag["href"]), (address, tag)
    for path in [*built.output.rglob("*.css"), *built.output.rglob("*.js"), *built.output.rglob("*.svg")]:
        if path.is_relative_to(built.output / "pagefind"):
            continue  # what the register gives a reason for; test_site_search.py shows that it fetches nothing
        text = path.read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        text = re.sub(r'url\("\.\./fonts/[\w-]+\.woff2"\)', "", text)
        assert not re.search(r"//[\w-]+\.\w|url\(|@import", text), path.name


def test_no_inline_style_or_handler(built: Built) -> None:
    for address, page in built.pages().items():
        assert not page.find_all("style"), address
        for tag in page.find_all(True):
            assert not [name for name in tag.attrs if name == "style" or name.startswith("on")], (address, tag)


def test_ids_are_unique_and_referred_to(built: Built) -> None:
    for address, page in built.pages().items():
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), address
        for tag in page.select("[aria-labelledby], [popovertarget]"):
            assert (tag.get("aria-labelledby") or tag["popovertarget"]) in ids, (address, tag)


def test_internal_links_resolve(built: Built) -> None:
    pages = built.pages()
    files = {"/" + p.relative_to(built.output).as_posix() for p in built.output.rglob("*") if p.is_file()}
    for address, page in pages.items():
        for tag in page.find_all(["a", "link", "script", "img"]):
            target = tag.get("href") or tag.get("src") or ""
            if target.startswith("#"):
                assert page.find(id=target[1:]), (address, target)
            elif target.startswith("/"):
                path, _, fragment = target.partition("#")
                assert path in pages or path in files, (address, target)
                assert not fragment or pages[path].find(id=fragment), (address, target)


def test_the_menu_marks_where_the_reader_is(built: Built) -> None:
    def current(address: str) -> list[tuple[str, str]]:
        return [(a["href"], a["aria-current"]) for a in built.page(address).select("#meny a[aria-current]")]

    assert current("/nyheter/") == [("/nyheter/", "page")]
    assert current("/nyheter/nyhet-3/") == [("/nyheter/", "true")]
    assert current("/kontakt/") == [("/kontakt/", "page")]
    assert current("/") == []


def test_samples_are_marked_and_only_they(built: Built) -> None:
    marked = {address for address, page in built.pages().items() if page.select_one(".page-head .sample-note .badge")}
    assert marked == {"/nyheter/nyhet-3/", "/kurs/over/", "/kurs/snart/", "/kurs/senere/"}
    cards = built.page("/nyheter/side/2/").select(".card:has(.badge)")
    assert [card.a.get_text() for card in cards] == ["Nyhet 3"]


def test_a_doubtful_sample_mark_stops_the_build(site: Built) -> None:
    site.files["nyheter/1.md"] = site.files["nyheter/1.md"].replace("Eksempel: nei", "Eksempel: kanskje")
    result = site.build()
    assert result.returncode != 0
    assert "kanskje" in result.stdout + result.stderr


def test_titles_are_text(built: Built) -> None:
    page = built.page("/kontakt/")
    assert page.h1.get_text() == "Pris & <i>vilkår</i>"
    assert not page.h1.find("i")


def test_long_words_may_be_divided_in_headings_only(built: Built) -> None:
    page = built.page("/personvern/")
    assert page.h1.get_text() == "Personvern\u00aderklæring"
    assert page.title.get_text() == "Personvernerklæring – Multicase"


def test_the_statement_shows_both_dates(built: Built) -> None:
    times = built.page("/personvern/").select(".dates time")
    assert [(t["datetime"], t.get_text()) for t in times] == [
        ("2018-06-11", "11. juni 2018"),
        ("2026-11-23", "23. november 2026"),
    ]


def test_a_page_in_english_has_the_theme_in_english(built: Built) -> None:
    page = built.page("/en/personvern/")
    assert page.select_one(".skip-link").get_text() == "Skip to content"
    assert page.select_one(".dates time").get_text() == "11 June 2018"
    assert page.select_one(".site-footer-privacy a")["href"] == "/en/personvern/"


def test_every_word_of_the_theme_is_translated() -> None:
    from babel.messages.pofile import read_po  # noqa: PLC0415

    used: set[str] = set()
    for path in (PROJECT / "theme/templates").rglob("*"):
        if path.is_file():
            used |= set(re.findall(r'_\("([^"]+)"\)', path.read_text("utf-8")))
    for path in (PROJECT / "plugins/multicase").glob("*.py"):
        used |= set(re.findall(r'\b_\("([^"]+)"\)', path.read_text("utf-8")))
    used |= {texts["title"] for texts in runpy.run_path(str(PROJECT / "pelicanconf.py"))["CATEGORY_TEXTS"].values()}
    for path in (PROJECT / "theme/translations").glob("*.po"):
        with path.open("rb") as file:
            known = {str(m.id) for m in read_po(file) if m.id and m.string}
        assert used == known, path.name


def test_sharing_is_plain_links(built: Built) -> None:
    share = built.page("/nyheter/nyhet-3/").select_one(".share")
    address = "https%3A//www.multicase.no/nyheter/nyhet-3/"
    assert share.select_one("a[data-copy-link]")["href"] == "https://www.multicase.no/nyheter/nyhet-3/"
    links = [a["href"] for a in share.select("a:not([data-copy-link])")]
    assert len(links) == 4
    assert all(address in link for link in links)
    assert not built.page("/kontakt/").select(".share")
