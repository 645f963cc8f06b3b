"""`SAMTYKKE = {"gate": True, "inject": True}`: themes that know nothing of consent, in real builds."""

from __future__ import annotations

import re

import pytest

from gating.sites import REGISTER
from plugin.conftest import Site

PERSONVERN = """Title: Personvern
Slug: personvern
Lang: nb

<!-- samtykke: cookies -->

<!-- samtykke: recipients -->
"""
TRACKERS = """
DISQUS_SITENAME = "eksempel"
TWITTER_USERNAME = "eksempel"
ANALYTICS = '''<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABC123"></script>
<script>
window.dataLayer = window.dataLayer || [];
function gtag(){dataLayer.push(arguments);}
gtag('js', new Date());
gtag('config', 'G-ABC123');
</script>'''
"""


def write(site: Site, body: str, name: str = "sak") -> None:
    """An article with a category, which these themes want."""
    front = f"Title: Sak\nDate: 2026-11-21\nCategory: Nytt\nLang: nb\nSlug: {name}\n"
    site.write(f"content/nyheter/{name}.md", f"{front}\nFør.\n\n{body}\n")


@pytest.fixture
def themed(site: Site) -> Site:
    """A site with a theme that comes with Pelican, every tracker of it switched on; more in test_gate_builds."""
    site.write("content/register.toml", REGISTER.read_text("utf-8"))
    site.write("content/pages/personvern.md", PERSONVERN)
    settings = (site.root / "pelicanconf.py").read_text("utf-8")
    settings = settings.replace('THEME = "theme"', 'THEME = "notmyidea"').replace(
        'SITEURL = ""', 'SITEURL = "https://www.example.no"'
    )
    settings = settings.replace('DIRECT_TEMPLATES = ["index"]', 'DIRECT_TEMPLATES = ["index", "archives"]')
    site.write("pelicanconf.py", settings + TRACKERS)
    for article in (site.root / "content/nyheter").glob("*.md"):
        article.unlink()
    film = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>'
    write(site, f'{film}\n\n<img src="https://stats.example/p.gif" alt="">')
    return site


def test_without_it_the_build_fails(themed: Site) -> None:
    assert themed.pelican().returncode == 1


def test_with_it_the_build_passes(themed: Site) -> None:
    themed.edit("pelicanconf.py", '{"lang": "nb"}', '{"lang": "nb", "gate": True, "inject": True}')

    done = themed.pelican()

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Matomo: venter på samtykke: bilder \d+; filer: \d+\n", done.stdout)
    assert "Satt inn på sider: samtykkebanner" in done.stdout
    assert "Feil: 0." in done.stdout
    assert themed.samtykke("check", "output").returncode == 0
    again = themed.samtykke("gate", "output", "--inject", "--lang", "en")
    assert (again.returncode, again.stdout) == (
        0, "Nothing that is declared loads without consent: nothing was changed.\n",
    )  # fmt: skip
    assert themed.pelican().returncode == 0, "a build into the same folder"


@pytest.mark.slow
def test_what_is_left_stops_the_build_with_the_remedy(themed: Site) -> None:
    themed.edit("pelicanconf.py", '{"lang": "nb"}', '{"lang": "nb", "gate": True, "inject": True}')
    write(
        themed,
        '<script src="https://code.jquery.com/jquery-3.7.1.min.js"></script>\n<script>$(".a").hide();</script>',
        "enda-en",
    )

    done = themed.pelican()

    assert done.returncode == 1
    assert "jQuery (code.jquery.com): det som blir stående, trenger «$»" in done.stdout
    assert "legg biblioteket på nettstedet selv" in done.stdout


def test_a_switch_is_on_or_off(site: Site) -> None:
    site.edit("pelicanconf.py", '{"lang": "nb"}', '{"lang": "nb", "gate": "ja"}')
    done = site.pelican()
    assert done.returncode == 2
    assert "SAMTYKKE: «gate» må være en av True, False." in done.stdout
