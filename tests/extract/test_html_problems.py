"""What a page has that makes its reading uncertain, or its gates useless."""

from __future__ import annotations

import pytest

from extract.pages import PAGE, SITE, problems, read, third
from samtykke.extract import scan
from samtykke.extract.context import DEEPEST
from samtykke.model import Position
from samtykke.site import Document


@pytest.mark.parametrize("raw", [b"", b" \n\t"])
def test_empty(raw: bytes) -> None:
    assert problems(raw) == ["unreadable-document"]


def test_error_of_the_reader_is_told() -> None:
    found = scan(Document("a.html", "html", b"", "Permission denied"), SITE)
    assert [(p.rule, p.detail, p.position) for p in found.problems] == [
        ("unreadable-document", "Permission denied", Position("a.html"))
    ]


def test_refused_encoding() -> None:
    assert problems(b"<!doctype html><meta charset=iso-2022-kr><p>x") == ["unreadable-document"]


def test_lost_body() -> None:
    """The parser drops what stands before a late frameset; browsers do not, for a template does not count as text."""
    raw = (
        b"<!doctype html><div><script src=//a.example/></script><template></template><frameset><frame src=//b.example/>"
    )
    found = read(raw)
    assert [(p.rule, p.position, p.detail) for p in found.problems] == [
        ("ambiguous-markup", Position("a/side.html", 1, 21), "<script src=//a.example/>")
    ]
    assert third(raw) == {"a": "live", "b": "live"}


def test_frames_are_read() -> None:
    assert third(b"<!doctype html><frameset><frame src=//a.example/></frameset>") == {"a": "live"}


@pytest.mark.parametrize(
    "body",
    [
        "<script>var a = '<script src=x>'</script>",
        "<!-- <script src=x></script> --><p>",
        "<p>&lt;script src=x></p><pre>&lt;img src=x></pre>",
        "<table><tr><td><img src=/a.png></table>",
        "<svg><title>a</title><style>a>b{}</style><path d=''/></svg><img src=/a.png>",
        "<noscript><img src=/a.png></noscript>",
        "<p>æøå 😀\r\n<img src=/a.png>\r\n<!-- <img> -->\r\n<script src=/a.js></script>",
        "<form><form action=/x></form></form>",
        "<textarea><script src=x></textarea><title><img src=x></title>",
    ],
)
def test_ordinary_markup_is_not_ambiguous(body: str) -> None:
    assert problems(body) == []


def test_ambiguous_in_noscript_only() -> None:
    body = "<noscript><svg><style><!-- </style><img src=//a.example/> --></style></svg></noscript>"
    assert problems(body) == ["ambiguous-markup"]
    assert third(body) == {"a": "noscript"}


def test_duplicate_attributes() -> None:
    body = "<p class=a class=b></p>\n<img alt=x\n   src=/a.png ALT=y>"
    found = read(body)
    assert [(p.rule, p.detail, p.position.line, p.position.column) for p in found.problems] == [
        ("duplicate-attribute", "ALT <img>", 3, 1)
    ]


@pytest.mark.parametrize(
    ("body", "rules", "hosts"),
    [
        ("<base href=//evil.example/><img src=a>", ["foreign-base"], {"evil": "live"}),
        ("<base><base href=/b/><base href=//evil.example/><img src=a>", [], {}),
        ("<base href='javascript:1'><base href=//evil.example/><img src=a>", ["foreign-base"], {"evil": "live"}),
        ("<template><base href=//evil.example/></template><img src=a>", [], {}),
        ("<svg><base href=//evil.example/></svg><img src=a>", ["foreign-base"], {"evil": "live"}),
        ("<noscript><base href=//evil.example/></noscript><img src=a>", ["foreign-base"], {"evil": "noscript"}),
        ("<base target=_blank><img src=a>", [], {}),
    ],
)
def test_base(body: str, rules: list[str], hosts: dict[str, str]) -> None:
    assert problems(body) == rules
    assert third(body) == hosts


def test_base_is_applied() -> None:
    scan = read("<base href='/b/c/x'><img src=a.png>")
    assert [r.url for r in scan.references] == ["https://www.example.no/b/c/a.png"]


def nested(depth: int) -> str:
    markup = "<img src=//deep.example/>"
    for _ in range(depth):
        markup = '<iframe srcdoc="' + markup.replace("&", "&amp;").replace('"', "&quot;") + '"></iframe>'
    return markup


def test_depth_is_bounded_and_said() -> None:
    assert third(nested(DEEPEST)) == {"deep": "live"}
    assert problems(nested(DEEPEST)) == []
    assert problems(nested(DEEPEST + 1)) == ["unreadable-document"]


@pytest.mark.parametrize(
    ("body", "bounded"),
    [
        ("<div>" * 50_000, False),
        ("<br>" * 200_010, True),
        ("<img " + " ".join(f"a{i}=1" for i in range(2000)) + ">", True),
        ("".join(f"<img src=/{i}>" for i in range(20_010)), True),
        ("<b>" * 3000 + "<p>" * 3000, False),
        ("<!--" * 100_000, False),
        ("<template>" * 2000 + "<img src=//a.example/>", False),
        ("<p onclick='1'>" * 600, True),
    ],
)
def test_bombs(body: str, bounded: bool) -> None:
    assert problems(body) == (["unreadable-document"] if bounded else [])


def test_an_unforeseen_fault_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("samtykke.extract.scripts.run", fail)
    found = read(PAGE.format("x").encode())
    assert [(p.rule, p.detail, p.position.path) for p in found.problems] == [
        ("unreadable-document", "ZeroDivisionError", "a/side.html")
    ]


def places(raw: bytes) -> list[tuple[int, int]]:
    return [(r.position.line, r.position.column) for r in read(raw).references]


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ("\ufeff<meta charset=utf-8><img src=a>".encode(), (1, 21)),
        ("<meta charset=utf-8>æ😀<img src=a>".encode(), (1, 23)),
        (b"<meta charset=utf-8>\r\n\r\n\t<img\r\n src=a>", (3, 2)),
        (b"<meta charset=utf-8>\r\rx<img src=a>", (3, 2)),
        ("<meta charset=iso-8859-1>æ<img src=a>".encode("latin-1"), (1, 27)),
        ("\ufeff<p>æ<img src=a>".encode("utf-16-le"), (1, 5)),
        (b"<meta charset=utf-8>\n<style\n a='>'>\n.a{}\n  .b{c:url(a)}</style>", (5, 8)),
        (b"<meta charset=utf-8>\n<style title='>'>a{b:url(a)}</style>", (2, 22)),
    ],
)
def test_positions(raw: bytes, place: tuple[int, int]) -> None:
    assert places(raw) == [place]


def test_xhtml_is_read_as_both() -> None:
    text = '<html xmlns="http://www.w3.org/1999/xhtml"><script src="//a.example/"/><img src="//b.example/"/></html>'
    assert third(text.encode(), path="a.xhtml") == {"a": "live", "b": "live"}
    assert third(text.encode(), path="a.html") == {"a": "live"}
