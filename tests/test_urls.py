"""Addresses as browsers read them."""

from __future__ import annotations

import json
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samtykke.model import Party
from samtykke.urls import Hosts, matches, resolve

RECORD = Path(__file__).with_name("truth") / "addresses.json"
PORT = "40123"
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


@pytest.mark.parametrize("written", ["https://", "http://a<b/", "//[::1", "https://ex%00ample/", "http://a b%00/"])
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


def _disguised(draw: st.DrawFn) -> tuple[str, str]:
    """A host, and an address that leads to it by what the URL Standard says is dropped, folded or decoded."""
    label = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
    host = ".".join([*draw(st.lists(label, min_size=1, max_size=4)), "example"])
    written = "".join(
        draw(st.sampled_from([c, c.upper(), f"%{ord(c):02x}", f"%{ord(c):02X}", chr(ord(c) - 0x20 + 0xFF00)]))
        if c != "."
        else draw(st.sampled_from([".", "%2E", "\u3002", "\uff0e", "\uff61"]))
        for c in host
    )
    slashes = draw(st.text("/\\", min_size=2, max_size=5))
    scheme = draw(st.sampled_from(["", "http:", "HTTPS:", "hTTp:", "ws:"]))
    user = draw(st.sampled_from(["", "@", "a@", "www.example.no@", "a:b@", "a@b@"]))
    tail = draw(st.sampled_from(["", "/", "/x", "\\x", "?x", "#x", ":8443/", ":443"]))
    text = f"{scheme}{slashes}{user}{written}{tail}"
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from("\t\n\r")) + text[place:]
    blank = st.text("\x00\x01\x0b\x1f \t\n", max_size=3)
    return host, draw(blank) + text + draw(blank)


@given(st.composite(_disguised)())
@settings(max_examples=400)
def test_disguises_do_not_hide_a_host(case: tuple[str, str]) -> None:
    host, written = case
    resolved = resolve(written, BASE)
    assert resolved is not None
    assert resolved.host == host


@given(st.text(max_size=60))
@settings(max_examples=400)
def test_what_is_resolved_stays_as_it_is(written: str) -> None:
    resolved = resolve(written, BASE)
    if resolved is not None and "%20" not in resolved.host:
        assert resolve(resolved.url, "https://other.example/") == resolved
        assert resolved.host.isascii()
        assert resolved.host == resolved.host.lower()


AS_CHROMIUM_WRITES_IT = ("*", "%2A")
"""In a host; another name for the same third party."""


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_as_browsers_resolve(browser: str) -> None:
    """Every odd address that a browser accepts means here what it means there (recorded: truth/addresses.py)."""
    record = json.loads(RECORD.read_text("utf-8"))[browser]
    asked = set(record.pop("asked")["hosts"])
    base = f"http://127.0.0.1:{PORT}/nyheter/a.html"
    ours = {address: resolve(address.replace("PORT", PORT), base) for address in record}
    assert len(record) > 500

    for address, resolved in ours.items():
        theirs = record[address]["href"]
        if theirs is None or theirs.startswith(("file:", "moz-icon:")):
            continue
        url = resolved.url.replace(PORT, "PORT") if resolved is not None else None
        assert url in (theirs, theirs.replace(*reversed(AS_CHROMIUM_WRITES_IT))), ascii(address)

    hosts = {
        resolved.host.replace(*AS_CHROMIUM_WRITES_IT).lower() for resolved in ours.values() if resolved is not None
    }
    assert len(asked) > 200
    assert {host.replace(*AS_CHROMIUM_WRITES_IT).lower() for host in asked} - hosts == set()


def test_a_space_in_a_host_is_what_chromium_asks_for() -> None:
    """The standard refuses it, Firefox too."""
    resolved = resolve("//a b.example/c d", BASE)
    assert resolved == ("https://a%20b.example/c%20d", "a%20b.example", "https")
    hosts = Hosts("https://www.example.no", ["*.example.no"])
    assert hosts.party("a%20b.example") is Party.THIRD


@pytest.mark.parametrize("before", ["/" * 100_000, "\t" * 100_000 + "//", "https:" + "\\" * 100_000])
def test_nothing_long_hides_a_host(before: str) -> None:
    resolved = resolve(before + "cdn.example/x", BASE)
    assert resolved is not None
    assert resolved.host == "cdn.example"


def test_a_long_base_is_cut_to_its_origin() -> None:
    """A page may have one, and as many addresses upon it as it likes."""
    base = "https://cdn.example/" + "a" * 1_000_000 + "/"
    start = time.perf_counter()
    for number in range(20_000):
        resolved = resolve(f"x{number}", base)
        assert resolved is not None
        assert (resolved.host, len(resolved.url)) == ("cdn.example", len(f"https://cdn.example/x{number}"))
    assert time.perf_counter() - start < 30


def test_a_long_base_that_leads_nowhere() -> None:
    resolved = resolve("https://cdn.example/x", "x-y:" + "a" * 30_000)
    assert resolved is not None
    assert resolved.host == "cdn.example"


@pytest.mark.parametrize(
    ("site", "first", "third"),
    [
        ("https://www.example.no/under/mappe", "https://www.example.no/annet", "https://example.no/under/mappe/"),
        ("https://www.example.no:8443", "https://www.example.no/x", "https://www.example.no.evil.example:8443/"),
        ("http://localhost:8000", "https://localhost/x", "http://localhost.example:8000/"),
        ("https://WWW.Example.NO", "//www.example.no./x", "//www.example.no.x/"),
        ("https://blåbær.no", "https://xn--blbr-roah.no/x", "https://blabaer.no/"),
        ("https://xn--blbr-roah.no", "https://BLÅBÆR.no/x", "https://bl\u0430b\u00e6r.no/"),
        ("https://user:pass@www.example.no/", "/x", "https://www.example.no@evil.example/"),
        ("http://[::1]:8000/", "http://[0:0:0:0:0:0:0:1]/x", "http://[::2]/"),
        ("http://127.0.0.1/", "http://0x7f.1/x", "http://127.0.0.2/"),
        ("https://www.example.no/?q#f", "?x", "//www.example.no@evil.example?"),
    ],
)
def test_whose_it_is(site: str, first: str, third: str) -> None:
    hosts = Hosts(site)
    own, other = resolve(first, hosts.base), resolve(third, hosts.base)
    assert own is not None
    assert other is not None
    assert hosts.party(own.host) is Party.FIRST
    assert hosts.party(other.host) is Party.THIRD
