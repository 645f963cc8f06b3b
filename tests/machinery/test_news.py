"""News by year and subject, and what else to read; the list of all pages."""

from __future__ import annotations

from machinery.conftest import Site


def test_a_year_has_its_news_and_no_courses(site: Site) -> None:
    assert [a.get_text() for a in site.page("/nyheter/2026/").select("main .card-title a")] == [
        f"Nyhet {n}" for n in range(14, 0, -1)
    ]
    assert "/nyheter/2030/" not in site.pages(), "there are only courses in that year"
    assert site.page("/nyheter/").select('main a[href="/nyheter/2026/"]')


def test_subjects(site: Site) -> None:
    assert [a["href"] for a in site.page("/emne/").select("main .tags a")] == ["/emne/lager/"]


def test_related_are_the_nearest_and_never_the_same(site: Site) -> None:
    def also(address: str) -> list[str]:
        return [a.get_text() for a in site.page(address).select(".related a")]

    assert also("/nyheter/nyhet-7/") == ["Nyhet 6", "Nyhet 8", "Nyhet 5"]
    assert also("/nyheter/nyhet-14/") == ["Nyhet 13", "Nyhet 12", "Nyhet 11"]


def test_every_page_is_in_the_list_of_all(tmp_path_factory: object, site: Site) -> None:
    """The sample has no search page; its list is what the template calls."""
    assert (site.output / "pagefind/pagefind.js").is_file()
    published = {path.name for path in (site.output / "pagefind").iterdir()}
    assert not {name for name in published if "ui" in name or name.endswith(".css")}
    assert {name for name in published if name.startswith("wasm.")} >= {"wasm.nb.pagefind", "wasm.en.pagefind"}
