"""The settings of foreign consent tools, as scripts of the site write them: what is on before anyone has chosen.

The object literals are read as text, never run. A name that a bundler has changed is not recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from samtykke.model import UNREAD

from .context import Frame, _

LARGEST = 200_000
"""Characters of one literal that are read."""
_MOST_READ = 400_000
"""Characters of all literals of a script."""
_DEEPEST = 30

_TOOLS = ("klaro", "ookieconsent", "ookieConsent", "acceptAllBtn", "orejime", "Orejime", "tarteaucitron", "silktide")
"""What a script mentions that sets one of them up."""
_TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*|/\*(?:.*?\*/|.*))"
    r"|(?P<string>\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?|`(?:[^`\\]|\\.)*`?)"
    r"|(?P<word>[\w$.]+|!\s?[01])"
    r"|(?P<mark>.)",
    re.DOTALL,
)
_REGEX = re.compile(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.){0,60}\]){1,150}/\w*")
_BEFORE_REGEX = frozenset("(,=:[!&|?{};")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_CATEGORY = frozenset({"enabled", "readOnly", "autoClear", "services", "reloadPage", "cookies"})
"""What vanilla-cookieconsent 3 knows of a category; with other members, it is somebody else's."""
_BOOLEANS = {"!0": "true", "!1": "false"}


NO_REJECT = _("there is no button that says no")
LESSER = _("saying no is a link or a smaller button")


class Token(NamedTuple):
    kind: str
    text: str
    at: int


class Literal(NamedTuple):
    """A value in a script: a scalar's text, an object's members or an array's items; others are an empty text."""

    at: int
    text: str = ""
    members: dict[str, Literal] = {}  # noqa: RUF012  never changed
    items: tuple[Literal, ...] = ()

    def says(self, key: str, value: str) -> bool:
        """Whether a member has just that value."""
        return key in self.members and self.members[key].text == value

    def name(self) -> str:
        """What an item calls itself."""
        return next((self.members[k].text for k in ("id", "name", "value") if k in self.members), "")


Seen = tuple[str, str, int]
"""(rule, what was seen, offset in the script)."""


def note(code: str, frame: Frame, line: int = 1, column: int = 1) -> None:
    """Note what the settings in a script say of consent; it starts at a line and a column."""
    for rule, seen, offset in read(code):
        if rule == UNREAD:
            frame.found.bound(seen, frame.place(line, column))
            continue
        before = code.count("\n", 0, offset)
        at = offset - code.rfind("\n", 0, offset) if before else column + offset
        frame.found.problem(rule, seen, frame.place(line + before, at))


def mentioned(code: str) -> bool:
    """Whether a script can be one that sets a consent tool up."""
    return any(tool in code for tool in _TOOLS)


def read(code: str) -> Iterator[Seen]:
    """What a script's settings say of consent."""
    if not mentioned(code):
        return
    left = _MOST_READ
    for word, following, judge in _ANCHORS:
        at = code.find(word)
        while at >= 0 and left > 0:
            found = following.match(code, at + len(word))
            at = code.find(word, at + len(word))
            if found is not None:
                literal, end = parse(code, found.end())
                left -= end - found.end()
                if literal is not None:
                    yield from judge(literal)
                elif end - found.end() >= LARGEST:
                    left = 0
    if left <= 0:
        yield UNREAD, _("its settings of a consent tool are longer than 200,000 characters"), 0


def _klaro(config: Literal) -> Iterator[Seen]:
    lists = [config.members[k].items for k in ("services", "apps") if k in config.members]
    services = [s for items in lists for s in items if s.members and not s.says("required", "true")]
    for service in services:
        own = service.members.get("default", config.members.get("default"))
        opted = service.members.get("optOut", config.members.get("optOut"))
        if own is not None and own.text == "true":
            yield "preticked-category", f"{service.name()} (default: true)", service.at
        elif opted is not None and opted.text == "true":
            yield "preticked-category", f"{service.name()} (optOut: true)", service.at
    if config.says("hideDeclineAll", "true"):
        yield "reject-not-equal", NO_REJECT, config.members["hideDeclineAll"].at


def _orejime(config: Literal) -> Iterator[Seen]:
    for key in ("purposes", "apps"):
        for purpose in config.members[key].items if key in config.members else ():
            yield from _orejime(purpose)
            kept = any(purpose.says(k, "true") for k in ("isMandatory", "isExempt", "required"))
            if purpose.says("default", "true") and not kept:
                yield "preticked-category", f"{purpose.name()} (default: true)", purpose.at


def _categories(config: Literal) -> Iterator[Seen]:
    for name, category in config.members.items():
        if not _CATEGORY.issuperset(category.members) or name == "necessary":
            continue
        if category.says("enabled", "true") and not category.says("readOnly", "true"):
            yield "preticked-category", f"{name} (enabled: true)", category.at


def _toggle(config: Literal) -> Iterator[Seen]:
    if config.says("enabled", "true") and not config.says("readonly", "true") and not config.says("value", "necessary"):
        yield "preticked-category", f"{config.name()} (enabled: true)", config.at


def _consent_modal(config: Literal) -> Iterator[Seen]:
    """A first layer of vanilla-cookieconsent 3, in one language, or how its buttons look."""
    if "acceptAllBtn" in config.members and "acceptNecessaryBtn" not in config.members:
        yield "reject-not-equal", NO_REJECT, config.members["acceptAllBtn"].at
    if config.says("equalWeightButtons", "false"):
        at = config.members["equalWeightButtons"].at
        yield "reject-not-equal", LESSER, at


def _run(config: Literal) -> Iterator[Seen]:
    if config.says("mode", "opt-out"):
        yield "preticked-category", "mode: opt-out", config.members["mode"].at


def _tarteaucitron(config: Literal) -> Iterator[Seen]:
    for key, value in (("highPrivacy", "false"), ("serviceDefaultState", "true")):
        if config.says(key, value):
            yield "preticked-category", f"{key}: {value}", config.members[key].at
    if config.says("DenyAllCta", "false"):
        yield "reject-not-equal", NO_REJECT, config.members["DenyAllCta"].at


def _silktide(config: Literal) -> Iterator[Seen]:
    for kind in config.items:
        if kind.says("defaultValue", "true") and not kind.says("required", "true"):
            yield "preticked-category", f"{kind.name()} (defaultValue: true)", kind.at


_ASSIGNED = re.compile(r"[\"'\]]{0,2}\s{0,20}=\s{0,20}(?=\{)")
_CALLED = re.compile(r"\s{0,20}\(\s{0,20}(?=\{)")
_MEMBER = re.compile(r"[\"']?\s{0,20}:\s{0,20}(?=[{\[])")
_ANCHORS: tuple[tuple[str, re.Pattern[str], Callable[[Literal], Iterator[Seen]]], ...] = (
    ("klaroConfig", _ASSIGNED, _klaro),
    ("klaro.setup", _CALLED, _klaro),
    ("klaro.render", _CALLED, _klaro),
    ("orejimeConfig", _ASSIGNED, _orejime),
    ("Orejime.init", _CALLED, _orejime),
    ("categories", _MEMBER, _categories),
    ("toggle", _MEMBER, _toggle),
    ("consentModal", _MEMBER, _consent_modal),
    (".run", _CALLED, _run),
    ("tarteaucitron.init", _CALLED, _tarteaucitron),
    ("cookieTypes", _MEMBER, _silktide),
    ("consentTypes", _MEMBER, _silktide),
)
"""A word, what has to follow it before the literal, and who reads that."""


def parse(code: str, start: int) -> tuple[Literal | None, int]:
    """The object or array that starts at an offset, and where the reading ended; None for one that is not closed."""
    reader = _Reader(code, start)
    found = reader.value(0)
    return found, reader.at


class _Reader:
    def __init__(self, code: str, start: int) -> None:
        self._code = code
        self._end = min(len(code), start + LARGEST)
        self.at = start
        self._before = "("
        self._ahead: Token | None = None

    def _next(self) -> Token | None:
        token, self._ahead = self._ahead or self._read(), None
        return token

    def _peek(self) -> Token | None:
        self._ahead = self._ahead or self._read()
        return self._ahead

    def _read(self) -> Token | None:
        while self.at < self._end:
            if self._code[self.at] == "/" and self._before in _BEFORE_REGEX:
                regex = _REGEX.match(self._code, self.at, self._end)
                if regex is not None and not regex[0].startswith(("//", "/*")):
                    return self._taken(Token("other", regex[0], self.at), regex.end())
            found = _TOKEN.match(self._code, self.at, self._end)
            assert found is not None  # the last alternative takes any character
            if found.lastgroup == "space":
                self.at = found.end()
                continue
            return self._taken(Token(found.lastgroup or "mark", found[0], self.at), found.end())
        return None

    def _taken(self, token: Token, end: int) -> Token:
        self.at, self._before = end, token.text[-1]
        return token

    def value(self, depth: int) -> Literal | None:
        """The value that comes next; whatever is not a literal is passed over as an empty text."""
        first = self._peek()
        if first is None or first.text in _CLOSING or depth > _DEEPEST:
            return None
        if first.text == "{":
            literal = self._object(depth)
        elif first.text == "[":
            literal = self._array(depth)
        elif first.kind in ("string", "word"):
            self._next()
            text = (
                first.text[1:-1] if first.kind == "string" else _BOOLEANS.get(first.text.replace(" ", ""), first.text)
            )
            literal = Literal(first.at, text)
        else:
            literal = Literal(first.at)
        after = self._peek()
        if depth and literal is not None and after is not None and after.text not in (",", "}", "]"):
            return Literal(first.at) if self._pass_over() else None  # an expression
        return literal

    def _object(self, depth: int) -> Literal | None:
        opening = self._next()
        members: dict[str, Literal] = {}
        while (token := self._next()) is not None and opening is not None:
            if token.text == "}":
                return Literal(opening.at, members=members)
            if token.text == ",":
                continue
            following = self._peek()
            if token.kind not in ("string", "word") or following is None or following.text != ":":
                # A method, a shorthand, a spread.
                if not (following is not None and following.text in (",", "}")) and not self._pass_over():
                    return None
                continue
            self._next()
            value = self.value(depth + 1)
            if value is None:
                return None
            members[token.text.strip("\"'`")] = value
        return None

    def _array(self, depth: int) -> Literal | None:
        opening = self._next()
        items: list[Literal] = []
        while (token := self._peek()) is not None and opening is not None:
            if token.text in ("]", ","):
                self._next()
                if token.text == "]":
                    return Literal(opening.at, items=tuple(items))
                continue
            value = self.value(depth + 1)
            if value is None:
                return None
            items.append(value)
        return None

    def _pass_over(self) -> bool:
        """Go to the end of an expression; False where the text ends first."""
        depth = 0
        while (token := self._peek()) is not None:
            if not depth and token.text in (",", "}", "]", ")"):
                return True
            self._next()
            if token.kind == "mark":
                depth += (token.text in _OPENING) - (token.text in _CLOSING)
        return False
