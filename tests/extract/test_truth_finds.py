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
    ],
)
def test_headers(line: str) -> None:
    assert third(f"/*\n  {line}\n", kind="headers", path="_headers") == {"c": "live"}


def test_a_gate_s_candidates_wait_too() -> None:
    assert third("<img data-category=media data-service=a data-srcset='//c.example/ 1x' alt=''>") == {"c": "gated"}
