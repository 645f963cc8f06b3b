"""The site's search in real browsers: what is found, what is fetched and when, without a mouse and without scripts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.harness import Browser, Site, Visit, serve, settle, until

pytestmark = pytest.mark.browser
FETCHED = "performance.getEntriesByType('resource').filter(entry => entry.name.includes('/pagefind/')).length"
SHOWN = "document.querySelectorAll('#treff li').length"


@pytest.fixture(scope="module")
def site(multicase: Path) -> Iterator[Site]:
    with serve(multicase) as served:
        yield served


def write(visit: Visit, words: str) -> None:
    visit.evaluate(f"(sokeord.focus(), sokeord.value = {words!r}, sokeord.dispatchEvent(new Event('input')))")


def test_it_finds_by_the_stem_and_asks_nobody(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/sok/") as visit:
        assert visit.evaluate(FETCHED) == 0, "nothing heavy before somebody searches"
        write(visit, "undersøkelsene")  # the pages have «undersøkelser» and «undersøkelse»
        until(visit, f"{SHOWN} > 1")
        assert visit.evaluate("document.querySelector('form[data-search] [role=status]').textContent").endswith("treff")
        assert visit.evaluate("new URL(location.href).searchParams.get('q')") == "undersøkelsene"

        visit.press("Tab", "Enter")  # from the box to the first result
        until(visit, "!location.pathname.startsWith('/sok/')")
        settle(visit)
        assert visit.requests == []
        assert visit.cookies() == []
        assert visit.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_is_not_there_and_what_was_asked_before(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/sok/?q=nyhetsbrev") as visit:
        until(visit, f"{SHOWN} > 0")
        write(visit, "xyzzyplugh")
        until(visit, "document.querySelector('form[data-search] [role=status]').textContent === '0 treff'")
        assert visit.evaluate(SHOWN) == 0


def test_english_pages_are_found_in_english(browser: Browser, site: Site) -> None:
    with browser.open(f"{site.url}/en/search/?q=registering") as visit:
        until(visit, f"{SHOWN} > 0 || document.querySelector('form[data-search] [role=status]').textContent")
        links = visit.evaluate("[...document.querySelectorAll('#treff a')].map(a => a.pathname)")
        assert all(link.startswith("/en/") for link in links)
        write(visit, "newsletters")
        until(
            visit, f"{SHOWN} > 0 && [...document.querySelectorAll('#treff a')].some(a => a.pathname.includes('news'))"
        )


def test_the_form_is_not_seen_without_scripts(chromium: Browser, site: Site, tmp_path: Path) -> None:
    """A class gives it a layout, and `hidden` must win: two pictures, of the page and of the page without the form."""
    bare = tmp_path / "site"
    shutil.copytree(site.folder, bare)
    page = bare / "sok/index.html"
    page.write_text(re.sub(r"<form.*?</form>", "", page.read_text("utf-8"), flags=re.DOTALL), "utf-8")
    seen = []
    with serve(bare) as without:
        for number, url in enumerate((site.url, without.url)):
            with chromium.open(f"{url}/sok/", javascript=False) as visit:
                picture = tmp_path / f"{number}.png"
                visit.screenshot(picture)
                seen.append(picture.read_bytes())
    assert seen[0] == seen[1]


def test_without_scripts_there_is_a_list(site: Site) -> None:
    page = (site.folder / "sok/index.html").read_text("utf-8")
    form = page[page.index("<form") : page.index("</form>")]
    assert " hidden" in form.partition(">")[0]
    assert "Søket trenger JavaScript" in page
    for address in ("/personvern/", "/kontakt/", "/nyheter/eksempel-nye-kursdatoer/", "/kurs/eksempel-fagseminar/"):
        assert f'href="{address}"' in page[page.index('id="alle-sider"') :]
