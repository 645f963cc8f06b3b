"""Addresses in style sheets."""

from __future__ import annotations

import time

import pytest

from extract.pages import read, third
from samtykke.extract import css
from samtykke.model import Kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a{b:url(x)}", [("image", "x")]),
        ("a{b:url( 'x y' )}", [("image", "x y")]),
        ('a{b:URL("x")}', [("image", "x")]),
        ("@import 'x';", [("stylesheet", "x")]),
        ("@IMPORT url(x) layer(a) supports(display:grid) screen;", [("stylesheet", "x")]),
        ("@import url('x') print; @import \"y\" layer;", [("stylesheet", "x"), ("stylesheet", "y")]),
        ("@font-face{font-family:'a';src:local('b'),url(x) format('woff2'),url(y)} a{b:url(z)}",
         [("font", "x"), ("font", "y"), ("image", "z")]),
        ("a{b:image-set('x' type('image/png') 1x, url(y) 2x)}", [("image", "x"), ("image", "y")]),
        ("a{b:-webkit-image-set(url(x) 1x)}", [("image", "x")]),
        ("a{b:src('x')}", []),
        ("a:visited{b:url(x)} a:visited b{b:url(y)}", [("image", "y")]),
        ("a:visited{b:url(x);&:hover{b:url(y)}}", [("image", "x"), ("image", "y")]),
        ("@namespace svg url(http://www.w3.org/2000/svg); a{}", []),
        ("@-moz-document url(http://x/){a{b:url(y)}}", [("image", "y")]),
        ("@charset 'x'; /* url(a) @import 'b' */ a{content:'url(c)'}", []),
        (r"@im\70ort 'y'; a{b:u\72l(x)}", [("stylesheet", "y"), ("image", "x")]),
        (r"a{b:url(\68ttps://x)}", [("image", "https://x")]),
        (":root{--a:url(x)} @media print{a{&:hover{b:url(y)}}}", [("image", "x"), ("image", "y")]),
        ("a{b:url(x", [("image", "x")]),
        ("a{b:'unclosed\nc:url(x)}", [("image", "x")]),
        ("a{b:url(x y)}", []),
        ("@import 'x' ; 'y' {} ", [("stylesheet", "x")]),
        ("@property --x{syntax:'<image>'}", []),
    ],
)  # fmt: skip
def test_addresses(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(u.kind.value, u.written) for u in css.urls(text)] == expected


@pytest.mark.parametrize(
    ("before", "counts"),
    [
        ("", True), ("p{}", False), ("a.b > c, #d:hover\n*{x:y}", False), ("@media print{}", False),
        ("@namespace a 'b';", False), ("@layer a{}", False), ("@layer a;", True), ("@charset 'x';", True),
        ("<!--", True), ("p:is(a){}", True), ("5{}", True), (",p{}", True), ("p,{}", True), ("{}", True),
        ("@x{}", True), ("@x;", True), ("@namespace a b;", True), ("@font-face x{}", True), (";p{}", True),
        ("/* p{} */", True),
        ("a > > b{}", True), ("p:nope{}", True), ("p{content:'{'}", False), ("@import 'x' {}", True),
    ],
)  # fmt: skip
def test_an_import_counts_until_a_rule_came(before: str, counts: bool) -> None:
    found = [u.written for u in css.urls(f"{before} @import 'y';")]
    assert ("y" in found) is counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b:url(x);c:url(y)", ["x", "y"]),
        ("b url(x);c:url(y)", ["y"]),
        ("@import 'x';b:url(y)", ["y"]),
        ("p{b:url(x)}b:url(y)", ["y"]),
        ("filter:url(x)", []),
        ("filter:blur(1px) url(x);mask:url(y)", ["y"]),
        ("--filter:url(x)", ["x"]),
        ("a filter:url(x)", ["x"]),
        ("--a:'//x';b:image-set(var(--a) 1x)", ["//x"]),
    ],
)
def test_declarations_in_an_attribute(text: str, expected: list[str]) -> None:
    assert [u.written for u in css.urls(text, attribute=True)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@media url(x){p{a:url(y)}}", ["y"]),
        ("p url(x){}", []),
        ("@media x{@import 'x';p{a:url(y)}}", ["y"]),
        ("@counter-style c{symbols:url(x)} p{a:url(y)}", ["y"]),
        ("p{filter:url(x);q{a:url(y)}}", ["y"]),
        ("p{filter:none}q{a:url(y)}", ["y"]),
        ("p{FILTER:url(x)}", []),
        ("p{filter:{}a:url(y)}", ["y"]),
        ("@import x 'y';", []),
        ("@import 'x' {} a{b:url(y)}", ["y"]),
        ("a{b:cross-fade(url(x),url(y),50%)}", []),
        ("a{b:-webkit-cross-fade(url(x),url(y),50%)}", ["x", "y"]),
    ],
)
def test_where_no_browser_fetches(text: str, expected: list[str]) -> None:
    assert [u.written for u in css.urls(text)] == expected


def test_relative_to_the_sheet_and_with_places() -> None:
    text = "\ufeff@import 'b.css';\r\n/* æ😀 */a{b:url(//c.example/x)}\n\n  c{d:url(../e.png)}"
    found = read(text, kind="css", path="theme/css/a.css")
    assert [(r.kind, r.url, r.position.line, r.position.column) for r in found.references] == [
        (Kind.STYLESHEET, "https://www.example.no/theme/css/b.css", 1, 9),
        (Kind.IMAGE, "https://c.example/x", 2, 13),
        (Kind.IMAGE, "https://www.example.no/theme/e.png", 4, 7),
    ]


def test_empty_sheet_is_in_order() -> None:
    assert read("", kind="css", path="a.css").problems == ()


def test_utf16_sheet() -> None:
    raw = "\ufeffa{b:url(//c.example/)}".encode("utf-16-le")
    assert [r.host for r in read(raw, kind="css", path="a.css").references] == ["c.example"]


def test_large_sheet_without_addresses_is_quick() -> None:
    text = "a > b{color:red;margin:0 1px}\n" * 200_000
    start = time.process_time()
    assert list(css.urls(text)) == []
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "text", ["\\" + "{" * 20_000, "url(" + "(" * 20_000, "\\" + "a(" * 5_000 + "url(x)", "@import " * 9999]
)
def test_bombs(text: str) -> None:
    list(css.urls(text))


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(css, "_LARGEST", 10)
    assert [p.rule for p in read("a{b:url(//c.example/)}", kind="css", path="a.css").problems] == [
        "unreadable-document"
    ]


@pytest.mark.parametrize("space", ["", " " * 8, "\t " * 40])
def test_a_style_sheet_in_an_address_is_read_whatever_stands_before_it(space: str) -> None:
    style = "a{b:url(https://inner.example/x)}"
    assert third(f"<style>@import url('{space}data:text/css,{style}')</style>") == {"inner": "live"}
    assert third(f'<link rel="stylesheet" href="{space}data:text/css,{style}">') == {"inner": "live"}
