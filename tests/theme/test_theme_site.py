"""Addresses, feeds, and what is published at all."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from theme.sample import PROJECT, Built

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_only_what_is_meant_is_published(built: Built) -> None:
    files = {p.relative_to(built.output).as_posix() for p in built.output.rglob("*") if p.is_file()}
    assert "robots.txt" in files
    assert "register.toml" not in files
    assert not {f for f in files if "hemmelig" in f or f.endswith((".md", ".py", ".po", ".pyc"))}
    assert "gammel.html" not in files
    assert not {f for f in files if f.startswith(("author", "category", "pages/", "drafts"))}


def test_sitemap_lists_the_pages(built: Built) -> None:
    root = ET.parse(built.output / "sitemap.xml").getroot()  # noqa: S314  our own file
    listed = [loc.text for loc in root.iter(f"{SITEMAP}loc")]
    expected = [a for a in built.pages() if a != "/404.html" and "/side/" not in a]
    assert sorted(listed) == sorted("https://www.multicase.no" + address for address in expected)


def test_the_feeds_are_valid_xml(built: Built) -> None:
    feeds = {p.name: ET.parse(p).getroot() for p in built.output.glob("feeds/*")}  # noqa: S314
    assert all(root.tag == f"{ATOM}feed" for root in feeds.values())
    assert {name: len(root.findall(f"{ATOM}entry")) for name, root in feeds.items()} == {
        "alle.atom.xml": 17,
        "nyheter.atom.xml": 14,
        "kurs.atom.xml": 3,
    }


def test_the_page_not_found_stays_out_of_indexes(published: Built) -> None:
    page = published.page("/404.html")
    assert page.select_one('meta[name=robots][content="noindex"]')
    assert not page.select("link[rel=canonical]")


def test_canonical_where_the_address_is_known(built: Built, published: Built) -> None:
    assert not built.page("/").select("link[rel=canonical]")
    for address in ("/", "/kurs/snart/", "/nyheter/side/2/", "/personvern/"):
        link = published.page(address).select_one("link[rel=canonical]")
        assert link["href"] == "https://www.multicase.no" + address


def test_published_links_have_the_whole_address(published: Built) -> None:
    for address, page in published.pages().items():
        for link in page.select("link[href], script[src], header a[href]"):
            assert (link.get("href") or link["src"]).startswith("https://www.multicase.no/"), (address, link)


def test_pages_of_a_list_hold_every_article_once(built: Built) -> None:
    titles = [a.get_text() for p in ("/nyheter/", "/nyheter/side/2/") for a in built.page(p).select(".card-title a")]
    assert titles == [f"Nyhet {n}" for n in range(14, 0, -1)]
    assert built.page("/nyheter/").select_one('.pagination a[rel="next"]')["href"] == "/nyheter/side/2/"
    assert built.page("/nyheter/side/2/").select_one('.pagination a[rel="prev"]')["href"] == "/nyheter/"


def test_a_menu_entry_without_a_page_is_left_out(built: Built) -> None:
    assert [a["href"] for a in built.page("/").select("#meny a")] == ["/nyheter/", "/kurs/", "/kontakt/"]


def test_a_missing_plugin_stops_the_build(site: Built) -> None:
    conf = site.root / "conf.py"
    conf.write_text(
        "import runpy, sys\n"
        'sys.modules["pelican.plugins.samtykke"] = None\n'
        f"globals().update(runpy.run_path({str(PROJECT / 'pelicanconf.py')!r}))\n",
        "utf-8",
    )
    pelican = str(Path(sys.executable).with_name("pelican"))
    run = subprocess.run([pelican, "-s", str(conf)], capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode != 0
    assert "pelican.plugins.samtykke" in "".join((run.stdout + run.stderr).split())
    assert not site.output.exists()
