"""The small languages inside attributes and headers, by the algorithms of their standards."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from samtykke.model import Kind

_SPACE = " \t\n\f\r"
_REFRESH = re.compile(r"[\t\n\f\r ]*(?:\d[\d.]*|\.[\d.]*)(?:[\t\n\f\r ]*[;,][\t\n\f\r ]*|[\t\n\f\r ]+)(.+)", re.DOTALL)
_REFRESH_URL = re.compile(r"url[\t\n\f\r ]*=[\t\n\f\r ]*", re.IGNORECASE)
_LINK = re.compile(r"<([^<>]*)>((?:[^,<\"]|\"[^\"]*\")*)")
_REL = re.compile(r"\brel\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w-]+))", re.IGNORECASE)
_ENCODING = re.compile(rb"""(?:encoding\s*=\s*|^@charset\s+)["']([\w-]{2,40})["']""")
_STYLESHEET = re.compile(r"<\?xml-stylesheet\s([^<>]{1,4000}?)\?>")
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SRCSET = re.compile(r"\bimagesrcset\s*=\s*\"([^\"]*)\"", re.IGNORECASE)
_EMPTY = re.compile(r"<([\w:-]{1,50})((?:\s(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*)?)/>")
_MOST_CANDIDATES = 1000


def srcset(value: str) -> list[str]:
    """The addresses of a srcset (html.spec.whatwg.org, "parse a srcset attribute"); a comma may be part of one."""
    urls: list[str] = []
    at, end = 0, len(value)
    while at < end and len(urls) < _MOST_CANDIDATES:
        while at < end and value[at] in _SPACE + ",":
            at += 1
        start = at
        while at < end and value[at] not in _SPACE:
            at += 1
        url = value[start:at]
        if not url:
            break
        urls.append(url.rstrip(","))
        if url.endswith(","):
            continue
        depth = 0
        while at < end and (depth or value[at] != ","):
            depth = max(0, depth + (value[at] == "(") - (value[at] == ")"))
            at += 1
    return urls


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
    return url.strip(_SPACE) or None


class DataUrl(NamedTuple):
    """The content of a `data:` address."""

    mime: str
    text: str

    @property
    def xml(self) -> bool:
        """Whether a browser parses it as XML."""
        return self.mime in ("text/xml", "application/xml") or self.mime.endswith("+xml")


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


def links(header: str) -> list[tuple[str, frozenset[str]]]:
    """(address, relations in lower case) of every target of a Link header (RFC 8288)."""
    found = []
    for match in _LINK.finditer(header):
        relation = _REL.search(match[2])
        names = next((g for g in relation.groups() if g is not None), "") if relation else ""
        relations = frozenset(names.lower().split())
        found.append((match[1].strip(), relations))
        candidates = _SRCSET.search(match[2])
        if candidates:
            found += [(url, relations) for url in srcset(candidates[1])]
    return found


def json_addresses(text: str, kind: str) -> Iterator[tuple[Kind, str]]:
    """The addresses in an import map or in speculation rules; nothing for what is no JSON, as in browsers."""
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
                yield from ((Kind.SCRIPT, url) for url in one.values() if isinstance(url, str))
        return
    for action in ("prefetch", "prerender", "prefetch_with_subresources", "prerender_until_script"):
        for rule in _dicts(data.get(action)):
            urls = rule.get("urls")
            yield from ((Kind.HINT, url) for url in urls if isinstance(url, str)) if isinstance(urls, list) else ()


def _dicts(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
