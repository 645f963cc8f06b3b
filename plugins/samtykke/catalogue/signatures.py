"""What the text of a script gives away, without running it: known addresses and known calls.

Loaders glue their addresses together (`'https://ssl' + '.google-analytics.com/ga.js'`), so a fragment that begins with
the host's registered part is looked for, not a URL; what stands before and after it completes the address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .model import KnownService

_SLASH = r"(?:\\?/|\\u002f|\\x2f|%2f)"
"""A slash as scripts write it: plain, escaped for JSON, or in hexadecimal."""
_START = r"(?:(?<![\w-])|(?<=[0x%]2f))"
"""A label begins here. What stands before an escaped slash's own letters is not part of a host."""
_SLASHES = re.compile(_SLASH, re.IGNORECASE)
_REST = re.compile(rf"(?:{_SLASH}|[\w.~%@?=&;,+:-]){{0,200}}", re.ASCII | re.IGNORECASE)
_BACKWARDS = re.compile(r"\.[a-z0-9_.-]*", re.ASCII)
_LONGEST_HOST = 253
_ESCAPES = ("u002f", "x2f", "2f")
_UPPER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class Signature:
    """Something in a script's text that a service is known by."""

    service: str
    """Its id."""
    url: str
    """The address that the text names, as far as it stands there, as https; empty for a call."""
    offset: int
    """Where in the text, in characters."""
    global_: bool = False
    """A name or call (`_gaq.push(`): it tells which service is used, not what is loaded."""


class Scanner:
    """The fragments and calls of all services, compiled; `owner` says whose a whole address is."""

    def __init__(self, services: Iterable[KnownService], owner: Callable[[str, str], KnownService | None]) -> None:
        self._owner = owner
        self._fragments: dict[str, str] = {}
        self._calls: dict[str, str] = {}
        for service in services:
            self._fragments.update(dict.fromkeys(service.fragments, service.id))
            self._calls.update((_folded(call), service.id) for call in service.globals)
        # The longer first: of two that begin alike, the more exact one wins.
        fragments = sorted(self._fragments, key=lambda f: (-len(f), f))
        calls = sorted(self._calls, key=lambda c: (-len(c), c))
        self._fragment = re.compile(_START + _either(map(_fragment, fragments)), re.ASCII)
        self._call = re.compile(r"(?<![\w$])" + _either(map(_call, calls)), re.ASCII)

    def scan(self, text: str) -> tuple[Signature, ...]:
        """The signatures in order of place; each address once, each service's calls once, at the first place."""
        found: dict[tuple[str, str], Signature] = {}
        for signature in (*self._addresses(text), *self._names(text)):
            found.setdefault((signature.service, signature.url), signature)
        return tuple(sorted(found.values(), key=lambda s: (s.offset, s.service, s.url)))

    def _addresses(self, text: str) -> Iterator[Signature]:
        lower = text.lower()
        if len(lower) != len(text):  # İ becomes two characters, and offsets would be wrong
            lower = text.translate(_UPPER)
        end = 0
        seen: set[str] = set()
        for match in self._fragment.finditer(lower):
            start = match.start()
            labels = _labels_before(lower, max(end, start - _LONGEST_HOST), start)
            end = match.end()
            raw = labels + text[start:end] + _rest(text, end)
            if raw in seen:
                continue
            seen.add(raw)
            host, _, path = _unescaped(raw).partition("/")
            host = host.lower()
            known = self._owner(host, f"/{path}")
            service = known.id if known else self._fragments[_unescaped(match[0])]
            yield Signature(service, f"https://{host}/{path}", start)

    def _names(self, text: str) -> Iterator[Signature]:
        seen: set[str] = set()
        for match in self._call.finditer(text):
            if match[0] not in seen:
                seen.add(match[0])
                yield Signature(self._calls[_folded(match[0])], "", match.start(), global_=True)


def _unescaped(text: str) -> str:
    return _SLASHES.sub("/", text) if "\\" in text or "%" in text else text


def _labels_before(lower: str, start: int, end: int) -> str:
    """The host's labels right before a place, with their last dot; read backwards, so that each is read once."""
    match = _BACKWARDS.match(lower[start:end][::-1])
    if match is None:
        return ""
    labels = match[0][::-1]
    before = lower[end - len(labels) - 1 : end - len(labels)]
    for escape in _ESCAPES:
        if before in ("\\", "%") and labels.startswith(escape):
            labels = labels.removeprefix(escape)
            break
    labels = labels.strip(".")
    # A dot after a quote: some label precedes that the text does not show, and `www` stands in for it.
    return f"{labels or 'www'}." if ".." not in labels else "www."


def _rest(text: str, start: int) -> str:
    match = _REST.match(text, start)
    return match[0] if match else ""


def _either(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns) or '(?!)'})"


def _fragment(fragment: str) -> str:
    """A pattern for a fragment in lower-case text that does not go on in a longer name."""
    pattern = _SLASH.join(re.escape(part) for part in fragment.split("/"))
    if "/" not in fragment:
        return pattern + r"(?!\.?[\w-])"
    return pattern + (r"(?![\w-])" if fragment[-1].isalnum() else "")


def _call(call: str) -> str:
    """A pattern for a call, with either quote and with the spaces that a formatter may add."""
    pattern = "".join(
        r"\\?['\"`]" if c == "'" else rf"\s{{0,4}}{re.escape(c)}\s{{0,4}}" if c in "(,=" else re.escape(c) for c in call
    )
    return pattern + (r"(?![\w$])" if re.match(r"[\w$]", call[-1]) else "")


def _folded(call: str) -> str:
    """A call without what formatters and quoting change."""
    return re.sub(r"[\s\\]", "", call).replace('"', "'").replace("`", "'")
