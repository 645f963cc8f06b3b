"""Feeds, other XML, drawings and manifests."""

from __future__ import annotations

import pytest

from extract.pages import read, third
from samtykke.model import Kind

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://l.example/"/><logo>https://logo.example/</logo>
<entry><title>Tom &amp; Jerry &lt; 3</title>
<content type="html">&lt;p&gt;
&lt;img src="//a.example/x"&gt; &lt;script&gt;f('//no.example')&lt;/script&gt;&lt;script src=//s.example/&gt;</content>
<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><img src="//b.example/x?a=1&amp;b=2" alt="&lt;"/>
<iframe src="//c.example/"/></div></summary></entry></feed>"""

RSS = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>
<description><![CDATA[<img src="//a.example/x">]]></description>
<content:encoded><![CDATA[<iframe src='//b.example/'></iframe>]]></content:encoded></item></channel></rss>"""


def test_atom() -> None:
    found = read(ATOM, kind="xml", path="feed.xml")
    assert [(r.host, r.kind, r.position.line) for r in found.references] == [
        ("a.example", Kind.IMAGE, 4),
        ("s.example", Kind.SCRIPT, 4),
        ("c.example", Kind.IFRAME, 6),
        ("b.example", Kind.IMAGE, 6),
    ]
    assert found.references[3].url == "https://b.example/x?a=1&b=2"
    assert found.problems == ()


def test_rss() -> None:
    assert third(RSS, kind="xml", path="feed.rss") == {"a": "live", "b": "live"}


def test_sitemap_says_nothing() -> None:
    text = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://x.example/</loc></url></urlset>'
    )
    assert read(text, kind="xml", path="sitemap.xml").references == ()


@pytest.mark.parametrize("text", ["", "<rss><channel></rss>", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<a>" * 600])
def test_unreadable(text: str) -> None:
    assert [p.rule for p in read(text, kind="xml", path="a.xml").problems] == ["unreadable-document"]


def test_sheet_of_an_xml_file() -> None:
    text = '<?xml version="1.0"?>\n <?xml-stylesheet type="text/xsl" href="//c.example/a.xsl?b&amp;c"?><a/>'
    (found,) = read(text, kind="xml", path="a.xml").references
    assert (found.kind, found.url) == (Kind.STYLESHEET, "https://c.example/a.xsl?b&c")
    assert (found.position.line, found.position.column) == (2, 2)


def test_xhtml_in_any_xml_is_live() -> None:
    text = '<a xmlns:h="http://www.w3.org/1999/xhtml">\n<h:script src="//c.example/"/><h:img src="//d.example/"/></a>'
    assert third(text, kind="xml", path="a.xml") == {"c": "live", "d": "live"}


def test_xslt() -> None:
    text = (
        '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:import href="//i.example/"/>'
        '<xsl:template match="/"><html><body><img src="//c.example/"/></body></html></xsl:template></xsl:stylesheet>'
    )
    assert third(text, kind="xml", path="a.xsl") == {"i": "live", "c": "live"}


@pytest.mark.parametrize(
    "text",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="//c.example/"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<image xlink:href="//c.example/"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><style><![CDATA[a{b:url(//c.example/)}]]></style></svg>',
        '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script href="//c.example/"/></s:svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml">'
        '<h:img src="//c.example/"/></svg>',
        '<!DOCTYPE svg [<!ENTITY e "//c.example/">]><svg xmlns="http://www.w3.org/2000/svg"><image href="&e;"/></svg>',
        '<?xml-stylesheet href="//c.example/"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><iframe src="//c.example/"/></foreignObject></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><rect style="fill:url(//c.example/)"/></svg>',
    ],
)
def test_svg(text: str) -> None:
    assert third(text, kind="svg", path="a.svg") == {"c": "live"}


def test_plain_svg() -> None:
    text = (
        '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><title>x</title>'
        '<path d="M0 0"/><use href="#a"/></svg>'
    )
    found = read(text, kind="svg", path="a.svg")
    assert [r for r in found.references if r.party == "third"] == []
    assert found.problems == ()


def test_svg_bombs() -> None:
    laughs = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "ha" * 50}">' for i in range(9))
    text = f'<!DOCTYPE svg [{laughs}]><svg xmlns="http://www.w3.org/2000/svg"><text>&e8;</text></svg>'
    assert [p.rule for p in read(text, kind="svg", path="a.svg").problems] == ["unreadable-document"]
    assert [p.rule for p in read("", kind="svg", path="a.svg").problems] == ["unreadable-document"]


def test_manifest() -> None:
    text = (
        '{"name": "x",\n "icons": [{"src": "a.png"}, {"src": "https:\\/\\/c.example/"}, 3],\n'
        ' "shortcuts": [{"icons": [{"src": "//d.example/"}]}], "start_url": "https://no.example/"}'
    )
    found = read(text, kind="json", path="m/site.webmanifest")
    assert [(r.url, r.kind.value, r.position.line) for r in found.references] == [
        ("https://c.example/", "icon", 1),
        ("https://www.example.no/m/a.png", "icon", 2),
        ("https://d.example/", "icon", 3),
    ]


@pytest.mark.parametrize(
    "text", ['[{"html": "<img src=//c.example/>"}]', '{"icons": [{"src": "//c.example/"}]}', "{", "3"]
)
def test_other_json_is_inert(text: str) -> None:
    found = read(text, kind="json", path="search.json")
    assert (found.references, found.problems) == ((), ())


def test_speculation_rules_file() -> None:
    text = '{"prerender": [{"source": "list", "urls": ["//c.example/"]}]}'
    assert third(text, kind="json", path="rules.json") == {"c": "live"}


def test_broken_manifest() -> None:
    assert [p.rule for p in read("{", kind="json", path="a.webmanifest").problems] == ["unreadable-document"]
