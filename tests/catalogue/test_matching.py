import time

import pytest

from samtykke.catalogue import Catalogue, KnownService, load


def service(id_: str, **claims: tuple[str, ...]) -> KnownService:
    return KnownService(id=id_, name=id_, vendor="v", category="media", status="active", **claims)  # type: ignore[arg-type]


CATALOGUE = Catalogue(
    [
        service("wide", hosts=("example.com",), fragments=("example.com/wide",)),
        service("deep", hosts=("a.example.com",)),
        service("path", urls=("example.com/Path/", "example.com/tr")),
        service("longer", urls=("example.com/path/longer",)),
        service("own", paths=("/own.js",), globals=("own('go',", "$own")),
    ]
)


def at(host: str, path: str = "/") -> str | None:
    known = CATALOGUE.by_url(host, path)
    return known.id if known else None


@pytest.mark.parametrize(
    ("host", "path", "expected"),
    [
        ("example.com", "/", "wide"),
        ("www.example.com", "/", "wide"),
        ("a.example.com", "/", "deep"),
        ("b.a.example.com", "/", "deep"),
        ("example.com.", "/", "wide"),
        ("notexample.com", "/", None),
        ("example.com.evil.org", "/", None),
        ("com", "/", None),
        ("", "/", None),
        ("a.example.com", "/PATH/x", "path"),
        ("example.com", "/path/longer/x", "longer"),
        ("example.com", "/path/longerx", "path"),
        ("example.com", "/tr", "path"),
        ("example.com", "/tr?id=1", "path"),
        ("example.com", "/travel", "wide"),
        ("other.org", "/lib/own.js", "own"),
        ("other.org", "/lib/own.js?v=1", "own"),
        ("a.example.com", "/own.js", "own"),
        ("example.com", "/path/own.js", "path"),
        ("other.org", "/notown.js", None),
        ("other.org", "/own.js/x", None),
        ("other.org", "/x?/own.js", None),
    ],
)
def test_the_order_of_the_rules(host: str, path: str, expected: str | None) -> None:
    assert at(host, path) == expected


def found(text: str) -> list[tuple[str, str, int]]:
    return [(s.service, s.url, s.offset) for s in CATALOGUE.signatures(text)]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("'https://example.com/wide.js'", "https://example.com/wide.js"),
        ("'//www.Example.COM/Wide/File.js?v=1'", "https://www.example.com/Wide/File.js?v=1"),
        (r'"https:\/\/cdn.example.com\/wide\/x.js"', "https://cdn.example.com/wide/x.js"),
        (r'"https:\u002F\u002Fcdn.example.com\u002Fwide\u002Fx.js"', "https://cdn.example.com/wide/x.js"),
        (r'"\x2f\x2fexample.com\x2fwide"', "https://example.com/wide"),
        ("u=https%3A%2F%2Fwww.example.com%2Fwide", "https://www.example.com/wide"),
        ("proto + '.example.com/wide.js'", "https://www.example.com/wide.js"),
        ("'https://example.com/wide' + rest", "https://example.com/wide"),
    ],
)
def test_addresses_are_completed_from_the_text(text: str, url: str) -> None:
    ((service_id, seen, offset),) = found(text)
    assert (service_id, seen) == ("wide", url)
    assert text[offset:].lower().startswith("example.com")


def test_a_whole_address_goes_to_the_service_that_owns_it() -> None:
    assert found("'//a.example.com/wide.js'") == [("deep", "https://a.example.com/wide.js", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "'//notexample.com/wide'",
        "'//my-example.com/wide'",
        "'//example.com/widest'",
        "'//example.com.evil.org/wide'",
        "",
    ],
)
def test_neighbours_are_not_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["own('go',1)", 'own( "go" , 1)', r"own(\'go\',1)", "x.own(`go`,1)", "$own=1"])
def test_calls_are_found_however_they_are_formatted(text: str) -> None:
    (signature,) = CATALOGUE.signatures(text)
    assert (signature.service, signature.url, signature.global_) == ("own", "", True)


@pytest.mark.parametrize("text", ["down('go',1)", "_own('go',1)", "$owner", "own('gone',1)", "$$own"])
def test_names_that_only_end_or_begin_alike_are_not_found(text: str) -> None:
    assert found(text) == []


def test_each_thing_once_at_its_first_place() -> None:
    text = "own('go',1); own('go',2); '//example.com/wide'; '//example.com/wide'"
    assert found(text) == [("own", "", 0), ("wide", "https://example.com/wide", 29)]


def test_offsets_hold_where_lower_case_is_longer() -> None:
    text = "'İİİ'; '//EXAMPLE.com/wide'"
    ((_, _, offset),) = found(text)
    assert text[offset:].startswith("EXAMPLE.com")


HOSTILE = {
    "one word": "a" * 1_000_000,
    "labels": "a." * 500_000,
    "hits": "disqus.com/embed.js" * 52_000,
    "dotted hits": "x.disqus.com/embed.js." * 46_000,
    "distinct hits": "".join(f"disqus.com/embed.js?{n} " for n in range(38_000)),
    "calls": "_gaq.push(" * 100_000,
    "spaces": "gtag(" + " " * 1_000_000,
    "slashes": "\\/" * 500_000,
    "code": "function f(a,b){return a.google.maps+b.gtag.com/2}\n" * 98_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_time_is_bounded(text: str) -> None:
    """A megabyte made to be slow to read, or five of plain code; anything quadratic takes hours."""
    started = time.process_time()
    load().signatures(text)
    assert time.process_time() - started < 5
