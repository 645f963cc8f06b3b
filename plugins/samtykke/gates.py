"""Does a browser act on an element as written, and which consent convention's marks does it carry?

The two questions are kept apart: a mark on an element that acts is a false gate, an inert element without a mark is
just inert. What the conventions look like is from their vendors' documentation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

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
_SPECIAL = frozenset({"module", "importmap", "speculationrules"})
_BLANK = "\t\n\f\r \v"
"""ASCII white space, and the vertical tab that Chromium strips as well."""


class ScriptType(NamedTuple):
    """What a browser does with a script element as written."""

    runs: str
    """classic, module, importmap or speculationrules; empty for a block of data."""
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
        return ScriptType(name, name == "module")
    if name not in _JAVASCRIPT:
        return ScriptType("", kind is None and bool(language))
    if nomodule:
        return ScriptType("", False)
    if event is not None and target is not None:
        on_load = event.strip(_BLANK).lower() in ("onload", "onload()")
        if target.strip(_BLANK).lower() != "window" or not on_load:
            return ScriptType("", True)  # both browsers fetch its address ahead
    return ScriptType("classic", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """How a consent tool marks what waits for it."""

    name: str
    marks: tuple[str, ...] = ()
    """Attributes of which one is enough to know it."""
    types: tuple[str, ...] = ()
    """Values of a script's type that are enough to know it."""
    classes: str = ""
    """A pattern for `class`; its group is the category."""
    category: str = ""
    """The attribute that holds the category."""
    service: str = ""
    src: tuple[str, ...] = ("data-src",)
    """Attributes in which the address of a script, image or frame waits."""
    href: tuple[str, ...] = ("data-href",)
    html: str = ""
    """An attribute in which markup waits, as base64."""
    tags: frozenset[str] = frozenset()
    """The only elements on which the marks mean anything; empty for all."""
    generic: bool = False
    """The marks are common words: without an address that waits, they say nothing."""
    delays: bool = False
    """It postpones, and asks nobody: no gate at all."""


_EMBEDS = frozenset(
    {"script", "iframe", "img", "link", "embed", "object", "video", "audio", "source", "input", "style"}
)

# The first that fits wins: particular marks before those that several tools share.
CONVENTIONS = (
    Convention(name="complianz", marks=("data-src-cmplz", "data-cmplz-src"), category="data-category",
               service="data-service", src=("data-src-cmplz", "data-cmplz-src", "data-src")),
    Convention(name="cookieyes-legacy", marks=("data-cli-src", "data-cli-script-type", "data-cli-class"),
               category="data-cli-script-type", src=("data-cli-src", "data-src")),
    Convention(name="cookieyes", marks=("data-cookieyes",), category="data-cookieyes"),
    Convention(name="cookie-script", marks=("data-cookiescript",), category="data-cookiecategory"),
    Convention(name="vanilla-cookieconsent-2", marks=("data-cookiecategory",), category="data-cookiecategory"),
    Convention(name="cookiebot", marks=("data-cookieconsent", "data-cookieblock-src", "data-cookieblock-href"),
               category="data-cookieconsent", src=("data-cookieblock-src", "data-src"),
               href=("data-cookieblock-href", "data-href")),
    Convention(name="onetrust", marks=("data-optanon-category",), category="data-optanon-category",
               classes=r"(?:^|\s)optanon-category-([\w-]+)"),
    Convention(name="iubenda", marks=("data-iub-purposes", "suppressedsrc", "data-suppressedsrc"),
               classes=r"(?:^|\s)_iub_cs_activate(?:-inline)?(?=\s|$)", category="data-iub-purposes",
               src=("suppressedsrc", "data-suppressedsrc", "data-src"), href=("suppressedhref",)),
    Convention(name="usercentrics", marks=("data-usercentrics", "uc-src", "data-uc-src"), service="data-usercentrics",
               src=("uc-src", "data-uc-src", "data-src")),
    Convention(name="didomi", marks=("data-vendor-raw",), types=("didomi/javascript",), category="data-purposes",
               service="data-vendor"),
    Convention(name="didomi", marks=("data-vendor",), service="data-vendor", tags=frozenset({"iframe"}), generic=True),
    Convention(name="osano", marks=("data-osano",), category="data-osano"),
    Convention(name="axeptio", marks=("data-requires-vendor-consent",), service="data-requires-vendor-consent"),
    Convention(name="cookiefirst", marks=("data-cookiefirst-category", "data-cookiefirst-script"),
               category="data-cookiefirst-category", service="data-cookiefirst-script"),
    Convention(name="cookie-information", marks=("data-category-consent", "data-consent-src"),
               category="data-category-consent", src=("data-consent-src",), href=("data-consent-href",)),
    Convention(name="borlabs",
               marks=("data-borlabs-cookie-script-blocker-id", "data-borlabs-script-blocker-id",
                      "data-borlabs-cookie-script-blocker-src", "data-borlabs-script-blocker-src",
                      "data-borlabs-cookie-style-blocker-id", "data-borlabs-cookie-content-blocker-id",
                      "data-borlabs-cookie-content"),
               service="data-borlabs-cookie-script-blocker-id",
               src=("data-borlabs-cookie-script-blocker-src", "data-borlabs-script-blocker-src", "src-consent"),
               href=("data-borlabs-cookie-style-blocker-href",), html="data-borlabs-cookie-content"),
    Convention(name="civic", marks=("data-cc-category",), category="data-cc-category"),
    Convention(name="real-cookie-banner",
               marks=("consent-required", "consent-original-src-_", "consent-click-original-src-_"),
               types=("application/consent",), service="consent-required",
               src=("consent-original-src-_", "consent-click-original-src-_"), href=("consent-original-href-_",)),
    Convention(name="consentmanager", marks=("data-cmp-src", "data-cmp-vendor", "data-cmp-purpose", "data-cmp-href"),
               classes=r"(?:^|\s)cmplazyload(?=\s|$)", category="data-cmp-purpose", service="data-cmp-vendor",
               src=("data-cmp-src",), href=("data-cmp-href",)),
    Convention(name="ccm19", marks=("data-ccm-loader-group", "data-ccm-loader-src"), types=("text/x-ccm-loader",),
               category="data-ccm-loader-group", src=("data-ccm-loader-src",)),
    Convention(name="moove", marks=("data-gdpr-iframesrc",), src=("data-gdpr-iframesrc",)),
    Convention(name="monsido", marks=("data-mon-consent-required",), category="data-mon-consent-required"),
    Convention(name="tarteaucitron", classes=r"(?:^|\s)tac_iframe(?=\s|$)", src=("data-url", "data-src"), generic=True),
    Convention(name="orejime", marks=("data-purpose",), category="data-purpose", tags=frozenset({"template"})),
    Convention(name="orejime-2", types=("opt-in", "orejime"), service="data-name"),
    Convention(name="partytown", types=("text/partytown",), src=("src",), delays=True),
    Convention(name="wp-rocket", types=("rocketlazyloadscript",), src=("data-rocket-src", "src"), delays=True),
    Convention(name="rocket-loader", types=("-text/javascript", "-module"), src=("src",), delays=True),
    Convention(name="termly", marks=("data-categories",), category="data-categories", tags=_EMBEDS, generic=True),
    Convention(name="cookiehub", marks=("data-consent",), category="data-consent", tags=_EMBEDS),
    # Ours; vanilla-cookieconsent 3, Complianz and c15t write the same.
    Convention(name="samtykke", marks=("data-category",), category="data-category", service="data-service"),
    Convention(name="klaro", marks=("data-name",), service="data-name", tags=_EMBEDS, generic=True),
)  # fmt: skip

_BY_MARK: dict[str, list[Convention]] = {}
_BY_TYPE: dict[str, Convention] = {}
for _convention in CONVENTIONS:
    for _name in _convention.marks:
        _BY_MARK.setdefault(_name, []).append(_convention)
    for _name in _convention.types:
        _BY_TYPE[_name] = _convention
_BY_CLASS = tuple((c, re.compile(c.classes)) for c in CONVENTIONS if c.classes)
_CLASS = re.compile("|".join(f"(?:{c.classes})" for c in CONVENTIONS if c.classes) + r"|_iub_cs_skip")
CLASS_NAMES = ("optanon-category", "_iub_cs", "cmplazyload", "tac_iframe")
"""Parts of class names: without one of them in a page's text, no class needs a look."""
_ORDER = {id(c): number for number, c in enumerate(CONVENTIONS)}
_EXEMPT = {"data-cookieconsent": "ignore", "data-uc-allowed": "true"}
_EXEMPT_ENDINGS = ("-blocker-ignore",)

MARKS = frozenset(_BY_MARK) | frozenset(_EXEMPT)
"""Attribute names that are worth a look."""


class Mark(NamedTuple):
    """What a consent tool would see in an element."""

    gate: Gate
    written: str
    """The telling attribute, as in the source."""
    src: tuple[str, ...] = ()
    href: tuple[str, ...] = ()
    html: str = ""
    """base64"""
    never: bool = False
    """It says that the element is never to be held back."""
    delays: bool = False
    """It acts without asking anybody, only later or on refusal."""


def marked(names: Mapping[str, str]) -> bool:
    """A cheap test whether `recognise` may find anything."""
    if not MARKS.isdisjoint(names):
        return True
    classes = names.get("class")
    return bool(classes and _CLASS.search(classes)) or "type" in names or any("-blocker-ignore" in n for n in names)


def recognise(tag: str, attrs: Mapping[str, str]) -> Mark | None:
    """The convention whose marks an element carries, whether or not they hold anything back."""
    exempt = _exempt(attrs)
    if exempt:
        return Mark(Gate("none"), exempt, never=True)
    refused = _on_refusal(attrs)
    if refused:
        waiting = tuple(attrs[a] for a in ("data-src",) if attrs.get(a))
        return Mark(Gate("vanilla-cookieconsent"), refused, src=waiting, never=True, delays=True)
    found = min(_candidates(tag, attrs), key=lambda pair: _ORDER[id(pair[0])], default=None)
    if found is None:
        return None
    convention, written, by_class = found
    gate = Gate(
        convention.name,
        attrs.get(convention.category) or by_class or None,
        attrs.get(convention.service) or None,
    )
    return Mark(
        gate,
        written,
        src=tuple(attrs[a] for a in convention.src if attrs.get(a)),
        href=tuple(attrs[a] for a in convention.href if attrs.get(a)),
        html=attrs.get(convention.html, "") if convention.html else "",
        delays=convention.delays,
    )


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
    waiting = any(attrs.get(name) for name in (*convention.src, *convention.href))
    if convention.name == "klaro" and tag == "script":
        return (attrs.get("type") or "").strip(_BLANK).lower() == "text/plain"
    if convention.name == "samtykke" and tag not in _EMBEDS:
        # `data-category` stands on many a filter button and gallery: ours always names the service as well.
        return waiting and bool(attrs.get("data-service"))
    return waiting or not convention.generic


def _exempt(attrs: Mapping[str, str]) -> str:
    for name, value in _EXEMPT.items():
        if attrs.get(name, "").strip().lower() == value:
            return f'{name}="{attrs[name]}"'
    for name in attrs:
        if name.endswith(_EXEMPT_ENDINGS):
            return name
    if "_iub_cs_skip" in attrs.get("class", "").split():
        return 'class="_iub_cs_skip"'
    return ""


def _on_refusal(attrs: Mapping[str, str]) -> str:
    """`data-category="!analytics"`: vanilla-cookieconsent runs it when the visitor refuses."""
    for name in ("data-category", "data-service"):
        if attrs.get(name, "").startswith("!") and "type" in attrs:
            return f'{name}="{attrs[name]}"'
    return ""
