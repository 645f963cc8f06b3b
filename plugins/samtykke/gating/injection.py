"""The banner put into a built page that knows nothing of it: once, in the page's language, and anew when it is old.

Head snippet and style sheet come after what says the page's encoding, the banner where the body begins, the button that
reopens the choice at the end of the last footer; markers of the statement become its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import turbohtml
from turbohtml import Doctype, Element

from samtykke import banner, statement
from samtykke.banner.texts import language
from samtykke.register import Register, digest
from samtykke.texts import ORDERS

from .spans import EncodingError, Page, Part
from .splices import Splice, spliced

_MARKER = re.compile(rb"<!--\s*samtykke:\s*[a-z]")
BANNER, LINK, STATEMENT = "banner", "link", "statement"


@dataclass(frozen=True, slots=True)
class Injected:
    """What was put into a page."""

    raw: bytes
    parts: tuple[str, ...] = ()
    """banner | link | statement"""


@dataclass(frozen=True)
class Injector:
    """Puts one register's banner into the pages of one tree, which has its statement already."""

    register: Register
    root: str = ""
    """What the site's addresses start with, without a slash at the end: empty, or `/blogg`."""
    folder: Path | None = None
    """The tree, in which the statement is looked for."""

    def put(self, raw: bytes) -> Injected:
        """The page with the banner; as it was where it has it, or is no whole page."""
        if not self.wanted(raw):
            return Injected(raw)
        try:
            page = Page(raw)
        except EncodingError:
            return Injected(raw)
        if not _whole(page):
            return Injected(raw)
        lang = page.lang or self.register.site.lang
        found = _Found.of(page)
        splices: list[Splice] = []
        parts: list[str] = []
        shown = _stretch(found.banner)
        if shown is None or found.digest != self._digest:
            head = page.written(banner.head(self.register, lang, self.root))
            body = page.written(banner.body(self.register, lang, self.root, self.statements[language(lang)]).strip())
            if found.banner and shown is None:
                return Injected(raw)  # a theme's own, taken apart: the check tells that it is old
            splices += _replaced(page, _stretch(found.head), head, _in_head(page))
            splices += _replaced(page, shown, body, _in_body(page))
            parts.append(BANNER)
        if not found.link:
            button = page.written(banner.link(self.register, lang))
            splices.append(_in_footer(page, button))
            parts.append(LINK)
        text = spliced(page.text, splices)
        whole = self._expanded(page, text, lang)
        if whole != text:
            parts.append(STATEMENT)
        if not parts:
            return Injected(raw)
        made = page.bytes(whole)
        # Markup that is broken enough takes in what is put there: then the page is left, and the check tells.
        return Injected(made, tuple(parts)) if self._holds(made) else Injected(raw)

    def wanted(self, raw: bytes) -> bool:
        """Whether something may be to be put into a page, as its text alone shows."""
        return self.register.needs_consent() and not self._has_all(raw)

    def _holds(self, raw: bytes) -> bool:
        """Whether a page has what was put in, as elements of its own."""
        tree = turbohtml.parse(raw, scripting=True, positions=False, allow_declarative_shadow_roots=False)
        shown = any(e.attr("data-samtykke-banner") == self._digest for e in tree.iter_elements("section"))
        runs = any(e.attr("data-samtykke-runtime") is not None for e in tree.iter_elements("script"))
        return shown and runs and any(_reopens(e) for e in tree.iter_elements(("button", "a")))

    def _has_all(self, raw: bytes) -> bool:
        """Whether the text alone shows that nothing is to be put in: most pages of a theme that knows the banner."""
        shown = f'data-samtykke-banner="{self._digest}"'.encode()
        return all(part in raw for part in (shown, b"data-samtykke-runtime", b"data-samtykke-open")) and (
            not _MARKER.search(raw)
        )

    @cached_property
    def _digest(self) -> str:
        return digest(self.register)

    @cached_property
    def statements(self) -> dict[str, str | None]:
        """By the banner's language, the address of the statement as it lies in the tree; None for where the banner
        takes it to be.
        """
        return {lang: self._statement(lang) for lang in ORDERS}

    def _statement(self, lang: str) -> str | None:
        slug = self.register.site.statement_in(lang)
        if slug is None or self.folder is None or (self.folder / slug / "index.html").is_file():
            return None
        for name in (f"{slug}.html", slug):
            if (self.folder / name).is_file():
                return f"{self.root}/{name}"
        return None

    def _expanded(self, page: Page, text: str, lang: str) -> str:
        parts = {
            "cookies": lambda: page.written(statement.cookie_table(self.register, lang)),
            "recipients": lambda: page.written(statement.recipients(self.register, lang)),
            "choice": lambda: page.written(banner.choice(self.register, lang)),
        }
        try:
            return statement.expand(text, self.register, lang, parts)
        except ValueError:  # a marker that is none of ours
            return text


@dataclass(frozen=True, slots=True)
class _Found:
    """What of the banner stands in a page."""

    head: tuple[Part, ...]
    banner: tuple[Part, ...]
    digest: str
    link: bool

    @classmethod
    def of(cls, page: Page) -> _Found:
        head: list[Part] = []
        body: list[Part] = []
        digest, link = "", False
        for part in page.parts.values():
            element = part.element
            sheet = part.tag == "link" and f"/{banner.FOLDER}/samtykke." in (element.attr("href") or "")
            if sheet or (part.tag == "script" and element.attr("data-choice") is not None):
                head.append(part)
            elif element.attr("data-samtykke-banner") is not None:
                digest = element.attr("data-samtykke-banner") or ""
                body.append(part)
            elif any(element.attr(f"data-samtykke-{name}") is not None for name in ("dialog", "config", "runtime")):
                body.append(part)
            elif part.tag in ("button", "a"):
                link = link or _reopens(element)
        return cls(tuple(head), tuple(body), digest, link)


def _reopens(element: Element) -> bool:
    """Whether a button or link reopens the choice, and is not one of the dialog's own."""
    if element.attr("data-samtykke-open") is None:
        return False
    return not any(isinstance(around, Element) and around.tag == "dialog" for around in element.ancestors)


def _stretch(parts: tuple[Part, ...]) -> tuple[int, int] | None:
    """From the start of the first to the end of the last; None where there is none, or an end is not known."""
    if not parts:
        return None
    ends = [part.edges.end or (part.edges.opened if part.tag == "link" else 0) for part in parts]
    return (min(part.edges.start for part in parts), max(ends)) if all(ends) else None


def _replaced(page: Page, old: tuple[int, int] | None, new: str, place: Splice) -> Iterator[Splice]:
    if old is None:
        yield Splice(place.start, place.end, place.text.replace("%", new) if place.text else new)
    elif page.text[old[0] : old[1]] != new:
        yield Splice(*old, new)


def _whole(page: Page) -> bool:
    """A page, as opposed to a fragment: as the check has it."""
    if any(isinstance(child, Doctype) for child in page.tree.children):
        return True
    return any(part.tag in ("html", "head", "body") for part in page.parts.values())


def _after(at: int) -> Splice:
    return Splice(at, at, "\n%")


def _before(at: int) -> Splice:
    return Splice(at, at, "%\n")


def _in_head(page: Page) -> Splice:
    """After what says the encoding, which must stand early; else where the head begins."""
    first = None
    for part in page.parts.values():
        element = part.element
        if part.tag == "meta" and (
            element.attr("charset") is not None or (element.attr("http-equiv") or "").lower() == "content-type"
        ):
            return _after(part.edges.opened)
        if part.tag == "head":
            first = _after(part.edges.opened)
        if part.tag == "body":
            break
    return first or _before(_start(page))


def _in_body(page: Page) -> Splice:
    """Where the body begins; behind the head's end, or the first of its elements, where no tag says so."""
    body = next((part for part in page.parts.values() if part.tag == "body"), None)
    if body is not None:
        return _after(body.edges.opened)
    head = next((part for part in page.parts.values() if part.tag == "head" and part.edges.end), None)
    if head is not None:
        return _after(head.edges.end or 0)
    inside = page.tree.find("body")
    first = [p.edges.start for p in page.parts.values() if p.element.parent is inside and inside is not None]
    return _before(min(first)) if first else _before(len(page.text))


def _in_footer(page: Page, button: str) -> Splice:
    """In the last footer that is not part of an article, else at the end of the body."""
    footers = [p.edges.closed for p in page.parts.values() if p.tag == "footer" and p.edges.closed and _of_page(p)]
    if footers:
        return Splice(max(footers), max(footers), f"{button}\n")
    body = next((part for part in page.parts.values() if part.tag == "body"), None)
    at = body.edges.closed if body is not None and body.edges.closed is not None else len(page.text)
    return Splice(at, at, f"<p>{button}</p>\n")


def _of_page(footer: Part) -> bool:
    return not any(
        isinstance(a, Element) and a.tag in ("article", "blockquote", "dialog") for a in footer.element.ancestors
    )


def _start(page: Page) -> int:
    """Where the first element begins that is not the page's own root."""
    return min((p.edges.start for p in page.parts.values() if p.tag not in ("html",)), default=len(page.text))
