"""The small languages inside attributes and headers, by the algorithms of their standards."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from samtykke.model import Kind, State

SPACE = " \t\n\f\r"
"""White space, as the standards of the web have it."""
_REFRESH = re.compile(r"[\t\n\f\r ]*(?:\d[\d.]*|\.[\d.]*)(?:[\t\n\f\r ]*[;,][\t\n\f\r ]*|[\t\n\f\r ]+)(.+)", re.DOTALL)
_REFRESH_URL = re.compile(r"url[\t\n\f\r ]*=[\t\n\f\r ]*", re.IGNORECASE)
_LINK = re.compile(r"<([^<>]*)>((?:[^,<\"]|\"[^\"]*\")*)")
_PARAMETER = re.compile(r";\s*([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s;,\"]+)))?")
_ENCODING = re.compile(rb"""(?:encoding\s*=\s*|^@charset\s+)["']([\w-]{2,40})["']""")
_STYLESHEET = re.compile(r"<\?xml-stylesheet\s([^<>]{1,4000}?)\?>")
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_EMPTY = re.compile(r"<([\w:-]{1,50})((?:\s(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*)?)/>")
_SPACES = re.compile(r"[ \t\n\f\r]+")
_XML = frozenset(
    {"text/xml", "application/xml", "text/xsl", "application/xhtml+xml", "image/svg+xml", "application/rss+xml",
     "application/atom+xml", "application/mathml+xml", "application/rdf+xml", "application/vnd.wap.xhtml+xml"}
)  # fmt: skip
"""Types that some browser shows as XML; others it offers to save (measured)."""
_UNKNOWN = re.compile(r"[\d.]+[a-gi-vyz]", re.IGNORECASE)
"""A descriptor of another unit: the candidate is dropped."""
_ALWAYS = re.compile(r"|1x|[1-9]\d{0,4}w")
_LONGEST_KEPT = 10_000
"""Characters of a srcset that is worth remembering."""


def words(value: str) -> list[str]:
    """The words of a list in an attribute; other white space than that of ASCII belongs to them."""
    return [word for word in _SPACES.split(value) if word]


def srcset(value: str) -> list[str]:
    """The addresses of a srcset."""
    return [url for url, _descriptors in _candidates(value)]


def suffices(value: str) -> bool:
    """Whether a srcset has something for every screen, so that browsers never take the plain address beside it."""
    return any(_ALWAYS.fullmatch(descriptors) for _url, descriptors in _candidates(value))


def _candidates(value: str) -> tuple[tuple[str, str], ...]:
    """However many there are: browsers choose from all of them."""
    return (_remembered if len(value) < _LONGEST_KEPT else _read_candidates)(value)


def _read_candidates(value: str) -> tuple[tuple[str, str], ...]:
    """(address, descriptors) of html.spec.whatwg.org, "parse a srcset attribute"; a comma may be part of an address."""
    found: list[tuple[str, str]] = []
    at, end = 0, len(value)
    while at < end:
        while at < end and value[at] in SPACE + ",":
            at += 1
        start = at
        while at < end and value[at] not in SPACE:
            at += 1
        url = value[start:at]
        if not url:
            break
        if url.endswith(","):
            found.append((url.rstrip(","), ""))
            continue
        start, depth = at, 0
        while at < end and (depth or value[at] != ","):
            depth = max(0, depth + (value[at] == "(") - (value[at] == ")"))
            at += 1
        descriptors = value[start:at].strip(SPACE)
        if not _UNKNOWN.fullmatch(descriptors):
            found.append((url, descriptors))
    return tuple(found)


_remembered = lru_cache(maxsize=64)(_read_candidates)


def refresh(content: str) -> str | None:
    """The address of a meta refresh (or a Refresh header), or None: a page that only reloads itself has none."""
    match = _REFRESH.match(content)
    if match is None:
        return None
    url = match[1]
    named = _REFRESH_URL.match(url)
    if named:
        url = url[named.end() :]
    if url[:1] in ("'", '"'):
        url = url[1:].split(url[0], 1)[0]
    return url.strip(SPACE) or None


class DataUrl(NamedTuple):
    """The content of a `data:` address."""

    mime: str
    text: str

    @property
    def xml(self) -> bool:
        """Whether a browser parses it as XML."""
        return self.mime in _XML


def unescaped(url: str) -> str:
    """An address with its percent signs resolved."""
    return unquote_to_bytes(url).decode("utf-8", "replace")


def closed(xml: str) -> str:
    """XML for a reader of HTML, to whom `<script/>` is open."""
    return _EMPTY.sub(r"<\1\2></\1>", xml)


def sheets(xml: str) -> Iterator[tuple[str, int]]:
    """(address, offset) of the style sheets that processing instructions name."""
    for match in _STYLESHEET.finditer(xml):
        href = _HREF.search(match[1])
        if href:
            yield (href[1] or href[2] or "").replace("&amp;", "&"), match.start()


def data_url(url: str) -> DataUrl | None:
    """The content of a resolved `data:` address; None for any other, and for one that is broken."""
    if not url.startswith("data:"):
        return None
    head, comma, body = url[5:].split("#", 1)[0].partition(",")
    if not comma:
        return None
    mime, *parameters = (part.strip().lower() for part in head.split(";"))
    raw = unquote_to_bytes(body)
    if parameters and parameters[-1] == "base64":
        try:
            raw = base64.b64decode(b"".join(raw.split()) + b"==")
        except (binascii.Error, ValueError):
            return None
    charset = next((p[8:].strip("\"'") for p in parameters if p.startswith("charset=")), None)
    return DataUrl(mime or "text/plain", decoded(raw, charset))


def decoded(raw: bytes, encoding: str | None = None) -> str:
    """Bytes as text: the byte order mark, `encoding`, what the first lines declare, UTF-8. Never fails.

    Browsers take unknown bytes for U+FFFD, and so does this; one character a byte, so that columns hold.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace")
    declared = _ENCODING.search(raw[:256])
    written = declared[1].decode("ascii") if declared else ""
    # Written in bytes that can be read as ASCII, it cannot be true of them.
    for label in (encoding, "" if written.lower().startswith("utf-16") else written):
        try:
            if label:
                return raw.decode(label, "replace")
        except (LookupError, UnicodeError):
            continue
    return raw.decode("utf-8", "replace")


def links(header: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(address, parameters by name in lower case, the first of each) of every target of a Link header (RFC 8288)."""
    for match in _LINK.finditer(header):
        attrs: dict[str, str] = {}
        for name, quoted, single, bare in _PARAMETER.findall(match[2]):
            attrs.setdefault(name.lower(), quoted or single or bare)
        yield match[1].strip(), attrs


def json_addresses(text: str, kind: str) -> Iterator[tuple[Kind, str, State]]:
    """The addresses in an import map, speculation rules or a web bundle; nothing for what is no JSON, as in browsers.

    Rules that are to be "conservative" wait until the visitor presses a link to that very address.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    if not isinstance(data, dict):
        return
    if kind == "importmap":
        scopes = data.get("scopes")
        maps = [data.get("imports"), *(scopes.values() if isinstance(scopes, dict) else ())]
        for one in maps:
            if isinstance(one, dict):
                yield from ((Kind.SCRIPT, url, State.LIVE) for url in one.values() if isinstance(url, str))
        return
    if kind == "webbundle":
        source = data.get("source")
        if isinstance(source, str):
            yield Kind.CONNECTION, source, State.LIVE  # by Chromium alone
        return
    for action in ("prefetch", "prerender", "prefetch_with_subresources", "prerender_until_script"):
        for rule in _dicts(data.get(action)):
            urls = rule.get("urls")
            state = State.ACTION if rule.get("eagerness") == "conservative" else State.LIVE
            yield from (
                ((Kind.HINT, url, state) for url in urls if isinstance(url, str)) if isinstance(urls, list) else ()
            )


def _dicts(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
