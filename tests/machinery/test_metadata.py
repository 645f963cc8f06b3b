"""What machines read of a page: search engines, those who share it, phones, researchers of security."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from PIL import Image

from machinery.conftest import Site
from multicase.newsletter import ours
from multicase.sharing import MARGIN, SIZES, WIDTH, _fitted
from multicase.structured_data import _price
from theme.sample import PROJECT

SITE = "https://www.multicase.no"


def graph(site: Site, address: str) -> dict[str, dict[str, Any]]:
    (script,) = site.page(address).select('script[type="application/ld+json"]')
    found = json.loads(script.string)
    assert found["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in found["@graph"]}


def test_an_event(site: Site) -> None:
    event = graph(site, "/kurs/apent/")["Event"]
    assert event["startDate"] == "2030-04-01T09:00:00+02:00"
    assert event["endDate"] == "2030-04-02T15:00:00+02:00"
    assert event["maximumAttendeeCapacity"] == 1200
    assert event["location"]["name"] == "Sandefjord"
    assert event["offers"]["price"] == 2500
    assert event["offers"]["validThrough"] == "2030-03-26T00:00:00+01:00"
    assert event["offers"]["availability"].endswith("/InStock")
    online = graph(site, "/kurs/fullt/")["Event"]
    assert (online["startDate"], online["endDate"]) == ("2030-04-10", "2030-04-10")
    assert online["location"]["@type"] == "VirtualLocation"
    assert online["offers"]["price"] == 0
    assert online["offers"]["availability"].endswith("/SoldOut")


def test_news_breaks_out_of_nothing(site: Site) -> None:
    news = graph(site, "/en/nyheter/news/")["NewsArticle"]
    assert news["headline"] == '<b>News</b> & "more"'
    assert news["inLanguage"] == "en"
    assert news["datePublished"] == "2029-05-05T00:00:00+02:00"


def test_what_is_made_up_says_so_to_machines(site: Site) -> None:
    assert graph(site, "/nyheter/nyhet-3/")["NewsArticle"]["headline"] == "Eksempel: Nyhet 3"
    assert graph(site, "/nyheter/nyhet-4/")["NewsArticle"]["headline"] == "Nyhet 4"


def test_who_and_where(site: Site) -> None:
    for address in site.pages():
        if address != "/404.html":
            organisation = graph(site, address)["Organization"]
            assert organisation["telephone"] == "+47 33 29 33 00"
    items = graph(site, "/kurs/apent/")["BreadcrumbList"]["itemListElement"]
    assert [(i["position"], i["name"], i["item"]) for i in items] == [
        (1, "Forside", f"{SITE}/"),
        (2, "Kurs og seminarer", f"{SITE}/kurs/"),
        (3, "Apent", f"{SITE}/kurs/apent/"),
    ]
    assert graph(site, "/")["WebSite"]["url"] == f"{SITE}/"


@pytest.mark.parametrize(
    ("text", "price"),
    [("2 500 kr", 2500), ("kr 2500,-", 2500), ("2\u00a0500", 2500), ("Gratis", 0), ("fra 900 kr", None), ("", None)],
)
def test_prices(text: str, price: int | None) -> None:
    assert _price(text) == price


def test_a_picture_for_every_page(site: Site) -> None:
    for address, page in site.pages().items():
        picture = page.select_one("meta[property='og:image']")["content"]
        with Image.open(site.output / picture.removeprefix(f"{SITE}/")) as opened:
            assert opened.size == (1200, 630), address
    titles = [page.select_one("meta[property='og:image']")["content"] for page in site.pages().values()]
    assert len(set(titles)) > len(titles) * 0.8


@pytest.mark.parametrize("title", ["Kort", "Spørreundersøkelser og påmeldinger " * 2, "lang " * 60, "Æ" * 200, ""])
def test_titles_fit_their_picture(title: str) -> None:
    lines, font, size = _fitted(title, PROJECT / "theme")
    assert len(lines) <= 3
    assert size in SIZES
    assert all(font.getlength(line) <= WIDTH - 2 * MARGIN for line in lines)


def test_colours_are_those_of_the_style_sheets() -> None:
    tokens = (PROJECT / "theme/css/tokens.css").read_text("utf-8")
    icon = (PROJECT / "theme/static/images/icon.svg").read_text("utf-8")
    conf = (PROJECT / "pelicanconf.py").read_text("utf-8")
    colours = dict(re.findall(r'"(\w+)": "(#\w{6})"', re.search(r"COLOURS = \{(.*)\}", conf)[1]))
    for name, colour in colours.items():
        assert colour in icon if name == "icon" else f"--color-{name.replace('_', '-')}: {colour};" in tokens, name


def test_icons_and_manifest(site: Site) -> None:
    manifest = json.loads((site.output / "manifest.webmanifest").read_text("utf-8"))
    for icon in manifest["icons"]:
        with Image.open(site.output / icon["src"].lstrip("/")) as opened:
            assert f"{opened.width}x{opened.height}" == icon["sizes"]
    with Image.open(site.output / "apple-touch-icon.png") as opened:
        assert (opened.size, opened.mode) == ((180, 180), "RGB")
    with Image.open(site.output / "favicon.ico") as opened:
        assert opened.info["sizes"] == {(16, 16), (32, 32)}
    for link in site.page("/").select("link[rel=icon], link[rel=apple-touch-icon], link[rel=manifest]"):
        assert (site.output / link["href"].lstrip("/")).is_file()


def test_well_known(site: Site) -> None:
    assert (site.output / ".well-known/security.txt").read_text("utf-8") == (
        "Contact: mailto:post@multicase.no\n"
        "Expires: 2031-03-12T00:00:00Z\n"
        "Preferred-Languages: nb, en, nn\n"
        f"Canonical: {SITE}/.well-known/security.txt\n"
    )
    gpc = json.loads((site.output / ".well-known/gpc.json").read_text("utf-8"))
    assert gpc == {"gpc": True, "lastUpdate": "2026-11-23"}


@pytest.mark.parametrize(
    ("endpoint", "own"),
    [
        ("/nyhetsbrev/abonner", True),
        (f"{SITE}/abonner", True),
        ("https://post.multicase.no/", True),
        ("http://www.multicase.no/abonner", False),
        ("https://list-manage.com/subscribe", False),
        ("//list-manage.com/", False),
        ("\\\\list-manage.com/", False),
        ("https://www.multicase.no.example.com/", False),
        ("mailto:post@multicase.no", False),
    ],
)
def test_the_newsletter_goes_to_ourselves(endpoint: str, own: bool) -> None:
    assert ours(endpoint, SITE, ("*.multicase.no",)) is own
