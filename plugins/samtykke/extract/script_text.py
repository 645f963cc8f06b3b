"""A script's text: made fit for the engine, and read for the addresses that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache


def clean(text: str) -> str:
    """The text without lone surrogates, which cannot be written anywhere."""
    return text.encode("utf-8", "replace").decode("utf-8")


# Each begins with a word, which the engine of expressions finds by itself: a script may have millions of characters.
_TYPEOF = re.compile(r"typeof(?<!\wtypeof)\s*\(?\s*([A-Za-z_$][\w$]*)(?![\w$]|\s{0,9}[.\[(])")
_NAMED = re.compile(
    r"document(?<!\wdocument)\s{0,9}\.\s{0,9}([A-Za-z_$][\w$]*)\s{0,9}\.\s{0,9}"
    r"(?:src|srcdoc|srcset|data|action|dataset|submit|requestSubmit|elements|[gs]etAttribute|innerHTML|style)\b"
)
_OWN = (
    r"""(?:self|window|globalThis|this(?=\W{1,9}webpack))"""
    r"""\s{0,3}(?:\.\s{0,3}|\[\s{0,3}["'])(?P<name>[\w$./@-]{1,100})(?:["']\s{0,3}\])?\s{0,9}"""
)
_BEGUN = (
    re.compile(rf"=\s{{0,9}}{_OWN}(?:\|\||\?\?)"),  # self.a = self.a ||
    re.compile(rf"(?:\|\||\?\?)\s{{0,9}}\(?\s{{0,9}}{_OWN}=(?!=)"),  # self.a || (self.a =
    re.compile(rf"(?<![\w$]){_OWN}(?:\|\||\?\?)="),  # self.a ||=
)
IMPORTER = "__samtykke_import"
_DYNAMIC = re.compile(r"import(?<![\w$.#]import)(?=\s{0,20}\()")
TEXT = "__samtykke_text"
_EVAL = re.compile(r"(eval(?<![\w$]eval)\s{0,20}\()(?=\s*[^\s).])")
_PREFIX = re.compile(r"\s*javascript:", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)


def prepared(code: str, kind: str) -> str:
    """The code in a form that the engine runs; a module is yet to be linked."""
    code = clean(code).replace("\0", "\ufffd")
    if kind == "url":
        code = _PREFIX.sub("", code, count=1)
        code = _PERCENT.sub(lambda m: bytes.fromhex(m[0].replace("%", "")).decode("utf-8", "replace"), code)
    # What is evaluated passes by the recorder, in an assignment, the one form that leaves a direct `eval` direct.
    code = _EVAL.sub(rf"\1{TEXT} = ", code)
    return code if kind == "module" else _DYNAMIC.sub(IMPORTER, code)


# ---- what it looks for

_LOOK_UP = re.compile(
    r"""(?:\bquerySelector(?:All)?|\bgetElement(?:ById|sBy(?:ClassName|TagName))|\$|\bjQuery|(?<=\))\.find|\bclosest|\bmatches"""
    r"""|\bclassList\.contains|\bhasClass)"""
    r"""\(\s{0,9}(["'])([^"'<\\\n]{1,200})\1\s{0,9}(?=[),])"""
)
_SELECTOR = re.compile(r"""(?<![\w$.])(?P<name>[A-Za-z_$][\w$]*)\s{0,9}=\s{0,9}(["'])(?P<value>[.#][\w-]{1,99})\2""")
"""A selector in a variable."""
_MADE_FOR = re.compile(
    r"""\bnew\s{1,9}[A-Za-z_$][\w$.]{0,99}\(\s{0,9}(["'])((?:[.#][\w-]{1,99}){1,9})\1\s{0,9}(?=[),])"""
)
"""What a library finds its element by: `new Swiper(".swiper#top", …)`. A bare word may be the name of a new one."""
_COMMENTED = re.compile(r"^[ \t]*//[^\n]*", re.MULTILINE)
_VARIABLE = re.compile(
    r"(?:(?<=[(,=!&|])|(?<=\bvar )|(?<=\blet )|(?<=\bconst ))\s{0,3}[A-Za-z_$][\w$]*\s{0,3}(?=[.,);=(\[])"
)
"""A name that is surely a variable's: what stands in quotation marks, or may, is no such place."""
_TAKEN_APART = r"(?<![\w$]){}\s{{0,9}}(?:\.\s{{0,9}}(?:slice|sub|replace|split)|\[)"
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_WORDS = re.compile(r"[\w-]+")
_MOST_NAMES = 300


@lru_cache(maxsize=256)
def typeof(code: str) -> frozenset[str]:
    """Names of which a script asks whether they are there; `typeof Intl.Segmenter` takes `Intl` for granted."""
    return frozenset(_TYPEOF.findall(code))


@lru_cache(maxsize=256)
def begun(code: str) -> frozenset[str]:
    """Names of the window that a script makes itself where they are not there: `self.a = self.a || []`."""
    return frozenset(
        m["name"]
        for form in _BEGUN
        for m in form.finditer(code)
        if form is _BEGUN[2] or code[max(0, m.start() - 120) : m.start()].rstrip(" \"']").endswith(m["name"])
    )


@lru_cache(maxsize=256)
def named(code: str) -> frozenset[str]:
    """Names of forms, images and frames that a script finds as properties of the document."""
    return frozenset(_NAMED.findall(code))


def only_sought(codes: Iterable[str]) -> set[str]:
    """The ids, classes and tags that scripts look up by a literal selector and that stand nowhere else in their text.

    No script makes an element of such a name, or gives one to an element, unless it puts the name together in pieces.
    """
    texts = [_sought(code) for code in codes]
    names = sorted({name for found, _said in texts for name in found})[:_MOST_NAMES]
    return {name for name in names if not any(name in said for _found, said in texts)}


def said(code: str) -> frozenset[str]:
    """The words of a script, apart from those that it only looks up."""
    return _sought(code)[1]


@lru_cache(maxsize=64)
def _sought(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names in a script's look-ups, and the words of the text without these."""
    names: set[str] = set()

    def note(match: re.Match[str]) -> str:
        names.update(_WORD.findall(match[2]))
        return " "

    def note_variable(match: re.Match[str]) -> str:
        if len(names) > _MOST_NAMES or re.search(_TAKEN_APART.format(re.escape(match["name"])), code):
            return match[0]
        names.add(match["value"][1:])
        return " "

    rest = _SELECTOR.sub(note_variable, _MADE_FOR.sub(note, _LOOK_UP.sub(note, _COMMENTED.sub("", code))))
    rest = _VARIABLE.sub(" ", rest)
    return frozenset(names), frozenset(_WORDS.findall(rest))


# ---- literals

_TOKENS = re.compile(
    r"""(?P<line>(?<![:"'`\\])//(?![a-z0-9-]+\.[a-z0-9.-]+["'`])[^\n]*)"""
    r"""|(?P<block>/\*(?:[^*]|\*(?!/))*\*/)"""
    r"""|(?P<text>"(?:[^"\\\n]|\\.|\\\n)*"|'(?:[^'\\\n]|\\.|\\\n)*'|`(?:[^`\\]|\\[^])*`)""".replace("[^]", "[\\s\\S]")
)
_URL = re.compile(
    r"""(?:(?:https?|wss?):(?:\\?/){2}|(?<=["'`(=\s])(?:\\?/){2})"""
    r"""(?P<host>[a-z0-9_-]+(?:\.[a-z0-9_-]+)+)(?P<rest>(?::\d{1,5})?(?:(?:\\/|[/?#])(?:\\/|[^\s"'`<>\\(){}|^$]|\$(?!\{))*)?)""",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\})", re.IGNORECASE)
_NAMESPACES = re.compile(
    r"(?:www\.)?(?:w3\.org/(?:1998|1999|2000|2001|2002|1990s|XML|TR)|schema\.org(?:/|$)|json-schema\.org/|xmlns\.com/"
    r"|ns\.adobe\.com/|purl\.org/|ogp\.me/ns|sodipodi\.|www\.inkscape\.org/namespaces)",
    re.IGNORECASE,
)
_EXPLAINING = re.compile(
    r"(?:https?:)?//(?:www\.)?(?:github\.com/(?!.*/raw/)|fb\.me/|(?:reactjs|vuejs|nuxtjs|requirejs|opensource)\.org|react\.dev"
    r"|angular\.(?:io|dev)|developer\.mozilla\.org|creativecommons\.org/licenses)(?:[/#?]|$|(?<=/))",
    re.IGNORECASE,
)
MOST_LITERALS = 5000
DOES = re.compile(
    r"\b(?:fetch|import|importScripts|src|srcset|srcdoc|href|sendBeacon|XMLHttpRequest|WebSocket|EventSource|Worker"
    r"|SharedWorker|innerHTML|outerHTML|insertAdjacentHTML|document\s{0,9}\.\s{0,9}write(?:ln)?|cookie|localStorage"
    r"|sessionStorage|indexedDB|createElement|getScript|ajax|eval|Function|atob)\b"
)
"""Words without which hardly any script loads or keeps a thing."""


@lru_cache(maxsize=64)  # the pages of a site carry the same scripts
def literals(code: str) -> tuple[tuple[int, str], ...]:
    """(offset in characters, URL) of the addresses that stand in a script's text, comments and namespaces left out.

    They may load or not; they are what is left to go by where a script stops before it loads.
    """
    found: dict[tuple[int, str], None] = {}
    for offset, text in _texts(code):
        for match in _URL.finditer(text):
            url = match[0].replace("\\/", "/").rstrip(".,;")
            if not url.lower().startswith(("http", "ws")):
                url = "//" + url.lstrip("/")
            bare = url.partition("//")[2]
            if _NAMESPACES.match(bare) or (text.startswith("${", match.end()) and not match["rest"]):
                continue
            found[offset + (match.start() if offset >= 0 and len(text) else 0), url] = None
            if len(found) >= MOST_LITERALS:
                return tuple(found)
    return tuple(found)


def crowded(code: str) -> bool:
    """Whether there are more addresses than `literals` tells."""
    return len(literals(code)) >= MOST_LITERALS


def unexplained(code: str) -> Iterator[str]:
    """The addresses among `literals` that may be loaded: not those in a sentence, nor of where errors are explained."""
    for offset, url in literals(code):
        if not code[max(0, offset - 1) : offset].isspace() and not _EXPLAINING.match(url):
            yield url


def _texts(code: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of what is not comment: the code as it stands, and strings with their escapes undone."""
    at = 0
    for token in _TOKENS.finditer(code):
        if token.lastgroup == "text":
            if "\\x" in token[0] or "\\u" in token[0]:
                yield at, code[at : token.start()]
                yield token.start(), _ESCAPE.sub(_unescaped, token[0])
                at = token.end()
            continue
        yield at, code[at : token.start()]
        at = token.end()
    yield at, code[at:]


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1] or match[2] or match[3], 16)
    return chr(number) if number < 0x110000 else ""
