"""What the comparison with real browsers brought to light (`tests/truth`), each by a near twin."""

from __future__ import annotations

import pytest

from extract.pages import third

LIVE = [
    "<link rel=stylesheet href='data:text/css,p{background:url(https://c.example/)}'>",
    "<style>@import 'data:text/css,p{background:url(https://c.example/)}';</style>",
    "<style>:root{--a:'//c.example/'} p{background:image-set(var(--a) 1x)}</style>",
    "<style>@import '//c.example/\n';</style>",
    "<math><style>@import '//c.example/';</style></math>",
    "<script for=x event=y src=//c.example/></script>",
    "<svg><script for=x event=y>new Image().src='//c.example/'</script></svg>",
    "<svg><rect><set attributeName=mask to='url(//c.example/#a)'/></rect></svg>",
    "<template><svg><filter><feImage href=//c.example/ /></filter></svg></template>",
    "<table><col background=//c.example/></table>",
    "<link rel=next href=//c.example/>",
    "<link rel=canonical rel=stylesheet href=//c.example/>",
    '<iframe src=\'data:text/xml,<html xmlns="http://www.w3.org/1999/xhtml"><script/><img src="https://c.example/"/>'
    "</html>'></iframe>",
    "<iframe src='data:text/xml,<?xml-stylesheet href=\"https://c.example/\"?><a/>'></iframe>",
    "<iframe src=\"javascript:'<img src=https://c.example/>'\"></iframe>",
    "<svg><base href=//c.example/></svg>",
]


@pytest.mark.parametrize("markup", LIVE)
def test_live(markup: str) -> None:
    assert third(markup)["c"] == "live"


_GO = "new Image().src=&quot;//c.example/&quot;"
TWINS = [
    # (what some browser contacts, its twin that none does)
    ("<video><source src=//c.example/></video>", "<video><p><source src=//c.example/></p></video>"),
    ("<picture><p><source srcset=//c.example/></p><img></picture>", "<p><source srcset=//c.example/></p><img>"),
    ("<audio crossorigin><track src=//c.example/></audio>", "<audio><track src=//c.example/></audio>"),
    ("<object classid=x data=//c.example/a.png></object>", "<object classid=x data=//c.example/a></object>"),
    ("<object classid=x type=image/png data=//c.example/></object>", "<object type=x/y data=//c.example/></object>"),
    ("<embed type=text/plain src=//c.example/>", "<embed type='application/x-shockwave-flash; a' src=//c.example/>"),
    ("<video><iframe src=//c.example/></iframe></video>", "<video><p><object data=//c.example/></object></video>"),
    (
        "<video><p><template shadowrootmode=open><embed src=//c.example/></template></video>",
        "<audio><embed src=//c.example/></audio>",
    ),
    ("<svg><image xlink:href=//c.example/ /></svg>", "<svg><image href='' xlink:href=//c.example/ /></svg>"),
    ("<svg><rect mask='url(//c.example/)'/></svg>", "<svg><rect filter='url(//c.example/)'/></svg>"),
    ("<p style='a:url(//c.example/)'>", "<p style='a url(//c.example/)'>"),
    ("<p style='@import x;a:url(//c.example/)'>", "<p style='@import \"//c.example/\"'>"),
    (f'<img onload="{_GO}">', f'<div onload="{_GO}">'),
    (f'<track onerror="{_GO}">', f'<html onload="{_GO}">'),
    (f'<marquee onfocus="{_GO}">', f'<marquee onstart="{_GO}">'),
    ("<script>new Image().src='//c.example/'</SCRIPT>", "<script>new Image().src='//c.example/'"),
    ("<img src=//c.example/ srcset='a 2x'>", "<img src=//c.example/ srcset='a 2x, b'>"),
    ("<img src=//c.example/ srcset='a 5q'>", "<img src=//c.example/ srcset='a 10w'>"),
    (
        "<link rel=preload as=image href=//c.example/ imagesrcset='a 2x'>",
        "<link rel=preload as=image href=//c.example/ imagesrcset='a 1x'>",
    ),
    ("<link rel='a\fstylesheet' href=//c.example/>", "<link rel='a\vstylesheet' href=//c.example/>"),
    ("<base href=//c.example/><img src=x>", "<base href=//c.example/>"),
    ("&#0;<frameset><frame src=//c.example/>", "<p>x<frameset><frame src=//c.example/>"),
    (
        '<iframe src=\'data:text/xsl,<a><img xmlns="http://www.w3.org/1999/xhtml" src="https://c.example/"/></a>\'></iframe>',
        '<iframe src=\'data:x/y+xml,<a><img xmlns="http://www.w3.org/1999/xhtml" src="https://c.example/"/></a>\'></iframe>',
    ),
    (
        '<script type=speculationrules>{"prefetch":[{"urls":["https://c.example/"],"eagerness":"moderate"}]}</script>',
        '<script type=speculationrules>{"prefetch":[{"urls":["https://c.example/"],"eagerness":"conservative"}]}</script>',
    ),
    ("<noscript><link rel=stylesheet href=//c.example/></noscript>", "<noscript><script src=//c.example/></script>"),
]


@pytest.mark.parametrize(("markup", "twin"), TWINS)
def test_just_inside_and_just_outside(markup: str, twin: str) -> None:
    assert third(markup)["c"] in ("live", "noscript")
    assert third(twin).get("c") in (None, "action")


@pytest.mark.parametrize("markup", ["<source src=//c.example/>", "<video><object data=//c.example/></object></video>"])
def test_a_script_may_move_what_stands_in_the_wrong_place(markup: str) -> None:
    assert third(markup) == {}
    assert third(f"{markup}<script>move()</script>")["c"] == "live"


def test_text_that_looks_like_markup_counts_where_it_may_become_markup() -> None:
    text = "&lt;img src='https://c.example/'>"
    assert third(f"<a>{text}</a>", kind="xml", path="a.xml") == {}
    assert third(f"<rss>{text}</rss>", kind="xml", path="a.xml")["c"] == "live"
    assert third(f"<?xml-stylesheet href='a.xsl'?><a>{text}</a>", kind="xml", path="a.xml")["c"] == "live"


@pytest.mark.parametrize("first", ["data:text/html,x", "https://[x/"])
def test_a_base_that_is_none_leaves_it_to_the_next(first: str) -> None:
    assert third(f"<base href='{first}'><base href=//c.example/><img src=x>")["c"] == "live"


@pytest.mark.parametrize(
    "inside",
    [
        "<textarea><img src='//c.example/'/></textarea>",
        "<title><img src='//c.example/'/></title>",
        "<noscript><img src='//c.example/'/></noscript>",
        "<iframe src='about:blank'><img src='//c.example/'/></iframe>",
        "<script><![CDATA[var a = '</script>'; if (1 < 2 && 1) new Image().src = '//c.' + 'example/']]></script>",
        "<svg xmlns='http://www.w3.org/2000/svg'><title><image href='//c.example/'/></title></svg>",
    ],
)
def test_xml_has_no_raw_text(inside: str) -> None:
    page = f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{inside}</body></html>"
    assert third(page, kind="xml", path="a.xml") == {"c": "live"}


@pytest.mark.parametrize(
    "inside",
    [
        "<h:script xmlns:h='http://www.w3.org/1999/xhtml' src='//c.example/'/>",
        "<image xmlns:q='http://www.w3.org/1999/xlink' q:href='//c.example/'/>",
    ],
)
def test_namespaces_in_a_drawing(inside: str) -> None:
    page = f"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>"
    assert third(page, kind="svg", path="a.svg")["c"] == "live"


def test_xslt_attributes() -> None:
    sheet = (
        "<xsl:stylesheet xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:template match='/'>"
        "<img><xsl:attribute name='src'>https://c.example/</xsl:attribute></img></xsl:template></xsl:stylesheet>"
    )
    assert third(sheet, kind="xml", path="a.xsl") == {"c": "live"}


@pytest.mark.parametrize(
    "line",
    [
        'Link: </a>; rel=preload; as=image; imagesrcset="https://c.example/ 1x"',
        'Speculation-Rules: "https://c.example/"',
        "Link: <https://c.example/>; rel=stylesheet",
        'Link: <https://c.example/>; rel=preload; as=script; title="anchor=x"',
        'Link: <https://c.example/>; rel=preload; as=script; anchor=""',
    ],
)
def test_headers(line: str) -> None:
    assert third(f"/*\n  {line}\n", kind="headers", path="_headers") == {"c": "live"}


@pytest.mark.parametrize(
    "line",
    [
        "Link: <https://c.example/>; rel=icon",
        "Link: <https://c.example/>; rel=manifest",
        "Link: <https://c.example/>; rel=preload",
        'Link: <https://c.example/>; rel=preload; as=script; anchor="/other"',
        'Link: <https://c.example/>; rel=canonical; title="; rel=stylesheet"',
    ],
)
def test_headers_that_fetch_nothing(line: str) -> None:
    assert third(f"/*\n  {line}\n", kind="headers", path="_headers") == {}


def test_a_gate_s_candidates_wait_too() -> None:
    assert third("<img data-category=media data-service=a data-srcset='//c.example/ 1x' alt=''>") == {"c": "gated"}
