"""Odd addresses, and what browsers make of them.

    PYTHONPATH=tests python -m truth.addresses

Writes `addresses.json` beside this file: address → what `new URL` says on `BASE` in either browser (null for a refusal),
and the hosts that an `img` with this address made it ask for. `H` in an address is a name of its own.
"""

# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from browser.bidi import Firefox
from browser.chromium import Chromium
from browser.harness import Browser, serve

RECORD = Path(__file__).with_name("addresses.json")
BASE = "http://127.0.0.1:PORT/nyheter/a.html"
_DOMAIN = "truth.example"

_WHOLE = [
    "", " ", "\t\n\r ", "\xa0", "\u2003", "\u3000", "#", "#//H/x", "?", "?//H/x", "/", "/x", ".", "..", "../../../x", "x", "x/y?z#q", "./H",
    "javascript:1", "about:blank", "about:srcdoc", "data:text/plain,x", "data:", "data://H/x", "blob:https://H/x", "blob:x",
    "filesystem:http://H/temporary/x", "view-source:http://H/x", "mailto:a@H", "tel:1", "file:///H/x", "file://H/x",
    "ftp://H/x", "ws://H/x", "wss://H/x", "urn:x", "x-y:z", "x-y://H/x", "chrome://H/x", "resource://H/x", "moz-icon://H",
    "http:", "http:/", "http://", "http:///", "https:", "https:/", "https://", "//", "///", "////", "\\\\", "\\", "/\\", "\\/",
    "http://?", "http://#", "http://@", "http://@/", "http://:80/", "http://:@/", "http://user@/", "http://./x", "http://../x",
    "http://a b/", "http://a\u00a0b.truth.example/", "http://a%00b/", "http://[::1", "http://[::1]/x", "http://[1::2::3]/", "http://[::ffff:1.2.3.4]/",
    "http://[fe80::1%25eth0]/", "http://[v1.x]/", "http://[]/", "http://a]b/", "http://a[b/", "http://a<b/", "http://a|b/", "http://a^b/",
    "http://a`b/", "http://a{b/", "http://a\"b/", "http://a'b.truth.example/", "http://a!b.truth.example/", "http://a$b.truth.example/", "http://a,b.truth.example/",
    "http://a;b.truth.example/", "http://a=b.truth.example/", "http://a+b.truth.example/", "http://a*b.truth.example/", "http://a(b)/", "http://a~b.truth.example/", "http://a_b.truth.example/",
    "http://-a.truth.example/", "http://a-.truth.example/", "http://a--b.truth.example/", "http://ab--c.truth.example/",
    "http://1.2.3.4/", "http://01.02.03.04/", "http://0x7f.1/", "http://0x7f000002/", "http://017700000002/", "http://2130706434/",
    "http://127.2/", "http://127.0.2/", "http://256.1.1.1/", "http://1.2.3.4.5/", "http://1.2.3.4./", "http://1.2.3.08/", "http://0x/",
    "http://0xg/", "http://1.2.3.0x/", "http://4294967296/", "http://1..2/", "http://1.2.3.4a/", "http://a.1.2/", "http://a.0x1/", "http://a.1./",
    "http://\uff11.2.3.4/", "http://\u2460.2.3.4/", "http://\u0661.2.3.4/",
    "http://xn--/", "http://xn--a.truth.example/", "http://xn--blbr-roah.truth.example/", "http://bl\xe5b\xe6r.truth.example/", "http://BL\xc5B\xc6R.truth.example/",
    "http://bla\u030ab\xe6r.truth.example/", "http://fa\xdf.truth.example/", "http://\u03c3\u03c2.truth.example/", "http://\u2603.truth.example/", "http://\U0001f370.truth.example/",
    "http://\u05d0.truth.example/", "http://\u05d01.truth.example/", "http://a\u05d0.truth.example/", "http://a\u200db.truth.example/", "http://a\u200cb.truth.example/",
    "http://a\xadb.truth.example/", "http://a\u2060b.truth.example/", "http://a\ufeffb.truth.example/", "http://a\u200bb.truth.example/", "http://a\u3002truth.example/",
    "http://a\uff0etruth.example/", "http://a\uff61truth.example/", "http://a\u2024truth.example/", "http://a\uff0fb.truth.example/", "http://a\uff20b.truth.example/",
    "http://\u212aa.truth.example/", "http://\u0130a.truth.example/", "http://\ufdd0.truth.example/", "http://\ufffd.truth.example/", "http://\u1e9e.truth.example/",
    "http://%61.truth.example/", "http://%C3%A5.truth.example/", "http://%c3%85.truth.example/", "http://%E5.truth.example/", "http://a%2eb.truth.example/", "http://a%2fb.truth.example/",
    "http://a%40b.truth.example/", "http://a%3ab.truth.example/", "http://%25.truth.example/", "http://%2561.truth.example/", "http://%.truth.example/", "http://%zz.truth.example/",
    "http://a..truth.example/", "http://.a.truth.example/", "http://a.truth.example../", "http://" + "a" * 63 + ".truth.example/", "http://" + "a" * 64 + ".truth.example/",
    "http://" + ("a" * 50 + ".") * 5 + "truth.example/", "http://" + "a." * 120 + "truth.example/", "//" + "/" * 300 + "H/x", "http:" + "\\" * 300 + "H/x",
]  # fmt: skip
_FORMS = [
    "http://H/x", "//H/x", "\\\\H\\x", "/\\H/x", "\\/H/x", "///H/x", "////H/x", "/\\/H/x", "http:/H/x", "http:H/x", "http:///H/x", "http:\\\\H/x",
    "http:/\\H/x", "https:H/x", "https:/H/x", "HtTp://H/x", "http://H", "http://H?x", "http://H#x", "http://H./x", "http://H:/x", "http://H:80/x",
    "http://H:0/x", "http://H:8080/x", "http://H:65535/x", "http://H:65536/x", "http://H:-1/x", "http://H:+80/x", "http://H:8 0/x", "http://H:a/x",
    "http://H:00080/x", "http://a@H/x", "http://a:b@H/x", "http://:b@H/x", "http://@H/x", "http://a@b@H/x", "http://127.0.0.1@H/x", "http://127.0.0.1:PORT@H/x",
    "http://127.0.0.1\\@H/x", "http://H\\@127.0.0.1/x", "http://127.0.0.1/@H/x", "http://127.0.0.1#@H/x", "http://127.0.0.1?@H/x", "http://a%40H/x",
    "//a:b@H:80/x", "http://H\\x", "http://H/../../x", "http://H/%2e%2e/x", "http://H/x y", "http://H/\u00e5", "http://H/x?\u00e5", "http://H/%zz", "http://H//x",
]  # fmt: skip
_AROUND: list[Callable[[str], str]] = [
    lambda a: f" {a} ",
    lambda a: f"\x01\x1f{a}\x0b",
    lambda a: f"\xa0{a}",
    lambda a: f"\ufeff{a}",
    lambda a: a[:3] + "\t" + a[3:],
    lambda a: a[:1] + "\r\n" + a[1:],
    lambda a: a.replace("H", "\tH\n"),
    lambda a: a.replace("/", "\n/"),
]


def addresses() -> Iterator[str]:
    """All of them, each with a name of its own; `PORT` stands for the port of the page."""
    inside = [form for code in range(1, 0x80) for form in (chr(code), f"%{code:02x}")]
    inside += ["\x85", "\u1680", "\u2003", "\u2028", "\u202f", "\u205f", "\u3000", "%c2%a0", "%e3%80%80"]
    # An img that stands in markup gets no lone carriage return; the names are told apart by their second label.
    hosts = (f"http://a{form}b.H/" for form in inside if not form.isalnum())
    written = [
        *_WHOLE,
        *_FORMS,
        *hosts,
        "//a b.H/x y",
        "//a b@H/",
        "//a@b c.H:80/",
        "/a b//H",
        *(around(form) for form in _FORMS[:14] for around in _AROUND),
    ]
    for number, address in enumerate(dict.fromkeys(written)):
        yield address.replace("H", f"n{number}.{_DOMAIN}" if "H" in address else "H")


def _ask(browser: Browser, url: str, port: str, known: list[str]) -> dict[str, dict[str, object]]:
    filled = [address.replace("PORT", port) for address in known]
    found: dict[str, dict[str, object]] = {}
    with browser.open(url) as visit:
        code = "function (a) { try { return new URL(a, document.baseURI).href } catch { return null } }"
        hrefs = visit.evaluate(f"{json.dumps(filled)}.map({code})")
        for address, href in zip(known, hrefs, strict=True):
            found[address] = {"href": href.replace(port, "PORT") if href else href}
        visit.rest(3)
        asked = {(urlsplit(r.url).hostname or "").rstrip(".").lower() for r in visit.requests}
    past = {word.rstrip(".").lower() for line in browser.connections for word in line.replace(":", " ").split()}
    hosts = sorted(h for h in asked | past if h.endswith(_DOMAIN))
    return {**found, "asked": {"hosts": hosts}}


def main() -> None:
    """Record both browsers."""
    known = list(addresses())
    images = "\n".join(f'<img alt="" src="{escape(address)}">' for address in known if "PORT" not in address)
    record: dict[str, object] = {}
    with TemporaryDirectory() as folder:
        page = Path(folder) / "nyheter" / "a.html"
        page.parent.mkdir()
        page.write_text(f"<!doctype html><meta charset=utf-8><title>x</title>{images}", "utf-8")
        with serve(Path(folder)) as site:
            port = str(urlsplit(site.url).port)
            for make in (Chromium, Firefox):
                with make() as browser:
                    record[browser.name] = _ask(browser, f"http://127.0.0.1:{port}/nyheter/a.html", port, known)
    RECORD.write_text(json.dumps(record, indent=0, sort_keys=True, ensure_ascii=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
