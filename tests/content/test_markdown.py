"""What holds for every text of the site: front matter, marks of what is made up, links, nothing pasted in."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime

from content.conftest import CONTENT, Source, plain

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIRST_WORDS = ("Dette er eksempelinnhold", "Denne siden er et utkast", "This page is a draft")
FILL_IN = re.compile("Her skal selskapet selv skrive|The company writes this itself")

PAGES = {"forside", "hva-vi-gjor", "om", "kontakt", "nyhetsbrev", "undersokelser", "jobb", "personvern"}

NUMBERS = {"2–4", "30", "5", "3241", "47", "33", "29", "00"}
"""What the statement of 2018 says in figures, as far as the pages that quote it need it."""

NAMES = {"Multicase", "Norge", "AS", "Sandefjord", "Østre", "Kullerød", "EasyQuest", "Norway", "Norwegian", "English"}

CLAIMS = re.compile(
    r"ledende|størst|\bbeste?\b|markedsled|prisvinn|erfar|grunnlagt|etablert|siden (19|20)\d\d|ansatte|tusen|"
    r"kunder over|unik|skreddersy|innovati|fremst|populær|garanti|sertifisert|%",
    re.IGNORECASE,
)

EMBED = re.compile(r'^<iframe src="https://[^"]+" title="[^"]+"></iframe>$', re.MULTILINE)
PASTED = re.compile(
    r"<(script|iframe|noscript|link|object|embed|style)\b|(?<!data-)\bsrc=|\bon\w+=|javascript:", re.IGNORECASE
)


def test_the_pages_are_there(sources: list[Source]) -> None:
    assert {s.meta["slug"] for s in sources if s.path.startswith("pages/")} >= PAGES


def test_titles_and_slugs(sources: list[Source]) -> None:
    for source in sources:
        assert source.meta.get("title"), source.path
        assert SLUG.fullmatch(source.meta.get("slug", "")), source.path
        assert source.meta.get("ingress"), source.path
    counted = Counter(s.meta["slug"] for s in sources)
    assert not [slug for slug, number in counted.items() if number > 1]


def test_file_names_follow_the_slug(sources: list[Source]) -> None:
    for source in sources:
        folder, *_language, name = source.path.removesuffix(".md").split("/")
        dated = f"{source.meta['date']}-{source.meta['slug']}" if folder == "nyheter" else source.meta["slug"]
        assert name == dated, source.path


def test_dates(sources: list[Source]) -> None:
    for source in sources:
        if not source.path.startswith("pages/"):
            date.fromisoformat(source.meta["date"])


def test_categories(sources: list[Source]) -> None:
    for source in sources:
        folder = source.path.split("/")[0]
        if folder != "pages":
            assert source.meta["category"] == folder.capitalize(), source.path


def test_courses(sources: list[Source]) -> None:
    courses = [s for s in sources if s.path.startswith("kurs/")]
    assert courses
    for course in courses:
        start, end = (datetime.fromisoformat(course.meta[key]) for key in ("start", "slutt"))
        assert start < end, course.path
        assert date.fromisoformat(course.meta["date"]) < start.date(), course.path
        assert course.meta["sted"], course.path
        assert course.meta["pris"], course.path
        assert re.fullmatch(r"https://\S+", course.meta["paamelding"]), course.path


def test_the_front_page_is_the_index(sources: list[Source]) -> None:
    (front,) = [s for s in sources if s.meta["slug"] == "forside"]
    assert front.meta["save_as"] == "index.html"
    assert front.meta["url"] == ""
    assert front.meta["template"] == "forside"


def test_everything_says_where_its_words_come_from(sources: list[Source]) -> None:
    for source in sources:
        if source.path.startswith("pages/"):
            assert source.sample != (source.meta.get("kilde") in ("erklæringen", "selskapet")), source.path
        assert source.meta.get("eksempel", "ja") == "ja", source.path


def test_samples_say_so_in_their_first_sentence(sources: list[Source]) -> None:
    for source in sources:
        assert source.body.startswith(FIRST_WORDS) == source.sample, source.path
        if not source.path.startswith("pages/"):
            assert source.meta["slug"].startswith("eksempel-") == source.sample, source.path
            assert source.meta.get("summary", "").startswith("Eksempelinnhold:") == source.sample, source.path


def test_what_the_company_must_write_is_on_pages_marked_so(sources: list[Source]) -> None:
    assert [s.path for s in sources if FILL_IN.search(s.body) and not s.sample] == []
    drafts = [s for s in sources if s.sample and s.path.startswith("pages/")]
    assert [s.path for s in drafts if not FILL_IN.search(s.body)] == []


def test_unmarked_pages_claim_nothing_but_what_the_statement_says(sources: list[Source]) -> None:
    """Pages «from the statement» know no other figures and names than it does, and do not boast."""
    for source in sources:
        if source.meta.get("kilde") != "erklæringen" or source.meta["slug"] in ("personvern", "privacy"):
            continue
        lines = [source.meta["title"], source.meta["ingress"], source.meta.get("description", "")]
        said = "\n".join([*lines, *map(plain, source.body.splitlines())])
        figures = set(re.findall(r"\d+(?:–\d+)?", re.sub(r"\S+@\S+", "", said)))
        assert figures <= NUMBERS, (source.path, figures - NUMBERS)
        inside = set(re.findall(r"(?<=[a-zæøå,] )[A-ZÆØÅ]\w+", said))
        assert inside <= NAMES, (source.path, inside - NAMES)
        assert not CLAIMS.search(said), (source.path, CLAIMS.search(said))


def test_nothing_is_pasted_in(sources: list[Source]) -> None:
    """But a frame with a title on its own line, which the build makes a gated figure of."""
    for source in sources:
        body = EMBED.sub("", source.body)
        assert not PASTED.search(body), (source.path, PASTED.search(body))


def test_pictures_are_our_own(sources: list[Source]) -> None:
    for source in sources:
        for address in re.findall(r"!\[[^\]]*\]\(([^)]*)\)", source.body):
            assert address.startswith("{static}/images/"), (source.path, address)
            assert (CONTENT / address.removeprefix("{static}/")).is_file(), (source.path, address)


def test_links_lead_somewhere(sources: list[Source]) -> None:
    known = {s.path: s for s in sources}
    for source in sources:
        for target, anchor in re.findall(r"\{filename\}/([^)#]+)(?:#([a-z-]+))?\)", source.body):
            assert target in known, (source.path, target)
            assert not anchor or anchor in known[target].sections(), (source.path, target, anchor)
        for anchor in re.findall(r"\]\(#([a-z-]+)\)", source.body):
            assert anchor in source.sections(), (source.path, anchor)


def test_translations_are_of_something(sources: list[Source]) -> None:
    known = {s.meta["slug"] for s in sources if "/en/" not in s.path} | {"kurs", "nyheter", "kursarkiv", "emner"}
    for source in sources:
        if "/en/" in source.path:
            assert source.meta["oversetter"] in known, source.path
            assert source.meta["slug"] not in known, source.path


def test_robots_names_the_sitemap() -> None:
    text = (CONTENT / "extra/robots.txt").read_text("utf-8")
    assert "Sitemap: https://www.multicase.no/sitemap.xml" in text
    assert "Disallow: /\n" not in text
