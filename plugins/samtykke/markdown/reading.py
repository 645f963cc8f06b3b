"""The HTML that stands in a Markdown file, at the lines where it stands; what is code there is not HTML.

Markdown's dialects differ. Where one of them would make a tag of something and another would not, it is a tag: that a
build's own check finds nothing is better news than the other way round. What is escaped (`\\<`) is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

_FENCE = re.compile(r"(?P<in>\s*(?:(?:[-*+]|\d{1,9}[.)])\s+|>\s?)*)(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_RAW = re.compile(r"<(script|style|pre|textarea)(?=[\s>/]|$)", re.IGNORECASE)
"""What begins text in which nothing of Markdown's holds, up to its end tag."""
_RAW_END = re.compile(r"</(?:script|style|pre|textarea)", re.IGNORECASE)
_NAMES = (
    "address|article|aside|blockquote|body|center|details|dialog|dd|div|dl|dt|fieldset|figure|figcaption|footer|form|"
    "h[1-6]|header|iframe|li|main|nav|noscript|object|ol|p|section|summary|svg|table|tbody|td|template|tfoot|th|thead|"
    "tr|ul|video|audio|picture|math|head|html"
)
_BLOCK = re.compile(rf" {{0,3}}<({_NAMES})(?=[\s>/]|$)", re.IGNORECASE)
"""What begins a block of HTML at the start of a line."""
_SOLID = re.compile(
    rf"</?(?:{_NAMES}|base|basefont|caption|col|colgroup|dir|frame|frameset|hr|legend|link|menu|menuitem|meta|optgroup|"
    r"option|param|search|title|track)(?=[\s>/]|$)",
    re.IGNORECASE,
)
"""What begins HTML that goes on to the next blank line, whatever stands in it."""
_RULER = re.compile(r" {0,3}(?:#{1,6}(?:\s|$)|([-*_])[ \t]*(?:\1[ \t]*){2,}$)")
"""Headings and rulers, after which indented code needs no blank line."""
_LIST = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
_PREFIX = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+|>\s?)*")
"""The marks of lists and quotes, in which a line begins anew."""
_TAG = re.compile(r"</?[A-Za-z][^\s/>]*(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|<[^\s<>@\"']+@[^\s<>@\"']+>")
_IMAGE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"(?:\(\s*(?:<(?P<a>[^<>\n]*)>|(?P<b>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)|\s?\[(?P<ref>[^\[\]]*)\])?",
    re.DOTALL,
)
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]]+)\]:\s*(?:<([^<>\n]*)>|(\S+))", re.MULTILINE)
_LONGEST = 4_000
"""Characters of a tag or a picture; of hostile text, every one would be looked for up to the end."""
_TEXT, _HTML, _VERBATIM = range(3)
_TICKS = re.compile(r"`+")
_MAYBE = re.compile(r"<[A-Za-z!]|!\[|^[ \t]*https?://", re.MULTILINE)
_PLAIN = re.compile(
    r"</?(?:abbr|address|b|blockquote|br|center|cite|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i|img|"
    r"ins|kbd|li|mark|ol|p|pre|q|s|samp|section|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|"
    r"var)((?:\s+[a-z]+(?:=\"[^\"<>&\\]*\"|='[^'<>&\\]*')?)*)\s*/?>",
    re.IGNORECASE,
)
"""Elements that do nothing, in the plainest writing; of their attributes, `_harmless` judges."""
_ATTRIBUTE = re.compile(r"([a-z]+)(?:=[\"']([^\"']*))?", re.IGNORECASE)
_SAID = frozenset({"align", "alt", "class", "height", "id", "lang", "open", "title", "width", "colspan", "rowspan"})
_OWN_PICTURE = re.compile(r"(?:\{(?:static|attach|filename)\})?(?!//)[\w./@%+~-]+")
_LEFT = re.compile(r"<[A-Za-z!/?]|^[ \t]*https?://", re.MULTILINE)


def worth_judging(text: str) -> bool:
    """Whether there is anything to judge: most Markdown has plain elements and pictures of its own at the most.

    It is quick, and says yes in doubt.
    """
    if not _MAYBE.search(text):
        return False
    return _LEFT.search(_PLAIN.sub(lambda tag: "" if _harmless(tag[1]) else tag[0], html(text))) is not None


def _harmless(written: str) -> bool:
    """Whether attributes only say something, and a picture is the site's own."""
    names = [(m[1].lower(), m[2] or "") for m in _ATTRIBUTE.finditer(written.strip())] if written.strip() else []
    once = len({name for name, _ in names}) == len(names)
    return once and all(
        name in _SAID or (name == "src" and _OWN_PICTURE.fullmatch(value) is not None) for name, value in names
    )


def html(text: str) -> str:
    """The file with what is code blanked, pictures as `<img>`, and all else as it stands: the same lines."""
    lines = _blocks(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n"))
    known = {_label(m[1]): m[2] or m[3] for m in _DEFINITION.finditer("\n".join(line for line, _ in lines))}
    parts: list[str] = []
    for kind, part in _paragraphs(lines):
        if kind == _TEXT:
            parts.append(_inline(part, known))
        elif kind == _HTML and len(part) < _LONGEST:  # where one dialect has HTML, another may have a picture in it
            parts.append(_IMAGE.sub(lambda image: f"{image[0]}{_picture(image, known)}", part))
        else:
            parts.append(part)
    return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Within:
    """What something of several lines stands in."""

    indent: int = 0
    """Columns that its lines are indented by in a list; fewer end the list."""
    quoted: bool = False

    @classmethod
    def of(cls, line: str) -> _Within:
        """Of what begins in a line."""
        found = _PREFIX.match(line)
        before = found[0].expandtabs(4) if found else ""
        bare = not before.strip() and len(before) <= 3
        return cls(0 if bare or ">" in before else len(before), ">" in before)

    def holds(self, line: str) -> bool:
        """Whether a line is still in it."""
        if self.quoted:
            return line.lstrip().startswith(">")
        wide = line.expandtabs(4)
        return not wide.strip() or len(wide) - len(wide.lstrip()) >= self.indent


@dataclass(frozen=True, slots=True)
class _Fence:
    """A block of code between fences."""

    marks: str
    within: _Within

    @classmethod
    def begun(cls, line: str, *, listed: bool) -> _Fence | None:
        """The block that a line begins; None where it begins none."""
        found = _FENCE.match(line)
        if found is None or (found["fence"][0] == "`" and "`" in found["info"]):
            return None
        before = found["in"].expandtabs(4)
        if not before.strip() and len(before) > 3 and not listed:
            return None
        return cls(found["fence"], _Within.of(line))

    def holds(self, line: str) -> bool:
        """Whether a line is still within what the fence stands in."""
        return self.within.holds(line)

    def ends(self, line: str) -> bool:
        """Whether a line is the closing fence."""
        end = line.strip().lstrip("> ") if self.within.quoted else line.strip()
        return bool(end) and set(end) == {self.marks[0]} and len(end) >= len(self.marks)


def _blocks(lines: list[str]) -> list[tuple[str, int]]:
    """Each line, blanked where it is code, and what it is: text, HTML, or neither (script, comment, code, nothing)."""
    found: list[tuple[str, int]] = []
    raw = block = ""
    fence: _Fence | None = None
    depth = 0
    solid: _Within | None = None
    """What HTML stands in that goes on to the next blank line."""
    listed, broken = False, True
    closing = max((number for number, line in enumerate(lines) if "-->" in line), default=-1)
    for number, line in enumerate(lines):
        if fence and not fence.holds(line):
            fence = None  # what it stood in has ended
        if fence:
            found.append(("", _VERBATIM))
            broken = fence.ends(line)
            fence = None if broken else fence
            continue
        if raw:
            found.append((line, _HTML if raw.lower() == "pre" else _VERBATIM))
            if _ends(raw, line):
                raw = ""
            continue
        if not line.strip():
            found.append(("", _VERBATIM))
            broken, solid = True, None
            continue
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        was_listed = listed
        listed = bool(_LIST.match(line)) or (listed and (indent >= 2 or not broken))
        if not block and not solid and broken and indent >= (8 if listed else 4):
            found.append(("", _VERBATIM))  # and the next line may go on with it
            continue
        solid = solid if solid and solid.holds(line) else None
        if solid is None and (indent < 4 or listed) and _begins_html(line, after_blank=broken):
            solid = _Within.of(line)
        opened = None if solid else _Fence.begun(line, listed=was_listed)
        if opened:
            fence = opened
            found.append(("", _VERBATIM))
            continue
        broken = _RULER.match(line) is not None
        started = _BLOCK.match(line)
        if not block and started:
            block, depth = started[1].lower(), 0
        inside = bool(block) or solid is not None or _is_html(line)
        if block:
            depth += _balance(block, line)
            if depth <= 0:
                block = ""
        raw, kept = _left_open(line, inside=inside, closed_later=closing > number)
        found.append((kept, _VERBATIM if raw and raw.lower() != "pre" else _HTML if inside or raw else _TEXT))
    return found


def _begins_html(line: str, *, after_blank: bool) -> bool:
    """Whether all is HTML from here to the next blank line."""
    start = _PREFIX.match(line)
    first = line[start.end() if start else 0 :].rstrip()
    if _SOLID.match(first):
        return True
    return after_blank and first.startswith("<") and _TAG.fullmatch(first) is not None


def _is_html(line: str) -> bool:
    """Whether the line itself is HTML from end to end: it begins with a script, a comment or the like."""
    start = _PREFIX.match(line)
    first = line[start.end() if start else 0 :]
    return first.startswith(("<!", "<?")) or _RAW.match(first) is not None


def _left_open(line: str, *, inside: bool, closed_later: bool) -> tuple[str, str]:
    """The element, or `!--`, that begins here and does not end in the line; and the line.

    A comment that is never closed is no comment to Markdown, or hides all that follows: here it hides nothing.
    """
    start = _PREFIX.match(line)
    first = line[start.end() if start else 0 :]
    if inside or first.startswith("<!--"):
        comment = line.rfind("<!--")
        if comment > line.rfind("-->"):
            return ("!--", line) if closed_later else ("", f"{line[:comment]}    {line[comment + 4 :]}")
    for found in reversed(list(_RAW.finditer(line))):
        if (inside or first.startswith(found[0])) and not _ends(found[1], line[found.end() :]):
            return found[1], line
    return "", line


def _ends(raw: str, line: str) -> bool:
    if raw == "!--":
        return "-->" in line
    if raw.lower() == "pre":
        return _RAW_END.search(line) is not None
    return f"</{raw.lower()}" in line.lower()


def _balance(tag: str, line: str) -> int:
    """How many more elements of a name a line opens than it closes."""
    opens = re.findall(rf"<{tag}(?=[\s>/]|$)", line, re.IGNORECASE)
    return len(opens) - len(re.findall(rf"</{tag}\s*>", line, re.IGNORECASE))


def _paragraphs(lines: list[tuple[str, int]]) -> Iterator[tuple[int, str]]:
    """Lines that are read together: text up to the next line that is none, others one by one."""
    together: list[str] = []
    for line, kind in lines:
        if kind == _TEXT:
            together.append(line)
            continue
        if together:
            yield _TEXT, "\n".join(together)
            together = []
        yield kind, line
    if together:
        yield _TEXT, "\n".join(together)


def _inline(text: str, known: dict[str, str]) -> str:
    """A paragraph: code spans and addresses in brackets blanked, tags kept, pictures as tags."""
    code = set(_spans(text, tags=True)) & set(_spans(text, tags=False))
    text = "".join(" " if at in code and char != "\n" else char for at, char in enumerate(text)) if code else text
    comment = text.rfind("-->")
    parts: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\\" and text[at + 1 : at + 2] in ("!", "\\", "[", "<"):
            parts.append("  ")
            at += 2
        elif char == "<":
            link = _AUTOLINK.match(text, at, at + _LONGEST)
            end = link.end() if link else _tag_end(text, at, comment)
            if link:
                parts.append(_blank(link[0]))
            elif end:
                parts.append(text[at:end])
            else:
                end = at + 4 if text.startswith("<!--", at) else at + 1
                parts.append("    " if end > at + 1 else char)
            at = end
        elif char == "!" and (image := _IMAGE.match(text, at, at + _LONGEST)):
            parts.append(_picture(image, known))
            at = image.end()
        else:
            parts.append(char)
            at += 1
    return "".join(parts)


def _spans(text: str, *, tags: bool) -> Iterator[int]:
    """The places of code spans: as CommonMark has it, where what begins first wins, or whatever tags there are."""
    comment = text.rfind("-->")
    at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text[at] == "`":
            ticks = _run(text, at)
            end = _closing(text, at + ticks, ticks)
            yield from range(at, end)
            at = end or at + ticks
        elif tags and text[at] == "<" and (end := _tag_end(text, at, comment)):
            at = end
        else:
            at += 1


def _tag_end(text: str, at: int, comment: int) -> int:
    """Where a tag or a comment ends that begins there; 0 where none does. `comment` is where the last comment ends."""
    if text.startswith("<!--", at):
        if at + 4 > comment:
            return 0
        end = text.index("-->", at + 4)
        inner = text[at + 4 : end]
        # Older readers of Markdown take others for text.
        return 0 if "--" in inner or inner.startswith((">", "->")) or inner.endswith("-") else end + 3
    found = _TAG.match(text, at, at + _LONGEST)
    return found.end() if found else 0


def _run(text: str, at: int) -> int:
    found = _TICKS.match(text, at)
    return len(found[0]) if found else 0


def _closing(text: str, at: int, ticks: int) -> int:
    """Where a code span ends; 0 where it does not."""
    return next((m.end() for m in _TICKS.finditer(text, at) if len(m[0]) == ticks), 0)


def _picture(image: re.Match[str], known: dict[str, str]) -> str:
    """A picture as a tag, with as many line breaks; as it stands where it is none."""
    address = image["a"] if image["a"] is not None else image["b"]
    if address is None:
        address = known.get(_label(image["ref"] or image["alt"]))
    if address is None:
        return image[0]
    return f'<img src="{escape(address)}" alt="">' + "\n" * image[0].count("\n")


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _blank(text: str) -> str:
    return "".join(c if c == "\n" else " " for c in text)
