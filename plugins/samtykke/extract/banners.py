"""Consent as it is asked for in markup: boxes that are ticked beforehand, and how a banner lets the visitor say no.

A banner is known by its names and roles, a button by its words in five languages. What cannot be told is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from turbohtml import Document, Element

from . import configs
from .configs import LESSER, NO_REJECT
from .context import Frame, _
from .forms import Labels, folded, in_template, text_of
from .tokens import Source

_MOST = 500
"""Boxes and buttons of a page that are looked at."""
_HIGHEST = 60
"""Ancestors of an element that are looked at."""
_LONGEST_BUTTON = 80
_SWITCHES = ("input", "button", "div", "span", "a", "label")
_BUTTONS = ("button", "a", "input", "div", "span")
_OURS = ("data-samtykke-all", "data-samtykke-one")
_TICKS = frozenset({"checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"})

_SUBJECT = r"(?:cookie|consent|samtykke|informasjonskaps|gdpr|ccpa)"
_SHAPE = (
    r"(?:banner|bar|notice|popup|pop-up|modal|dialog|box|wall|prompt|layer|overlay|message|notification|toast|law|info|"
    r"manager|settings|preferences|prefs|categor|control|panel|widget|root|wrapper|container|choice|valg|innstilling)"
)
_IS_ABOUT = re.compile(_SUBJECT)
_BANNER = re.compile(
    rf"{_SUBJECT}[a-z_-]{{0,20}}{_SHAPE}|{_SHAPE}[a-z_-]{{0,10}}{_SUBJECT}|"
    r"cybotcookiebotdialog|onetrust-(?:banner|consent|pc)|optanon|cookieconsent|cookie-consent|\bcc-(?:window|main)\b|"
    r"\bklaro\b|tarteaucitron|orejime|cmplz-cookiebanner|iubenda-cs|didomi-(?:host|popup|notice)|coi-banner|coioverlay|"
    r"borlabscookie|cookiefirst|cookiescript|cookieyes|cky-consent|usercentrics|axeptio|silktide|md-consent|termly|"
    r"cookiehub|osano-cm"
)
_PLACEHOLDER = re.compile(
    r"placeholder|optout|optin|opt-out|opt-in|embed|blocked|blocker|contextual|content-block|video|iframe|facade|widget-"
)
_NOT_A_BANNER = ("main", "article", "nav", "h1")
_ALWAYS_ON = re.compile(
    r"nødvendig|naudsynt|necessary|essential|required|mandatory|strictly|nödvändig|notwendig|erforderlich|essenziell|"
    r"technical|teknisk|c0001|always|alltid|husk|remember"
)

_ASKS = re.compile(
    r"samtykk|consent\b|consent[ _-]|opt[ _-]?in\b|nyhe(?:ts|d|ds)brev|newsletter|mailing[ _-]?list|e-?postliste|"
    r"einwillig|"
    r"marketing[ _-]?(?:consent|e-?mail|communication|message|material)|direct marketing|"
    r"markedsføring (?:på|via|fra|per|i e)|direkte markedsføring|marknadsföring (?:via|från|per)|"
    r"(?:motta|få|receive|send (?:meg|me)|få tilsendt) .{0,40}(?:tilbud|nyheter|kampanje|offers|promotion|"
    r"news\b|updates)|"
    r"(?:tilbud|nyheter|kampanjer|offers|news|updates) .{0,20}(?:på|per|via|by) (?:e-?post|e-?mail|sms)|"
    r"(?:godta|aksepter|lest|accept|agree|read|einverstanden|godkänn)\w{0,6} .{0,60}(?:personvern|privacy|datenschutz)"
)
"""Words of a box that stands for a consent in the law's sense; terms of sale and filters by subject are not such."""
_DENIES = re.compile(
    r"\bikke\b|\bikkje\b|\binte\b|\bnei\b|\bnej\b|\bno\b|\bnot\b|n['’]t\b|\bkeine?\b|\bnein\b|\bnicht\b|avslå|avvis|"
    r"reject|decline|refuse|opt[ _-]?out"
)

_NEEDED = r"(?:nødvendig|nödvändig|necessary|essential|required|notwendig|erforderlich|essenziell)"
_TO_ACCEPT = (
    r"(?:godta|aksepter|samtykk|tillat|accept|allow|agree|consent|godkänn|tillåt|tillad|zustimm|einwillig|akzeptier)"
)
_TERMS = re.compile(r"vilkår|terms|villkor|betingelser|\bagb\b|conditions|betaling|kjøp")
_SAVES = re.compile(
    r"lagre|lagra|lagr |valgte|utvalgte|valg\b|save|selected|selection|choices|spara|valda|gem\b|udvalgte|speichern|"
    r"ausgewählt|auswahl|innstilling|inställning|indstilling|einstellung|setting|preference|tilpass|anpass|customi[sz]e|"
    r"manage|administrer|options|\bmer\b|\bmore\b"
)
_REJECTS = re.compile(
    r"\bavvis|\bavslå|\bnekt|\bnei\b|\bneka|\bavböj|\bnej\b|\bafvis|\bafslå|\bdecline|\breject|\brefuse|\bdeny|\bdisagree|"
    r"\bno,? thank|\bnein\b|\bablehnen|\bverweiger|"
    rf"(?:kun|bare|endast|bara|only|nur) (?:de |the |strengt |absolutt |strictly |technisch )?{_NEEDED}|"
    rf"{_NEEDED}\w{{0,3}}(?: cookies)? (?:only|alene)|{_TO_ACCEPT}\w{{0,4}} (?:strengt |strictly )?{_NEEDED}|"
    rf"(?:uten|utan|uden|without|ohne)\b.{{0,30}}{_TO_ACCEPT}|(?:ikke|ikkje|inte|not|nicht|don['’]t) {_TO_ACCEPT}"
)
_ACCEPTS = re.compile(
    r"^(?:ja,? |yes,? |jeg |i |ich )*(?:godta|aksepter|tillat|samtykk|acceptera|godkänn|tillåt|accepter|tillad|godkend|"
    r"accept|allow|agree|consent|akzeptier|zustimm|einverstanden|erlaube)\w{0,4}\b|"
    r"^(?:alle |alla |allen |all )(?:cookies )?(?:akzeptieren|zustimmen|erlauben|zulassen|godta|tillat)|"
    r"^ja takk|^ja tack|^yes,? please"
)

_SECOND_LAYER = re.compile(
    r"setting|preference|prefs|detail|modal|innstilling|inställning|second|panel|custom|tilpass|\bcm__|\bpm__|\bpm\b"
)
_HIDDEN = frozenset(
    {"d-none", "hidden", "is-hidden", "hide", "visually-hidden", "sr-only", "screen-reader-text", "invisible"}
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_LESSER = re.compile(
    r"(?:.*(?:btn|button|knapp|action|choice|valg|cta)[_-]{0,2})(?:link|text|small|sm|xs|mini|tiny|plain)|"
    r"link|text-?link|link-?button|text-?button|small|is-(?:small|text)"
)
_LOOKS_LIKE_BUTTON = re.compile(r"btn|button|knapp|cta|action")
_ROLE = re.compile(r"role\s{0,5}=\s{0,5}[\"']?\s{0,5}button")
_CLOSES = re.compile(r"x|×|✕|✖|lukk|close|stäng|luk|schließen|dismiss")


def read(root: Document | Element, source: Source, frame: Frame) -> None:
    """Note all of it, what inline scripts tell a consent tool included."""
    text = source.text.lower()
    page = _Page(root, frame, text)
    if "checked" in text:
        page.ticked()
    if _IS_ABOUT.search(text):
        page.unequal()
    for script in root.iter_elements("script"):
        if "src" not in script.attrs and configs.mentioned(script.text):
            configs.note(script.text, frame, *source.content(script))


class _Button(NamedTuple):
    element: Element
    words: str
    layer: Element | None
    """The part of the banner, hidden or behind a click, in which it stands; None for the first."""


class _Page:
    """A page at hand, with what was found out of its elements."""

    def __init__(self, root: Document | Element, frame: Frame, text: str) -> None:
        self._root = root
        self._frame = frame
        # Few pages have such elements, and all have many that could be.
        self._switches = _SWITCHES if "aria-checked" in text else ("input",)
        self._buttons = _BUTTONS if _ROLE.search(text) else _BUTTONS[:3]
        self._named: dict[Element, bool] = {}

    def _note(self, rule: str, detail: str, element: Element) -> None:
        line, column = element.position or (1, 0)
        self._frame.found.problem(rule, detail, self._frame.place(line, column + 1))

    def _crowded(self, element: Element) -> None:
        line, column = element.position or (1, 0)
        what = _("it has more than 500 boxes that are ticked, or buttons that accept")
        self._frame.found.bound(what, self._frame.place(line, column + 1))

    def ticked(self) -> None:
        """Note boxes that are ticked as the page is written and stand for a consent."""
        labels = Labels(self._root)
        for number, box in enumerate(_on(self._root, self._switches)):
            if number >= _MOST:
                self._crowded(box)
                break
            if _fixed(box):
                continue
            marks = folded(" ".join((box.attr(n) or "")[:100] for n in ("name", "id", "value")).replace("_", " "))
            label = labels.of(box)
            words = f"{marks} {label}"
            if _ALWAYS_ON.search(words):
                continue
            if any(name in box.attrs for name in _OURS) or self._banner(box) is not None:
                if not _DENIES.search(words):
                    self._note("preticked-category", label or marks, box)
            elif not in_template(box) and _stands_for_consent(box, words) and not _filters(box):
                self._note("preticked-consent", label or marks, box)

    def unequal(self) -> None:
        """Note banners in which saying no takes more than saying yes."""
        seen: set[Element] = set()
        accepts = (
            e for e in _pressed(self._root, self._buttons) if _kind(_words(e)) == "accept" and not in_template(e)
        )
        for number, element in enumerate(accepts):
            if number >= _MOST:
                self._crowded(element)
                break
            banner = self._banner(element)
            if banner is not None and banner not in seen:
                seen.add(banner)
                self._judge(banner)

    def _judge(self, banner: Element) -> None:
        pressed = islice(_pressed(banner, self._buttons), _MOST)
        buttons = [_Button(e, w, _layer(e, banner)) for e in pressed if (w := _words(e))]
        accepts = [b for b in buttons if _kind(b.words) == "accept"]
        if not accepts or not _is_visible(accepts[0].element):
            return
        # What is first in the text is the first layer, whatever it is called.
        accept = next((b for b in accepts if b.layer is None), accepts[0])
        rejects = [b for b in buttons if _kind(b.words) == "reject"]
        beside = [b for b in rejects if b.layer == accept.layer]
        visible = [b for b in beside if _is_visible(b.element)]
        if visible:
            if all(_is_lesser(b.element, accept.element) for b in visible):
                self._note("reject-not-equal", LESSER, accept.element)
        elif beside:
            self._note("reject-not-equal", _("the button that says no is hidden"), accept.element)
        elif _ticks_in(banner, accept.layer):
            return  # choices that are not ticked and a button that saves them: that is a way to say no
        elif rejects:
            self._note("reject-not-equal", _("the way to say no lies in a second layer"), accept.element)
        elif not any(_CLOSES.fullmatch(b.words) for b in buttons):  # closing may mean no
            self._note("reject-not-equal", NO_REJECT, accept.element)

    def _banner(self, element: Element) -> Element | None:
        """The outermost thing around an element that is a consent banner or dialog and not the page."""
        found = None
        for above in islice((a for a in element.ancestors if isinstance(a, Element)), _HIGHEST):
            if above.tag in ("figure", "article") or _PLACEHOLDER.search(_marks(above)):
                break
            if above not in self._named:
                self._named[above] = _names_banner(above) and next(above.iter_elements(_NOT_A_BANNER), None) is None
            if self._named[above]:
                found = above
        return found


def _on(root: Document | Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """Everything that is ticked or switched on as it is written."""
    for element in islice(root.iter_elements(tags), 50_000):
        if element.tag == "input" and element.attr("checked") is not None:
            if (element.attr("type") or "").strip().lower() in ("checkbox", "radio"):
                yield element
        elif (element.attr("aria-checked") or "").lower() == "true" and _role(element) in _TICKS:
            yield element


def _fixed(box: Element) -> bool:
    """Whether the visitor cannot change it: so is what is necessary shown."""
    if box.attr("disabled") is not None or box.attr("aria-disabled") == "true":
        return True
    above = islice((a for a in box.ancestors if isinstance(a, Element)), _HIGHEST)
    return any(a.tag == "fieldset" and a.attr("disabled") is not None for a in above)


def _role(element: Element) -> str:
    role = (element.attr("role") or "").strip().lower()
    return role or ((element.attr("type") or "").strip().lower() if element.tag == "input" else "")


def _stands_for_consent(box: Element, words: str) -> bool:
    if _role(box) in ("radio", "menuitemradio"):
        if _DENIES.search(words):
            return False
        group = next(
            (a for a in islice(box.ancestors, _HIGHEST) if isinstance(a, Element) and a.tag == "fieldset"), None
        )
        legend = next(group.iter_elements("legend"), None) if group is not None else None
        words += " " + (folded(text_of(legend)) if legend is not None else "")
    asks = _ASKS.search(words)
    return asks is not None and not _DENIES.search(words[: asks.end()])


def _filters(box: Element) -> bool:
    """Whether it belongs to a search, where nothing is consented to: a form that only changes the address."""
    form = next((a for a in islice(box.ancestors, _HIGHEST) if isinstance(a, Element) and a.tag == "form"), None)
    if form is None:
        return False
    if form.attr("role") == "search":
        return True
    if (form.attr("method") or "get").strip().lower() != "get":
        return False
    kinds = {(c.attr("type") or "text").lower() for c in islice(form.iter_elements("input"), 100)}
    return not kinds & {"email", "tel", "text"} and next(form.iter_elements("textarea"), None) is None


def _marks(element: Element) -> str:
    return " ".join((element.attr(n) or "")[:300] for n in ("id", "class", "aria-label")).lower()


def _names_banner(element: Element) -> bool:
    if any(name in element.attrs for name in ("data-samtykke-banner", "data-samtykke-dialog")):
        return True
    if element.tag in ("html", "body", "main", "article", "button", "a", "input", "label"):
        return False
    marks = _marks(element)
    if element.tag == "form":
        return _IS_ABOUT.search(marks) is not None and "cookie" in marks
    if _BANNER.search(marks):
        return True
    role = (element.attr("role") or "").lower()
    dialog = element.tag == "dialog" or role in ("dialog", "alertdialog", "region")
    return dialog and _IS_ABOUT.search(marks) is not None


def _pressed(root: Document | Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """What can be pressed; of the links only those that lead nowhere else, for the others are the site's navigation."""
    for element in islice(root.iter_elements(tags), 50_000):
        if element.tag == "button" or element.attr("role") == "button":
            yield element
        elif element.tag == "a":
            if (element.attr("href") or "#").lstrip().lower().startswith(("#", "javascript:")):
                yield element
        elif element.tag == "input" and (element.attr("type") or "").lower() in ("button", "submit"):
            yield element


def _words(element: Element) -> str:
    if element.tag == "input":
        text = folded((element.attr("value") or "")[:200])
    else:
        text = folded(text_of(element)) or folded((element.attr("aria-label") or "")[:200])
    return text if len(text) <= _LONGEST_BUTTON else ""


@lru_cache(maxsize=2048)
def _kind(words: str) -> str:
    if not words or _TERMS.search(words):
        return ""
    if _REJECTS.search(words):
        return "reject"
    if _SAVES.search(words):
        return "settings"
    return "accept" if _ACCEPTS.search(words) else ""


def _layer(element: Element, banner: Element) -> Element | None:
    layer = None
    for above in islice(element.ancestors, _HIGHEST):
        if above == banner or not isinstance(above, Element):
            break
        dialog = above.tag in ("dialog", "details") or above.attr("role") in ("dialog", "tabpanel")
        if dialog or not _is_visible(above) or _SECOND_LAYER.search(_marks(above)):
            layer = above
    return layer


def _is_visible(element: Element) -> bool:
    if "hidden" in element.attrs or _HIDING.search((element.attr("style") or "")[:500].lower()):
        return False
    return not _HIDDEN & set((element.attr("class") or "").lower().split())


def _ticks_in(banner: Element, layer: Element | None) -> bool:
    boxes = islice((layer if layer is not None else banner).iter_elements("input"), _MOST)
    return any(_role(box) in _TICKS and _layer(box, banner) == layer for box in boxes)


def _is_lesser(reject: Element, accept: Element) -> bool:
    if _is_button(accept) and not _is_button(reject):
        return True
    mine = {c for c in (reject.attr("class") or "")[:300].lower().split() if _LESSER.fullmatch(c)}
    other = {c for c in (accept.attr("class") or "")[:300].lower().split() if _LESSER.fullmatch(c)}
    return bool(mine) and not other


def _is_button(element: Element) -> bool:
    if element.tag in ("button", "input") or element.attr("role") == "button":
        return True
    return _LOOKS_LIKE_BUTTON.search((element.attr("class") or "")[:300].lower()) is not None
