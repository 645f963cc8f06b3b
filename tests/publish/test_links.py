"""Every address of the site leads somewhere; one that does not stops the build, with the line of the Markdown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from multicase.links import check
from plugin.conftest import Site

OWN = "https://www.example.no"
PAGE = (
    '<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>x</title>{head}</head><body>{body}</body></html>'
)


def tree(root: Path, body: str = "", head: str = "") -> Path:
    files = {
        "index.html": PAGE.format(head=head, body=body),
        "om/index.html": PAGE.format(head="", body='<h2 id="oss">Oss</h2><a name="gammel"></a><p id="blåbær">'),
        "bilder/a.png": "x",
        "stil.css": "@font-face { src: url('f.woff2') } a { background: url(data:image/png,x) url(bilder/a.png) }",
        "f.woff2": "x",
        "fil.pdf": "x",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


LEADS = [
    '<a href="/om/">', '<a href="om/">', '<a href="om">', '<a href="/om/#oss">', '<a href="/om/#gammel">',
    '<a href="/om/#bl%C3%A5b%C3%A6r">', '<a href="#top">', '<a href="#">', '<a href="">', '<a href="/om/?q=1#oss">',
    '<a href="https://www.example.no/om/#oss">', '<a href="/om/#:~:text=Oss">', '<a href="https://andre.example/borte">',
    '<a href="mailto:post@example.no">', '<a href="tel:+47">', '<img src="/bilder/a.png" alt="">',
    '<img srcset="/bilder/a.png 1x, bilder/a.png 2x" alt="">', '<a href="/fil.pdf">', '<a href="//andre.example/x">',
]  # fmt: skip
LOST = {
    '<a href="/omm/">': "«/omm/» fører ikke noe sted. Mente du «/om/»?",
    '<a href="/Om/">': "«/Om/» fører ikke noe sted. Mente du «/om/»?",
    '<a href="/om/#os">': "«/om/#os»: siden finnes, men ikke stedet «#os» på den. Mente du «#oss»?",
    '<a href="#borte">': "«#borte»: siden finnes, men ikke stedet «#borte» på den.",
    '<a href="https://www.example.no/borte/">': "«https://www.example.no/borte/» fører ikke noe sted.",
    '<a href="{filename}/pages/borte.md">': "Filen «{filename}/pages/borte.md» finnes ikke.",
    '<img src="%7Bstatic%7D/images/b.png" alt="">': "Filen «{static}/images/b.png» finnes ikke.",
    '<img src="/bilder/b.png" alt="">': "«/bilder/b.png» fører ikke noe sted. Mente du «/bilder/a.png»?",
    '<img srcset="/bilder/a.png 1x, /x.png 2x" alt="">': "«/x.png» fører ikke noe sted.",
    '<script src="/js/x.js"></script>': "«/js/x.js» fører ikke noe sted.",
    '<a href="http://[">': "«http://[» er ikke en adresse.",
    '<link rel="stylesheet" href="/still.css">': "«/still.css» fører ikke noe sted. Mente du «/stil.css»?",
    '<meta property="og:image" content="/x.png">': "«/x.png» fører ikke noe sted.",
    '<video src="/a.mp4" poster="/bilder/a.png"></video>': "«/a.mp4» fører ikke noe sted.",
    '<form action="/send"></form>': "«/send» fører ikke noe sted.",
}


@pytest.mark.parametrize("body", LEADS)
def test_leads_somewhere(tmp_path: Path, body: str) -> None:
    assert check(tree(tmp_path, body), [OWN]) == []


@pytest.mark.parametrize("body", LOST)
def test_leads_nowhere(tmp_path: Path, body: str) -> None:
    (broken,) = check(tree(tmp_path, f"\n{body}"), [OWN])
    assert broken.why == LOST[body]
    assert (broken.link.page, broken.link.line) == ("index.html", 2)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("stil.css", "a { background: url( 'x.png' ) }"),
        ("stil.css", '@import "x.css";'),
        ("feed.xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><link href="{OWN}/borte/"/></feed>'),
        (
            "feed.xml",
            '<feed xmlns="http://www.w3.org/2005/Atom"><content type="html">&lt;a href="/borte/"&gt;</content></feed>',
        ),
        ("sitemap.xml", f"<urlset><url><loc>{OWN}/borte/</loc></url></urlset>"),
        ("sitemap.xml", f'<urlset xmlns:x="http://www.w3.org/1999/xhtml"><x:link href="{OWN}/borte/"/></urlset>'),
        ("site.webmanifest", '{"icons": [{"src": "/borte.png"}], "start_url": "/"}'),
        ("robots.txt", f"User-agent: *\nSitemap: {OWN}/borte.xml"),
    ],
)
def test_other_files(tmp_path: Path, name: str, text: str) -> None:
    root = tree(tmp_path)
    (root / name).write_text(text, "utf-8")
    (broken,) = check(root, [OWN])
    assert broken.link.page == name


def test_the_real_site_has_no_broken_link(multicase: Path) -> None:
    assert check(multicase, ["https://www.multicase.no"]) == []


def test_a_broken_link_stops_the_build_and_is_told_with_its_line(site: Site) -> None:
    """All in one go, and the check of consent besides."""
    site.edit("pelicanconf.py", "PLUGINS = [samtykke]", "from multicase import links\n\nPLUGINS = [samtykke, links]")
    site.article(
        "[om]({filename}/pages/omm.md) og [vern]({filename}/pages/personvern.md#borte)\n\n[her](/en-nyheet.html)\n\n"
        '<img src="https://cdn.example/x.png" alt="">'
    )

    done = site.pelican()

    assert done.returncode == 1, done.stdout + done.stderr
    file = "content/nyheter/limt.md"
    assert f"{file}:7: Filen «{{filename}}/pages/omm.md» finnes ikke." in done.stdout
    assert re.search(rf"{file}:7: «\S*#borte»: siden finnes, men ikke stedet «#borte» på den", done.stdout)
    assert f"{file}:9: «/en-nyheet.html» fører ikke noe sted. Mente du «/en-nyhet.html»?" in done.stdout
    assert "undeclared-third-party" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
