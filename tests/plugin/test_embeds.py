"""What editors paste, in real builds: a gate where it is declared, an offer where it is not."""

from __future__ import annotations

import re

import pytest

from plugin.conftest import Site

FILM = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ "Slik bestiller du"'


@pytest.mark.slow
def test_an_undeclared_film_stops_the_build_and_the_entry_that_is_offered_mends_it(site: Site) -> None:
    site.article(f"{FILM}\n\n[En nyhet]({{filename}}/nyheter/en-nyhet.md)")
    site.edit("theme/templates/index.html", "{{ article.title }}", "{{ article.title }} {{ article.summary }}")

    done = site.pelican()

    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert "YouTube står ikke i registeret" in done.stdout
    assert "content/nyheter/limt.md:7: https://www.youtube.com/watch?v=dQw4w9WgXcQ" in done.stdout
    offered = done.stdout[done.stdout.index("[[category]]") :]
    register = site.root / "content/register.toml"
    register.write_text(register.read_text("utf-8") + "\n" + offered, "utf-8")

    done = site.pelican()

    assert done.returncode == 0, done.stdout
    page = (site.root / "output/limt.html").read_text("utf-8")
    assert 'data-src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" data-title="Slik bestiller du"' in page
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in page
    assert "<p>Før.</p>\n<figure" in page
    index = (site.root / "output/index.html").read_text("utf-8")
    assert "<figure" not in index, "where Pelican cuts the text, it would cut the figure"
    assert re.search(r'<p>Før\.</p>\s*<p><a href="[^"]*/en-nyhet\.html">En nyhet</a></p>\s*<p>Etter\.</p>', index)
    assert site.samtykke("check", "output").returncode == 0


def test_a_gate_follows_the_register_through_pelicans_cache(site: Site) -> None:
    """The reader's cache holds the article as Markdown made it: what was offered, and taken, is seen at once."""
    cache = ("--extra-settings", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true")
    site.article(FILM)
    refused = site.pelican(*cache)
    assert refused.returncode == 1
    register = site.root / "content/register.toml"
    register.write_text(register.read_text("utf-8") + refused.stdout[refused.stdout.index("[[category]]") :], "utf-8")
    assert site.pelican(*cache).returncode == 0
    site.edit("content/register.toml", "Innebygde filmer fra YouTube.", "Viser filmer om nettbutikken.")

    assert site.pelican(*cache).returncode == 0

    assert "Viser filmer om nettbutikken." in (site.root / "output/limt.html").read_text("utf-8")


def test_all_that_is_missing_is_told_in_one_go(site: Site) -> None:
    site.article("https://vimeo.com/123456789\n\nhttps://x.com/a/status/12345")
    site.article("https://vimeo.com/987654321", "enda-en")

    done = site.pelican()

    assert done.returncode == 1
    assert len(re.findall(r"står ikke i registeret", done.stdout)) == 2, done.stdout
    assert re.search(r"limt\.md:7: https://vimeo\.com/123456789\n.*\n?.*enda-en|enda-en\.md:7", done.stdout)
