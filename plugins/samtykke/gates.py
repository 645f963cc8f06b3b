"""Does a browser act on an element as written, and which consent convention's marks does it carry?

The two questions are kept apart: a mark on an element that acts is a false gate, an inert element without a mark is
just inert. What the conventions look like stands in `conventions.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from samtykke import catalogue
from samtykke.conventions import (
    AUTOMATIC,
    AUTOMATIC_MARKS,
    CONVENTIONS,
    EMBEDS,
    EXEMPT_CLASS,
    EXEMPT_ENDING,
    EXEMPTIONS,
    IFRAMEMANAGER,
    IFRAMEMANAGER_SIGNS,
    LAZY,
    SERVICE_KEYS,
    SHOWN_AT_ONCE,
    TARTEAUCITRON,
    Convention,
)
from samtykke.model import Gate

# mimesniff.spec.whatwg.org, "JavaScript MIME type": compared whole, without regard to case.
_JAVASCRIPT = frozenset(
    f"{top}/{sub}"
    for top, subs in {
        "application": "ecmascript javascript x-ecmascript x-javascript",
        "text": "ecmascript javascript javascript1.0 javascript1.1 javascript1.2 javascript1.3 javascript1.4"
        " javascript1.5 jscript livescript x-ecmascript x-javascript",
    }.items()
    for sub in subs.split()
)
_SPECIAL = frozenset({"module", "importmap", "speculationrules", "webbundle"})
_BLANK = "\t\n\f\r \v"
"""ASCII white space, and the vertical tab that Chromium strips as well."""


class ScriptType(NamedTuple):
    """What a browser does with a script element as written."""

    runs: str
    """classic, module, importmap, speculationrules or webbundle; empty for a block of data."""
    fetches: bool
    """Whether some browser requests its address, run or not."""

    @property
    def code(self) -> Literal["classic", "module"] | None:
        """How it runs as JavaScript; None for what is no code."""
        return "module" if self.runs == "module" else "classic" if self.runs == "classic" else None


@lru_cache(maxsize=512)
def script_type(
    kind: str | None, language: str | None, nomodule: bool = False, event: str | None = None, target: str | None = None
) -> ScriptType:
    """The rules of HTML's "prepare the script element" for type, language, nomodule, event and for.

    SVG knows neither `language`, `for` nor `event`.

    The union of the browsers: Chromium strips a vertical tab, Firefox white space around `module`, and Firefox requests
    the address of a script in a foreign `language` before it knows that it will not run it.
    """
    if kind:
        name = kind.strip(_BLANK).lower()
    elif kind is not None or not language:
        name = "text/javascript"
    else:
        name = f"text/{language}".lower()
    if name in _SPECIAL:
        # A vertical tab before these no browser strips.
        return ScriptType("", False) if kind and "\v" in kind else ScriptType(name, name == "module")
    if name not in _JAVASCRIPT:
        return ScriptType("", kind is None and bool(language))
    if nomodule:
        return ScriptType("", False)
    if event is not None and target is not None:
        on_load = event.strip(_BLANK).lower() in ("onload", "onload()")
        if target.strip(_BLANK).lower() != "window" or not on_load:
            return ScriptType("", True)  # both browsers fetch its address ahead
    return ScriptType("classic", True)


_PLAIN = "text/plain"
_BY_MARK: dict[str, list[Convention]] = {}
_BY_TYPE: dict[str, Convention] = {}
for _convention in (*CONVENTIONS, LAZY):
    for _name in _convention.marks:
        _BY_MARK.setdefault(_name, []).append(_convention)
    for _name in _convention.types:
        _BY_TYPE[_name] = _convention
_BY_CLASS = tuple((c, re.compile(c.classes)) for c in (*CONVENTIONS, LAZY) if c.classes)
_CLASS = re.compile("|".join([*(f"(?:{p.pattern})" for _, p in _BY_CLASS), EXEMPT_CLASS, *TARTEAUCITRON.classes]))
_LAZY = re.compile(LAZY.classes)
CLASS_PARTS = ("optanon-category", "_iub_cs", "cmpl", "tac_", "_player", "_post", "googlemaps", "twitterembed")
"""Without one of them in a page's text, no class needs a look: few, for every page is searched for each."""
_ORDER = {id(c): number for number, c in enumerate((*CONVENTIONS, LAZY))}
_AUTOMATIC = tuple((name, re.compile(pattern)) for name, pattern in AUTOMATIC.items())
_JOBS = re.compile(r"\btarteaucitron\.job\b[^;]{0,80}?\.push\s*\(\s*[\"']([\w-]{1,50})[\"']")

MARKS = frozenset(_BY_MARK) | frozenset(EXEMPTIONS) | IFRAMEMANAGER.names
"""Attribute names that are worth a look."""


def _(message: str) -> str:
    """Mark a message for translation; it is translated where it is shown."""
    return message


class Mark(NamedTuple):
    """What a consent tool would see in an element."""

    gate: Gate
    written: str
    """The telling attribute, as in the source."""
    src: tuple[str, ...] = ()
    href: tuple[str, ...] = ()
    html: str = ""
    """base64"""
    stands_for: str = ""
    """The service that it names instead of an address: the catalogue's id, or a name that nobody knows."""
    shown_at_once: str = ""
    """The address of a picture that takes the place of what waits; the tool's script fetches it before consent."""
    never: bool = False
    """It says that the element is never to be held back."""
    delays: bool = False
    """It acts without asking anybody, only later or on refusal."""
    lazy: bool = False
    """Where the page has a script at all, that may be one which fetches what waits in data-src."""
    trusting: bool = False
    """By its documentation the address stays in place."""

    @property
    def asks(self) -> bool:
        """Whether it is the mark of a consent tool at all, and not only of a lazy loader."""
        return self.gate.convention != LAZY.name


def marked(tag: str, attrs: Mapping[str, str]) -> bool:
    """A cheap test whether `recognise` may find anything."""
    if not MARKS.isdisjoint(attrs) or (tag == "script" and "type" in attrs):
        return True
    classes = attrs.get("class")
    return bool(classes and _CLASS.search(classes)) or any(EXEMPT_ENDING in name for name in attrs)


def recognise(tag: str, attrs: Mapping[str, str]) -> Mark | None:
    """The convention whose marks an element carries, whether or not they hold anything back."""
    exempt = _exempt(attrs)
    if exempt:
        waiting = attrs.get("src") if tag.startswith("amp-") else None
        return Mark(Gate("none"), exempt, src=(waiting,) if waiting else (), never=True, delays=bool(waiting))
    refused = _on_refusal(attrs)
    if refused:
        waiting = attrs.get("data-src")
        gate = Gate("vanilla-cookieconsent")
        return Mark(gate, refused, src=(waiting,) if waiting else (), never=True, delays=True)
    found = min(_candidates(tag, attrs), key=lambda pair: _ORDER[id(pair[0])], default=None)
    if found is None:
        return _placeholder(tag, attrs)
    convention, written, by_class = found
    service = next((attrs[a] for a in convention.service if attrs.get(a)), None)
    lazy = tag in LAZY.tags and bool(attrs.get("data-src")) and _LAZY.search(attrs.get("class", "")) is not None
    return Mark(
        Gate(convention.name, attrs.get(convention.category) or by_class or None, service),
        written,
        src=tuple(attrs[a] for a in convention.src if attrs.get(a)),
        href=tuple(attrs[a] for a in convention.href if attrs.get(a)),
        html=attrs.get(convention.html, "") if convention.html else "",
        shown_at_once=attrs.get(SHOWN_AT_ONCE.get(convention.name, ""), ""),
        stands_for=_key(tag.removeprefix("amp-")) if convention.name == "amp" and "src" not in attrs else "",
        delays=convention.delays and convention is not LAZY,
        lazy=convention is LAZY or (lazy and "data-src" in convention.src),
        trusting=convention.trusting,
    )


def why_live(tag: str, svg: bool, mark: Mark) -> str:
    """The reason for which a mark on this element, which acts all the same, holds nothing back."""
    if mark.lazy and mark.delays:
        reason = _("a lazy loader fetches what stands in data-src, and asks nobody")
    elif mark.delays:
        reason = _("such a type only delays the script, and asks nobody")
    elif mark.trusting:
        reason = _("this mark helps only if the consent tool's own script runs before, which cannot be proved")
    elif tag == "style":
        reason = _("browsers fetch what a style sheet imports whatever its type")
    elif tag != "script":
        reason = _("the address still stands where browsers take it from: src, href, srcset, poster or the like")
    elif svg:
        reason = _("browsers fetch the address of a script in SVG whatever its type")
    else:
        reason = _('a script runs unless its type says otherwise, as type="text/plain" does')
    return reason


def automatic(attrs: Mapping[str, str]) -> str:
    """The consent tool whose loader this script is, if that blocks others by itself; else empty."""
    for name, tool in AUTOMATIC_MARKS.items():
        if attrs.get(name, "").strip().lower() in ("auto", "on"):
            return tool
    src = attrs.get("src", "").strip().lower().replace("\\", "/")[:2000]
    return next((name for name, pattern in _AUTOMATIC if pattern.search(src)), "")


def jobs(script: str) -> tuple[str, ...]:
    """The services that a script hands to tarteaucitron, which asks before it loads them."""
    if "tarteaucitron" not in script:
        return ()
    return tuple(dict.fromkeys(_key(name) for name in _JOBS.findall(script)))


def _candidates(tag: str, attrs: Mapping[str, str]) -> list[tuple[Convention, str, str]]:
    found: list[tuple[Convention, str, str]] = []
    for name in attrs:
        found += [(convention, f'{name}="{attrs[name]}"', "") for convention in _BY_MARK.get(name, ())]
    if tag == "script" and attrs.get("type"):
        kind = attrs["type"].strip(_BLANK).lower()
        # The rocket loader puts a number before the type, a new one in every build.
        waiting = _BY_TYPE.get(kind) or _BY_TYPE.get("-" + kind.partition("-")[2])
        if waiting is not None:
            found.append((waiting, f'type="{attrs["type"]}"', ""))
    classes = attrs.get("class")
    if classes and _CLASS.search(classes):
        for convention, pattern in _BY_CLASS:
            match = pattern.search(classes)
            if match:
                found.append((convention, f'class="{classes}"', match[1] if pattern.groups else ""))
    return [one for one in found if _means_it(one[0], tag, attrs)]


def _means_it(convention: Convention, tag: str, attrs: Mapping[str, str]) -> bool:
    if convention.tags and tag not in convention.tags:
        return False
    if convention.name == "amp":
        return tag.startswith("amp-")
    waiting = any(attrs.get(name) for name in (*convention.src, *convention.href))
    plain = tag == "script" and (attrs.get("type") or "").strip(_BLANK).lower() == _PLAIN
    if convention.name == "klaro" and tag == "script":
        return plain
    if convention.name == "samtykke" and tag not in EMBEDS:
        # `data-category` stands on many a filter button and gallery: ours always names the service as well.
        return waiting and bool(attrs.get("data-service"))
    return waiting or plain or not convention.generic


def _placeholder(tag: str, attrs: Mapping[str, str]) -> Mark | None:
    """An element that names a service and no address."""
    service = attrs.get("data-service", "").strip()
    if service and attrs.get("data-id") and tag != "script":
        key = _key(service)
        if key in catalogue.load().services or not IFRAMEMANAGER_SIGNS.isdisjoint(attrs):
            gate = Gate(IFRAMEMANAGER.convention, None, service)
            picture = attrs.get(SHOWN_AT_ONCE[IFRAMEMANAGER.convention], "")
            return Mark(gate, f'data-service="{service}"', stands_for=key, shown_at_once=picture)
    if not TARTEAUCITRON.names.isdisjoint(attrs):
        for name in attrs.get("class", "").split():
            if name in TARTEAUCITRON.classes:
                key = _key(name.partition("_")[0])
                return Mark(Gate(TARTEAUCITRON.convention, None, key), f'class="{name}"', stands_for=key)
    return None


@lru_cache(maxsize=512)
def _key(name: str) -> str:
    """A service as a placeholder names it → the catalogue's id, or the name as it is."""
    plain = "".join(filter(str.isalnum, name.lower()))
    return SERVICE_KEYS.get(plain) or _ids().get(plain) or name.lower()[:100]


@lru_cache(maxsize=1)
def _ids() -> Mapping[str, str]:
    return {service.replace("-", ""): service for service in catalogue.load().services}


def _exempt(attrs: Mapping[str, str]) -> str:
    for name, value in EXEMPTIONS.items():
        if name in attrs and (not value or attrs[name].strip().lower() == value):
            return f'{name}="{attrs[name]}"'
    for name in attrs:
        if name.endswith(EXEMPT_ENDING):
            return name
    if EXEMPT_CLASS in attrs.get("class", "").split():
        return f'class="{EXEMPT_CLASS}"'
    return ""


def _on_refusal(attrs: Mapping[str, str]) -> str:
    """`data-category="!analytics"`: vanilla-cookieconsent runs it when the visitor refuses."""
    for name in ("data-category", "data-service"):
        if attrs.get(name, "").startswith("!") and "type" in attrs:
            return f'{name}="{attrs[name]}"'
    return ""
