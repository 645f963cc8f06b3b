"""Everything in a page that makes a browser contact somebody, by element."""

from __future__ import annotations

import pytest

from extract.pages import only, problems, read, third
from samtykke.model import Kind, Party

ONE = [  # (markup, kind); the third party is c.example, contacted on load
    ("<script src=//c.example/x></script>", Kind.SCRIPT),
    ("<script type=module src=//c.example/x></script>", Kind.SCRIPT),
    ("<script type=module nomodule src=//c.example/x></script>", Kind.SCRIPT),
    ("<script language=vbscript src=//c.example/x></script>", Kind.SCRIPT),
    ("<script for=x event=y src=//c.example/x></script>", Kind.SCRIPT),  # fetched ahead, not run
    ("<script src=//c.example/x>", Kind.SCRIPT),  # never closed
    ("<script/src=//c.example/x></script>", Kind.SCRIPT),
    ("<svg><script href=//c.example/x></script></svg>", Kind.SCRIPT),
    ("<svg><script type=text/plain xlink:href=//c.example/x></script></svg>", Kind.SCRIPT),
    ("<iframe src=//c.example/x></iframe>", Kind.IFRAME),
    ("<iframe type=text/plain src=//c.example/x></iframe>", Kind.IFRAME),
    ("<img src=//c.example/x>", Kind.IMAGE),
    ("<img loading=lazy type=text/plain src=//c.example/x>", Kind.IMAGE),
    ("<image src=//c.example/x>", Kind.IMAGE),
    ("<table><image src=//c.example/x></table>", Kind.IMAGE),
    ('<img srcset="/a.png 1x, //c.example/x 2x">', Kind.IMAGE),
    ('<picture><source srcset="//c.example/x"><img></picture>', Kind.IMAGE),
    ("<video src=//c.example/x></video>", Kind.MEDIA),
    ("<video poster=//c.example/x></video>", Kind.IMAGE),
    ("<audio preload=none><source src=//c.example/x></audio>", Kind.MEDIA),
    ("<video crossorigin><track src=//c.example/x></video>", Kind.MEDIA),
    ("<object data=//c.example/x></object>", Kind.OBJECT),
    ("<embed src=//c.example/x>", Kind.OBJECT),
    ("<input type=IMAGE src=//c.example/x>", Kind.IMAGE),
    ("<table background=//c.example/x>", Kind.IMAGE),
    ("<table><tr><td background=//c.example/x>", Kind.IMAGE),
    ("<svg><image href=//c.example/x /></svg>", Kind.IMAGE),
    ("<svg><image xlink:href=//c.example/x /></svg>", Kind.IMAGE),
    ("<svg><filter><feImage href=//c.example/x /></filter></svg>", Kind.IMAGE),
    ('<svg><image><set attributeName="href" to="//c.example/x"/></image></svg>', Kind.IMAGE),
    ('<svg><rect fill="url(//c.example/x#a)"/></svg>', Kind.IMAGE),
    ("<link rel=stylesheet href=//c.example/x>", Kind.STYLESHEET),
    ("<link rel='alternate stylesheet' title=x href=//c.example/x>", Kind.STYLESHEET),
    ("<link rel=stylesheet media=print href=//c.example/x>", Kind.STYLESHEET),
    ("<link rel=stylesheet type=text/plain href=//c.example/x>", Kind.STYLESHEET),
    ("<link rel=preload as=script href=//c.example/x>", Kind.HINT),
    ("<link rel=preload as=image imagesrcset='//c.example/x 1x'>", Kind.HINT),
    ("<link rel=modulepreload href=//c.example/x>", Kind.HINT),
    ("<link rel=prefetch href=//c.example/x>", Kind.HINT),
    ("<link rel=preconnect href=//c.example/x>", Kind.HINT),
    ("<link rel=DNS-prefetch href=//c.example/x>", Kind.HINT),
    ("<link rel='shortcut icon' href=//c.example/x>", Kind.ICON),
    ("<link rel=apple-touch-icon href=//c.example/x>", Kind.ICON),
    ("<link rel=manifest href=//c.example/x>", Kind.MANIFEST),
    ("<meta http-equiv=Refresh content='3; URL=//c.example/x'>", Kind.REFRESH),
    ("<p style='background:url(//c.example/x)'>", Kind.IMAGE),
    ("<style>p{background:url(//c.example/x)}</style>", Kind.IMAGE),
    ("<style>@import '//c.example/x';</style>", Kind.STYLESHEET),
    ("<style media=print>@import '//c.example/x';</style>", Kind.STYLESHEET),
    ("<style type=text/plain>@import '//c.example/x';</style>", Kind.STYLESHEET),
    ("<style>@font-face{src:url(//c.example/x)}</style>", Kind.FONT),
    ("<svg><style>p{background:url(//c.example/x)}</style></svg>", Kind.IMAGE),
    ("<iframe srcdoc='&lt;img src=//c.example/x>'></iframe>", Kind.IMAGE),
    ("<iframe srcdoc='&lt;iframe srcdoc=\"&amp;lt;img src=//c.example/x>\">'></iframe>", Kind.IMAGE),
    ("<iframe src='data:text/html,<img src=https://c.example/x>'></iframe>", Kind.IMAGE),
    ("<object data='data:text/html;base64,PGltZyBzcmM9aHR0cHM6Ly9jLmV4YW1wbGUveD4='></object>", Kind.IMAGE),
    ("<script type=speculationrules>{\"prefetch\": [{\"urls\": [\"https://c.example/x\"]}]}</script>", Kind.HINT),
    ("<div><template shadowrootmode=OPEN><img src=//c.example/x></template></div>", Kind.IMAGE),
    ("<template><img src=//c.example/x></template>", Kind.IMAGE),
    ("<template><picture><source srcset=//c.example/x></picture></template>", Kind.IMAGE),
    ("<template><video poster=//c.example/x></video></template>", Kind.IMAGE),
    ("<template><svg><image href=//c.example/x /></svg></template>", Kind.IMAGE),
    ("<template><svg><script href=//c.example/x></script></svg></template>", Kind.SCRIPT),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "kind"), ONE, ids=[m for m, _ in ONE])
def test_live(markup: str, kind: Kind) -> None:
    (found,) = [r for r in read(markup).references if r.party is Party.THIRD]
    assert (found.host, found.kind, found.state, found.evidence) == ("c.example", kind, "live", "attribute")
    assert (found.position.line, found.gate, found.noscript) == (2, None, False)


@pytest.mark.parametrize(
    "markup",
    [
        "<script type=text/plain src=//c.example/x></script>",
        "<script type='text/javascript; charset=utf-8' src=//c.example/x></script>",
        "<script nomodule src=//c.example/x></script>",
        "<script href=//c.example/x></script>",
        "<svg><script src=//c.example/x></script></svg>",
        "<math><script src=//c.example/x></script></math>",
        "<script src></script><script src=''></script><img src><iframe src=''></iframe>",
        "<iframe srcdoc='x' src=//c.example/x></iframe>",
        "<iframe data-src=//c.example/x></iframe><img class=lazy data-src=//c.example/x>",
        "<input src=//c.example/x>",
        "<link rel=canonical href=//c.example/x><link rel=alternate href=//c.example/x><link href=//c.example/x>",
        "<link rel=stylesheet disabled href=//c.example/x>",
        "<link rel=stylesheet>",
        "<meta property=og:image content=//c.example/x>",
        "<meta http-equiv=refresh content=5>",
        "<a href=//c.example/x>x</a>",
        "<img src='data:image/png;base64,iVBORw=='><img src='about:blank'><img src='blob:https://c.example/x'>",
        "<textarea><img src=//c.example/x></textarea>",
        "<iframe><img src=//c.example/x></iframe>",
        "<noframes><img src=//c.example/x></noframes><noembed><img src=//c.example/x></noembed>",
        "<xmp><img src=//c.example/x></xmp>",
        "<!-- <img src=//c.example/x> -->",
        "<!--[if lt IE 9]><script src=//c.example/x></script><![endif]-->",
        "<template><script src=//c.example/x></script><iframe src=//c.example/x></iframe></template>",
        "<template><link rel=stylesheet href=//c.example/x><style>@import '//c.example/x';</style></template>",
        "<template shadowrootmode=bogus><script src=//c.example/x></script></template>",
        "<template><div><template shadowrootmode=open><script src=//c.example/x></script></template></div></template>",
        "<svg><use href=//c.example/x /></svg>",
        "<style type=text/plain>p{background:url(//c.example/x)}</style>",
        "<script type=importmap>{\"imports\": {\"a\": \"https://c.example/x\"}}</script>",
        "<script type=application/ld+json>{\"url\": \"https://c.example/x\"}</script>",
        "<object data='javascript:1'></object>",
    ],
)  # fmt: skip
def test_inert(markup: str) -> None:
    scan = read(markup)
    assert [r for r in scan.references if r.party is Party.THIRD] == []
    assert scan.problems == ()


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<form action=//c.example/x></form>", Kind.FORM),
        ("<button formaction=//c.example/x>", Kind.FORM),
        ("<input type=submit formaction=//c.example/x>", Kind.FORM),
        ("<a href=/ ping='//c.example/x'>x</a>", Kind.PING),
        ("<map><area href=/ ping='//c.example/x'></map>", Kind.PING),
    ],
)
def test_on_action(markup: str, kind: Kind) -> None:
    found = only(read(markup))
    assert (found.kind, found.state, found.host) == (kind, "action", "c.example")


def test_import_map_counts_where_modules_are() -> None:
    body = (
        '<script type=importmap>{"imports": {"a": "https://c.example/x"}, "scopes": {"/b": {"d": "//d.example/"}}}'
        "</script><script type=module></script>"
    )
    assert third(body) == {"c": "live", "d": "live"}


def test_first_party() -> None:
    scan = read("<img src=/a.png><img src=b.png><img src=//media.example.no/c.png>")
    assert [(r.url, r.party.value) for r in scan.references] == [
        ("https://www.example.no/a.png", "first"),
        ("https://www.example.no/a/b.png", "first"),
        ("https://media.example.no/c.png", "first"),
    ]


def test_written_and_resolved() -> None:
    found = only(read("<img src=' ht&#10;tps:\\\\C.example\\a&amp;b '>"))
    assert found.url == "https://c.example/a&b"
    assert found.written == "ht\ntps:\\\\C.example\\a&b"


# What stands where parsers have gone wrong (browsers' behaviour measured): label of the host → how it counts.
TRAPS = [
    ("<noscript><script src=//c.example/></script><img src=//i.example/>", {"i": "noscript"}),
    ('<noscript><p title="</noscript><img src=//a.example/>"></noscript>', {"a": "live"}),
    ("<noscript><!-- </noscript><img src=//a.example/> --></noscript>", {"a": "live"}),
    ("<textarea><img src=//a.example/></textarea><img src=//b.example/>", {"b": "live"}),
    ("<!--><img src=//a.example/>", {"a": "live"}),
    ("<!---><img src=//a.example/>", {"a": "live"}),
    ("<!-- x --!><img src=//a.example/>", {"a": "live"}),
    ("<!-- x -- ><img src=//a.example/>--><img src=//b.example/>", {"b": "live"}),
    ("<!x <img src=//a.example/> ><img src=//b.example/>", {"b": "live"}),
    ("<![if !IE]><img src=//a.example/><![endif]>", {"a": "live"}),
    ("<svg><style><img src=//a.example/></style></svg>", {"a": "live"}),
    ("<svg><title><img src=//a.example/></title></svg>", {"a": "live"}),
    ("<svg><foreignObject><script src=//a.example/></script></foreignObject></svg>", {"a": "live"}),
    ("<math><mtext><script src=//b.example/></script></mtext></math>", {"b": "live"}),
    ("<plaintext><img src=//a.example/>", {}),
    ("<select><option><img src=//a.example/></option></select>", {"a": "live"}),
    ("<img src=//a.example/ src=//b.example/>", {"a": "live"}),
    ("<table><script src=//a.example/></script><img src=//b.example/></table>", {"a": "live", "b": "live"}),
    ("<img alt='<img src=//a.example/>' src=//b.example/>", {"b": "live"}),
    ('<img alt="a"src=//b.example/>', {"b": "live"}),
    ("<scr\0ipt src=//a.example/></scr\0ipt><img src=//c.example/>", {"c": "live"}),
    ("<img\fsrc=//a.example/><img\vsrc=//b.example/>", {"a": "live"}),
    ("<script type=x><!--<script>'<img src=//a.example/>'</script>*/</script><img src=//b.example/>", {"b": "live"}),
    ("<script type=text/plain>'</script x><img src=//b.example/>'</script>", {"b": "live"}),
    ("<script type='text/java&#115;cript' src=//a.example/></script>", {"a": "live"}),
    ("<p></body></html><img src=//a.example/>", {"a": "live"}),
    ("<p><img src=//a.example/ ", {}),
    ("<noscript><template></noscript><script src=//a.example/></script>", {"a": "live"}),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "expected"), TRAPS, ids=[m for m, _ in TRAPS])
def test_parser_traps(markup: str, expected: dict[str, str]) -> None:
    assert third(markup) == expected


def test_what_only_the_preload_scanner_fetches() -> None:
    body = "<script type=text/plain type=text/javascript src=//a.example/></script>"
    assert third(body) == {"a": "live"}
    assert problems(body) == ["duplicate-attribute"]
    body = "<svg><style><!-- </style><img src=//a.example/> --></style></svg>"
    assert third(body) == {"a": "live"}
    assert problems(body) == ["ambiguous-markup"]
    assert problems("<svg><link rel=stylesheet href=//a.example/></svg>") == ["ambiguous-markup"]
