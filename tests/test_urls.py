"""Addresses as browsers read them."""

from __future__ import annotations

import pickle

import pytest

from samtykke.model import Party
from samtykke.urls import Hosts, matches, resolve

BASE = "https://www.example.no/nyheter/a.html"


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("b.png", "https://www.example.no/nyheter/b.png"),
        ("//cdn.example/x", "https://cdn.example/x"),
        (r"\\cdn.example\x", "https://cdn.example/x"),
        ("https:///cdn.example/x", "https://cdn.example/x"),
        ("https:cdn.example/x", "https://www.example.no/nyheter/cdn.example/x"),
        ("http:cdn.example/x", "http://cdn.example/x"),
        ("ht\ntps\t://cdn.example/x", "https://cdn.example/x"),
        ("  https://cdn.example/x  ", "https://cdn.example/x"),
        ("https://www.example.no@cdn.example/", "https://www.example.no@cdn.example/"),
        ("https://CDN.Example:8443/", "https://cdn.example:8443/"),
        ("https://blåbær.example/", "https://xn--blbr-roah.example/"),
        ("../../../a", "https://www.example.no/a"),
    ],
)
def test_resolve(written: str, url: str) -> None:
    resolved = resolve(written, BASE)
    assert resolved is not None
    assert resolved.url == url


def test_host_is_without_port_and_credentials() -> None:
    resolved = resolve("https://www.example.no:x@CDN.example.:8443/", BASE)
    assert resolved is not None
    assert (resolved.host, resolved.scheme) == ("cdn.example", "https")


@pytest.mark.parametrize("written", ["data:text/plain,a", "mailto:a@b.example", "javascript:x()", "about:blank"])
def test_no_host(written: str) -> None:
    resolved = resolve(written, BASE)
    assert resolved is not None
    assert resolved.host == ""
    assert resolved.scheme == written.split(":", maxsplit=1)[0]


@pytest.mark.parametrize("written", ["https://", "http://a b/", "//[::1", "https://ex%00ample/"])
def test_rejected(written: str) -> None:
    assert resolve(written, BASE) is None


def test_lone_surrogates_do_no_harm() -> None:
    assert resolve("https://cdn.example/\udcff", BASE) is not None


def test_party_is_exact() -> None:
    hosts = Hosts("https://www.example.no", ["media.example.no", "*.bilder.example"])
    first = ["www.example.no", "media.example.no", "a.bilder.example"]
    others = [
        "example.no",
        "x.media.example.no",
        "www.example.no.evil.example",
        "bilder.example",
        "xbilder.example",
        "",
    ]
    assert {h: hosts.party(h) for h in first} == dict.fromkeys(first, Party.FIRST)
    assert {h: hosts.party(h) for h in others} == dict.fromkeys(others, Party.THIRD)


def test_matches() -> None:
    assert matches("*.a.no", "b.a.no")
    assert not matches("*.a.no", ".a.no")
    assert not matches("a.no", "b.a.no")


def test_unknown_site_never_shows_its_stand_in() -> None:
    hosts = Hosts(None)
    resolved = resolve("/a/b?c", hosts.base)
    assert resolved is not None
    assert hosts.party(resolved.host) is Party.FIRST
    assert hosts.shown(resolved) == ("/a/b?c", "")
    other = resolve("https://www.example.no/", hosts.base)
    assert other is not None
    assert hosts.party(other.host) is Party.THIRD
    assert hosts.shown(other) == ("https://www.example.no/", "www.example.no")


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.html", "https://x.no/b/"),
        ("a/index.html", "https://x.no/b/a/"),
        ("a/b.html", "https://x.no/b/a/b.html"),
        ("å #?.html", "https://x.no/b/%C3%A5%20%23%3F.html"),
    ],
)
def test_page_url_and_back(path: str, url: str) -> None:
    hosts = Hosts("https://x.no/b")
    assert hosts.page_url(path) == url
    assert hosts.local_path(url + "?q#f") == path


@pytest.mark.parametrize(
    "url",
    ["https://x.no/", "https://x.no/bb/a.js", "https://y.no/b/a.js", "https://x.no/b/%2e%2e%2fa.js",
     "https://x.no/b/a%00.js", "https://x.no/b/%2Fetc/..%2f..%2fpasswd", "data:,x"],
)  # fmt: skip
def test_no_way_out_of_the_tree(url: str) -> None:
    assert Hosts("https://x.no/b/").local_path(url) is None


@pytest.mark.parametrize("base", ["data:,x", "ftp://x.no", "https://"])
def test_bad_base(base: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        Hosts(base)


def test_an_empty_base_is_none() -> None:
    assert Hosts("") == Hosts(None)


def test_picklable_and_equal() -> None:
    hosts = Hosts("https://x.no", ["y.no"])
    assert pickle.loads(pickle.dumps(hosts)) == hosts  # noqa: S301
    assert hash(Hosts("https://x.no", ["y.no"])) == hash(hosts)
    assert hosts != Hosts("https://x.no")
