"""The forms of a page: whether they ask for personal data, what for, and what they say of it.

All of it is judged by words and attributes, so it is told with care: a form that cannot be understood is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from turbohtml import Document, DocumentFragment, Element

from samtykke.model import Form
from samtykke.urls import resolve

MOST = 1000
"""Forms of a page, controls of a form and links near it that are looked at."""
_LONGEST_TEXT = 4000
_LONGEST_LABEL = 300
_LONGEST_URL = 500
_CLIMB = 4
"""Ancestors that count as near a form, where none of them is a landmark."""

_TYPED = frozenset({"text", "email", "tel", "url", "textarea"})
_OTHER = frozenset(
    {"hidden", "submit", "button", "reset", "image", "search", "password", "checkbox", "radio", "file", "number",
     "range", "color", "date", "time", "month", "week", "datetime-local"}
)  # fmt: skip
"""Types of inputs; any other word means a text, as browsers take it."""
_AUTOFILLED = re.compile(
    r"(?:^|\s)(?:name|(?:given|additional|family)-name|email|tel(?:-\S+)?|street-address|address-line\d|postal-code|bday"
    r"(?:-\S+)?)(?:\s|$)"
)
_REACHED = re.compile(
    r"\be-?(?:post|mail)|\bmail\b|mailadr|\b(?:tele|mobil)?(?:fon|phone)(?:e?n?r|n?umm?er|numre)?\b|\btlf\b|\bmobil(?!itet)|\btel\b"
)
_NAMED = re.compile(
    r"\b(?:full|first|last|for|etter|fulle|your|ditt?|kontakt)?[ _-]?(?:navn|name)(?:et)?\b|\bfname\b|\blname\b|"
    r"surname|\b(?:post|gate|bo|besøks|street|home)?[ _-]?(?:adresse|address)|"
    r"(?:fødsels|person)(?:dato|nummer)|\bbirth|date of birth"
)
_NOT_A_PERSON = re.compile(
    r"user[ _-]?name|bruker[ _-]?navn|(?:file|host|domain|site|web|product|produkt|fil)[ _-]?na(?:me|vn)|"
    r"ip[ _-]?addr|web[ _-]?addr|nettadresse"
)
_MESSAGE = re.compile(
    r"melding|message|kommentar|comment|henvendelse|spørsmål|tilbakemelding|beskjed|forespørsel|inquiry|enquiry|"
    r"question|feedback"
)
_LEFT_ALONE = re.compile(
    r"log-?in\b|logg-?inn|sign-?in\b|innlogg|lost-?password|(?:forgot|reset|glemt|nytt)[ _-]?pass|unsubscribe|"
    r"meld(?:e)? (?:deg |meg )?av\b|avmeld|\bopt-?out"
)
_NEWSLETTER = re.compile(
    r"nyhe(?:ts|d|ds)brev|nyhetsmail|newsletter|mailing[ _-]?list|e-?postliste|\babonner\b|\bsubscribe|"
    r"list-manage\.com/subscribe"
)
_CONSENTS = re.compile(
    r"samtykk|godta|aksepter|consent|\bagree|accept|opt-?in|gdpr|permission|\bja\b|\byes\b|"
    r"\bjeg (?:vil|ønsker)|i(?:'d|’d| would)? (?:want|like)|personvern|privacy|motta|receive|marketing|markedsføring"
)
_IS_CONSENT = re.compile(
    r"samtykk\w*|\bconsent|\bagree to|\bgodtar du|"
    r"(?:ved å|når du) (?:melde|melder|sende|sender|trykke|trykker|klikke|klikker|abonnere|abonnerer|registrere)|"
    r"by (?:subscribing|signing up|clicking|pressing|submitting|entering|joining)|"
    r"when you (?:subscribe|sign up|click|press|submit)"
)
_STATEMENT = re.compile(
    r"personvern|personopplysning|privacy|cookie|informasjonskaps|informasjonskapsl|persondata|privatliv|"
    r"integritet|dataskydd|datenschutz|gdpr|data-?protection"
)
_LANDMARKS = frozenset({"main", "article", "aside", "footer", "dialog"})
_TOP = frozenset({"body", "html"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "legend")


def crowded(root: Document) -> bool:
    """Whether there are more forms, or controls of one, than are read."""
    if len(list(islice(root.iter_elements("form"), MOST + 1))) > MOST:
        return True
    if len(list(islice(controls(root), MOST + 1))) <= MOST:
        return False
    return any(len(list(islice(controls(e), MOST + 1))) > MOST for e in root.iter_elements("form")) or any(
        len(loose) > MOST for loose in _associated(root).values()
    )


def read(root: Document, url: str) -> tuple[Form, ...]:
    """The forms of a page at `url` that ask for personal data, or send to an address of their own."""
    elements = [e for e in islice(root.iter_elements("form"), MOST) if not in_template(e)]
    if not elements:
        return ()
    labels = Labels(root)
    loose = _associated(root)
    return tuple(form for element in elements if (form := _form(element, url, labels, loose)) is not None)


class Labels:
    """What controls are called: by `label`, ARIA, the text around them."""

    def __init__(self, root: Document | Element) -> None:
        self._root = root
        self._for: dict[str, str] | None = None

    def of(self, control: Element) -> str:
        """The name of a control, in lower case; empty where it has none."""
        texts = [control.attr("aria-label"), control.attr("title"), control.attr("placeholder")]
        id_ = control.attr("id")
        if id_:
            texts.append(self._named().get(id_))
        wrapping = next((a for a in _above(control, 6) if a.tag == "label"), None)
        if wrapping is not None:
            texts.append(text_of(wrapping))
        if control.attr("aria-labelledby"):
            texts += [self._by_id(one) for one in (control.attr("aria-labelledby") or "").split()[:3]]
        if not any(texts):
            parent = control.parent
            if isinstance(parent, Element) and sum(1 for _ in islice(controls(parent), 2)) == 1:
                around = text_of(parent)
                texts.append(around if len(around) <= _LONGEST_LABEL else "")
        return folded(" ".join(t for t in texts if t))[:_LONGEST_LABEL]

    def _named(self) -> dict[str, str]:
        if self._for is None:
            found = islice(self._root.iter_elements("label"), 2000)
            self._for = {e.attr("for") or "": text_of(e) for e in found}
        return self._for

    def _by_id(self, id_: str) -> str:
        if id_ in self._named():
            return self._named()[id_]
        holder = self._root.find(attrs={"id": id_})
        return text_of(holder) if isinstance(holder, Element) else ""


def controls(element: Element | Document) -> Iterator[Element]:
    """Everything in it that a visitor fills in, ticks or presses."""
    return element.iter_elements(("input", "select", "textarea", "button"))


def text_of(element: Element) -> str:
    """The text, bounded, in one line."""
    return " ".join(" ".join(islice(element.strings, 400)).split())[:_LONGEST_TEXT]


def folded(text: str) -> str:
    """In lower case and one line, `_` and camel case as spaces left alone: words are looked for in it."""
    return " ".join(text.lower().split())


def in_template(element: Element) -> bool:
    """Whether it stands in a template, where it is not part of the page."""
    return any(isinstance(a, DocumentFragment) for a in element.ancestors)


def _above(element: Element, most: int) -> Iterator[Element]:
    return islice((a for a in element.ancestors if isinstance(a, Element)), most)


def _associated(root: Document) -> dict[str, list[Element]]:
    """Form id → the controls that stand elsewhere and name it."""
    found: dict[str, list[Element]] = {}
    for control in controls(root):
        if control.attr("form"):
            found.setdefault(control.attr("form") or "", []).append(control)
    return found


def _form(element: Element, url: str, labels: Labels, loose: dict[str, list[Element]]) -> Form | None:
    own = [*islice(controls(element), MOST), *loose.get(element.attr("id") or "", ())[:MOST]]
    senders = [c for c in own if c.attr("formaction")]
    fields = [(c, _type(c)) for c in own]
    typed = [(kind, _words(c, labels)) for c, kind in fields if kind in _TYPED and c.attr("readonly") is None]
    personal = _personal(element, fields, typed)
    if not personal and not element.attr("action") and not senders:
        return None
    near = _near(element)
    newsletter = personal and _newsletter(element, near, fields, typed)
    text = _said(element, own)
    return Form(
        line=(element.position or (1, 0))[0],
        column=(element.position or (1, 0))[1] + 1,
        places=tuple((p[0], p[1] + 1) for e in (element, *senders) if (p := e.position)),
        personal=personal,
        newsletter=newsletter,
        consent=_consent(fields, labels, text) if newsletter else "",
        links=tuple(_links(near, url)) if personal else (),
        text=text,
    )


def _type(control: Element) -> str:
    if control.tag != "input":
        return control.tag
    kind = (control.attr("type") or "text").strip().lower()
    return kind if kind in _TYPED | _OTHER else "text"


def _words(control: Element, labels: Labels) -> tuple[str, str]:
    """(what it is called in markup and text, its `autocomplete`)."""
    names = " ".join(re.sub(r"[_\[\].:-]+", " ", (control.attr(n) or "")[:100]) for n in ("name", "id"))
    # `firstName` and `EMAIL` as words.
    names = re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])", " ", names)
    return folded(f"{names} {labels.of(control)}"), (control.attr("autocomplete") or "").lower()


def _personal(
    element: Element, fields: Sequence[tuple[Element, str]], typed: Sequence[tuple[str, tuple[str, str]]]
) -> bool:
    marks = folded(" ".join(element.attr(n) or "" for n in ("id", "class", "name", "action", "role", "aria-label")))
    if _LEFT_ALONE.search(marks) or element.attr("role") == "search":
        return False
    buttons = folded(" ".join(_shown(c) for c, kind in fields if kind in ("submit", "button")))
    if _LEFT_ALONE.search(buttons):
        return False
    reached = [w for kind, w in typed if kind in ("email", "tel") or _REACHED.search(w[0]) or _reachable(w[1])]
    named = [
        w for _, w in typed if _AUTOFILLED.search(w[1]) or (_NAMED.search(w[0]) and not _NOT_A_PERSON.search(w[0]))
    ]
    secret = any(kind == "password" for _, kind in fields)
    if secret:
        # A login has a name and a password; one who registers gives more.
        return len(typed) > 1 and bool(reached) and any(w not in reached for w in named)
    if reached:
        return True
    if (element.attr("method") or "get").strip().lower() != "post":
        return False  # a search: what is typed becomes part of the address
    return bool(named) or any(kind == "textarea" and _MESSAGE.search(w[0]) for kind, w in typed)


def _reachable(autocomplete: str) -> bool:
    return re.search(r"(?:^|\s)(?:email|tel)", autocomplete) is not None


def _newsletter(
    element: Element,
    near: Element,
    fields: Sequence[tuple[Element, str]],
    typed: Sequence[tuple[str, tuple[str, str]]],
) -> bool:
    """Whether the form is there to get marketing, and not for a contact that may bring a newsletter too."""
    if (
        any(kind == "textarea" for kind, _ in typed)
        or len(typed) > 6
        or any(k in ("file", "password") for _, k in fields)
    ):
        return False
    marks = [element.attr(n) or "" for n in ("id", "class", "name", "action", "aria-label")]
    marks += [_shown(c) for c, kind in fields if kind in ("submit", "button")]
    marks += [text_of(e) for e in islice(element.iter_elements(_HEADINGS), 3)]
    around = [a for a in _above(element, _CLIMB) if a.tag not in _LANDMARKS | _TOP]
    around = around[: around.index(near)] if near in around else around
    for one in around:
        marks += [one.attr("id") or "", one.attr("class") or "", one.attr("aria-label") or ""]
    heading = _heading(element)
    return _NEWSLETTER.search(folded(" ".join([*marks, heading]))) is not None


def _heading(element: Element) -> str:
    """The nearest heading before the form, within what is near it."""
    for step in (element, *_above(element, 3)):
        if step.tag in _TOP | _LANDMARKS and step is not element:
            break
        for before in islice(step.previous_siblings, 10):
            if isinstance(before, Element):
                found = before if before.tag in _HEADINGS else next(before.iter_elements(_HEADINGS), None)
                if found is not None:
                    return text_of(found)
    return ""


def _consent(fields: Sequence[tuple[Element, str]], labels: Labels, text: str) -> str:
    boxes = [c for c, kind in fields if kind == "checkbox"]
    for box in boxes:
        words = folded(f"{box.attr('name') or ''} {box.attr('id') or ''} {box.attr('value') or ''} {labels.of(box)}")
        if _CONSENTS.search(words) or _NEWSLETTER.search(words):
            return "box"
    return "words" if _IS_CONSENT.search(folded(text)) else ""


def _near(element: Element) -> Element:
    """What stands by the form: the landmark around it, else a few steps up, but never the whole page."""
    near = element
    for steps, above in enumerate(_above(element, 40)):
        if above.tag in _TOP:
            break
        if above.tag in _LANDMARKS or above.attr("role") in ("main", "dialog", "contentinfo", "complementary"):
            return above
        if steps < _CLIMB:
            near = above
    return near


def _links(near: Element, url: str) -> Iterator[tuple[str, str]]:
    """(address, text) of the links and buttons there that may lead to a statement."""
    for link in islice(near.iter_elements(("a", "button")), MOST):
        if link.tag == "button":
            words = _shown(link)
            if _STATEMENT.search(folded(words)):
                yield url, words[:_LONGEST_LABEL]
        elif link.attr("href"):
            resolved = resolve(link.attr("href") or "", url)
            if resolved is not None and resolved.scheme in ("http", "https") and len(resolved.url) <= _LONGEST_URL:
                yield resolved.url, text_of(link)[:_LONGEST_LABEL]


def tells_of_privacy(words: str) -> bool:
    """Whether an address or a text is that of a privacy statement."""
    return _STATEMENT.search(folded(words)) is not None


def _shown(control: Element) -> str:
    parts: Iterable[str | None] = (
        text_of(control),
        control.attr("value"),
        control.attr("aria-label"),
        control.attr("alt"),
    )
    return " ".join(p for p in parts if p)


def _said(element: Element, own: Sequence[Element]) -> str:
    """All that the form says, pictures' texts included."""
    parts = [text_of(element), *(_shown(c) for c in own if c.tag == "button" or _type(c) in ("submit", "image"))]
    parts += [c.attr("placeholder") or "" for c in own]
    parts += [i.attr("alt") or "" for i in islice(element.iter_elements("img"), 20)]
    parts += [element.attr("aria-label") or "", element.attr("title") or ""]
    return " ".join(" ".join(p for p in parts if p).split())[:_LONGEST_TEXT]
