"""What the settings of servers and hosts say: headers to send, and addresses to send browsers on to.

One reader per format, chosen by the file's name. Where a format's patterns are more than this needs to know, they are
read as wider than they are: a redirect that may be taken counts.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple

_HEADERS = (
    "Link|Refresh|Set-Cookie|Speculation-Rules|Reporting-Endpoints|Report-To|Content-Security-Policy(?:-Report-Only)?"
)
_HEADER = re.compile(_HEADERS, re.IGNORECASE)
# `Link: …`, `Link = "…"`, `Header set Link "…"`, `add_header Link "…"`; a comment is a line that begins with # or ;.
_LINE = re.compile(
    rf"^[^#;\n]*?(?<![\w-])\"?({_HEADERS})\"?(?:[ \t]*[:=][ \t]*|[ \t]+)(\S.*)$", re.IGNORECASE | re.MULTILINE
)


class Header(NamedTuple):
    """A header that browsers are sent."""

    name: str
    """In lower case."""
    value: str
    offset: int
    """In characters of the file."""


class Sending(NamedTuple):
    """Who asks for an address like `source` is sent on to `target`."""

    source: str
    """A path in lower case; `*` stands for anything."""
    target: str
    offset: int


class Cookie(NamedTuple):
    """A cookie that a rule sets without a header's text."""

    name: str
    minutes: int | None
    offset: int


Said = Header | Sending | Cookie
Reader = Callable[[str], Iterator[Said]]


def read(path: str, text: str) -> Iterator[Said]:
    """What a file of settings says. Raises ValueError for one that its server could not read either."""
    name = path.rpartition("/")[2].lower()
    yield from _READERS.get(name, _nginx if name.endswith(".conf") else _lines)(text)


# ---- one reader a format


def _lines(text: str) -> Iterator[Said]:
    """`_headers`, and whatever else has a header a line."""
    for match in _LINE.finditer(text):
        yield Header(match[1].lower(), _unquoted(match[2].strip()), match.start(1))


_FORCED = re.compile(r"30[12378]!?")


def _redirects(text: str) -> Iterator[Said]:
    """`/from [query=…] https://to [status] [conditions]`; status 200 is fetched by the server itself."""
    for match in re.finditer(r"^[ \t]*([^#\s]\S*)[ \t]+(.+)$", text, re.MULTILINE):
        words = match[2].split(" #")[0].split()
        at, target = next(((n, w) for n, w in enumerate(words) if w.startswith(("/", "http:", "https:"))), (0, ""))
        status = words[at + 1] if len(words) > at + 1 else "301"
        if target and (_FORCED.fullmatch(status) or not status[:1].isdigit()):
            yield Sending(_globbed(match[1]), target, match.start(2) + match[2].find(target))


def _netlify(text: str) -> Iterator[Said]:
    yield from _lines(text)
    rules = tomllib.loads(text).get("redirects")
    for rule in rules if isinstance(rules, list) else ():
        source, target = (rule.get("from"), rule.get("to")) if isinstance(rule, dict) else (None, None)
        if isinstance(source, str) and isinstance(target, str) and _FORCED.fullmatch(str(rule.get("status", 301))):
            yield Sending(_globbed(source), target, max(0, text.find(target)))


_JSON_SOURCES = {"source": False, "route": False, "src": True, "regex": True}
"""Where a rule of Vercel, Firebase or Azure says what it is for; whether that is a regular expression."""


def _json(text: str) -> Iterator[Said]:
    """`vercel.json`, `firebase.json`, `staticwebapp.config.json`: `{key, value}`, `{name: value}`, rules."""

    def offset(value: str) -> int:
        return max(text.find(json.dumps(value)[1:-1]), text.find(json.dumps(value, ensure_ascii=False)[1:-1]), 0)

    def walk(here: object, name: str) -> Iterator[Said]:
        if isinstance(here, list):
            for one in here:
                yield from walk(one, name)
        if not isinstance(here, dict) or name == "rewrites":
            return
        strings = {key: value for key, value in here.items() if isinstance(value, str)}
        if {"key", "value"} <= strings.keys() and _HEADER.fullmatch(strings["key"]):
            yield Header(strings["key"].lower(), strings["value"], offset(strings["value"]))
        if name.lower().endswith("headers"):
            for key, value in strings.items():
                if _HEADER.fullmatch(key):
                    yield Header(key.lower(), value, offset(value))
        sent = here.get("headers")
        moved = {k.lower(): v for k, v in sent.items() if isinstance(v, str)} if isinstance(sent, dict) else {}
        target = strings.get("redirect") or strings.get("destination") or moved.get("location")
        for key, regex in _JSON_SOURCES.items():
            if target and key in strings:
                source = _widened(strings[key]) if regex else _globbed(strings[key])
                yield Sending(source, target, offset(target))
        for key, value in here.items():
            yield from walk(value, key)

    yield from walk(json.loads(text), "")


_XML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_XML_TAG = re.compile(r"<(add|match|action|httpRedirect|rule)\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_XML_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def _iis(text: str) -> Iterator[Said]:
    """`web.config`: custom headers, rewrite rules that redirect, `httpRedirect`."""
    text = _XML_COMMENT.sub(lambda m: " " * len(m[0]), text)
    source, off = "*", False
    for tag in _XML_TAG.finditer(text):
        name = tag[1].lower()
        attrs = {k.lower(): unescape(a or b) for k, a, b in _XML_ATTRIBUTE.findall(tag[2])}
        if name in ("rule", "httpredirect"):
            off = attrs.get("enabled", "true").lower() == "false"
        if off:
            continue
        target = attrs.get("url" if name == "action" else "destination", "")
        if name == "match":
            wild = "*" in attrs.get("url", "") and not re.search(r"[\^$\\(.]", attrs.get("url", ""))
            source = _globbed("*/" + attrs["url"]) if wild else _widened(attrs.get("url", ""), below=True)
        elif name == "action" and attrs.get("type", "").lower() == "redirect":
            yield Sending(source, target, tag.start())
        elif name == "httpredirect" and target:
            yield Sending("*", target, tag.start())
        elif name == "add" and target and "wildcard" in attrs:
            yield Sending(_globbed(attrs["wildcard"]), target, tag.start())
        elif name == "add" and _HEADER.fullmatch(attrs.get("name", "")):
            yield Header(attrs["name"].lower(), attrs.get("value", ""), tag.start())


_APACHE = re.compile(
    r"^[ \t]*(Redirect(?:Match|Permanent|Temp)?|RewriteRule)[ \t]+(.+?)[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_APACHE_WORD = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|(\S+)")


def _apache(text: str) -> Iterator[Said]:
    """`.htaccess`: headers, `Redirect`, what `RewriteRule` sends elsewhere and sets (`CO=name:value:host:minutes`)."""
    yield from _lines(text)
    for match in _APACHE.finditer(text):
        name = match[1].lower()
        words = [quoted or plain for quoted, plain in _APACHE_WORD.findall(match[2])]
        if name == "rewriterule":
            flags = words[2].strip("[]").split(",") if len(words) > 2 else []
            by_name = {flag.partition("=")[0].strip().upper(): flag.partition("=")[2] for flag in flags}
            for cookie in (f.partition("=")[2] for f in flags if re.match(r"\s*(?:CO|cookie)=", f, re.IGNORECASE)):
                fields = cookie[1:].split(";") if cookie.startswith(";") else cookie.split(":")
                minutes = fields[3] if len(fields) > 3 else ""
                yield Cookie(fields[0], int(minutes) if minutes.isdigit() else None, match.start(1))
            if len(words) > 1 and not by_name.keys() & {"P", "PROXY"}:
                yield Sending(_widened(words[0], below=True), words[1], match.start(1))
        elif len(words) > 1:
            source, target = words[-2:]
            regex = name == "redirectmatch"
            # A Redirect takes in whatever lies below its path.
            yield Sending(_widened(source) if regex else _globbed(source) + "*", target, match.start(1))


_NGINX = re.compile(
    r"#[^\n]*|location\s+(?:(=|~\*?|\^~)\s*)?(\"[^\"]*\"|[^\s{]+)\s*\{|[{}]"
    r"|\breturn\s+30[12378]\s+[\"']?([^\s;\"']+)|\brewrite\s+(\S+)\s+[\"']?(https?:[^\s;\"']+)"
)


def _nginx(text: str) -> Iterator[Said]:
    """Headers, and what a location sends elsewhere; what a whole server sends away is another site's."""
    yield from _lines(text)
    around: list[str] = []
    for match in _NGINX.finditer(text):
        if match[2]:
            how, pattern = match[1] or "", match[2].strip('"')
            if how.startswith("~"):
                around.append(_widened(pattern))
            else:
                around.append(_globbed(pattern) + ("" if how == "=" else "*"))
        elif match[0] == "{":
            around.append(around[-1] if around else "")
        elif match[0] == "}":
            around = around[:-1]
        elif match[3] and around and around[-1]:
            yield Sending(around[-1], match[3], match.start())
        elif match[5]:
            yield Sending(_widened(match[4]), match[5], match.start())


_CADDY = re.compile(r"^[ \t]*redir[ \t]+(/\S*)[ \t]+(\S+)", re.MULTILINE)


def _caddy(text: str) -> Iterator[Said]:
    """Headers, and `redir /from https://to`; without a path, it is about another site."""
    yield from _lines(text)
    for match in _CADDY.finditer(text):
        yield Sending(_globbed(match[1]), match[2].strip('"'), match.start(2))


_READERS: dict[str, Reader] = {
    "_redirects": _redirects,
    "netlify.toml": _netlify,
    **dict.fromkeys(("vercel.json", "now.json", "serve.json", "firebase.json", "staticwebapp.config.json"), _json),
    "web.config": _iis,
    ".htaccess": _apache,
    "caddyfile": _caddy,
}

# ---- patterns

_GROUP = re.compile(r"[@!?+*]?\([^()]*\)[*+?]*|\{[^{}]*\}[*+?]*")
_PLACEHOLDER = re.compile(r":[A-Za-z]\w*[*+?]?|\*+")
_CLASS = re.compile(r"\\[bBdDsSwW](?:[*+?]|\{[^}]*\})*|\[\^?\]?[^\]]*\](?:[*+?]|\{[^}]*\})*")
_REPEATED = re.compile(r"(?:\\.|.)(?:[*+?]|\{\d[^}]*\})+")


def _globbed(pattern: str) -> str:
    """A path with placeholders, groups and stars, with `*` for each of them; what stands before the path goes."""
    pattern = re.sub(r"^https?://[^/]*", "", pattern)
    return _PLACEHOLDER.sub("*", _grouped(pattern)).replace("**", "*").lower()


def _grouped(pattern: str) -> str:
    for _depth in range(20):
        shorter = _GROUP.sub("*", pattern)
        if shorter == pattern:
            return pattern
        pattern = shorter
    return "*"


def _widened(pattern: str, *, below: bool = False) -> str:
    """A regular expression, with `*` for all that is no plain letter; `below`: it is about the path below a folder."""
    if pattern.startswith("!"):
        return "*"
    begins, ends = pattern.startswith("^"), pattern.endswith("$") and not pattern.endswith("\\$")
    inner = pattern[begins : len(pattern) - ends]
    inner = _REPEATED.sub("*", _CLASS.sub("*", _grouped(re.sub(r"\(\?[:!=<]+", "(", inner))))
    if "|" in inner:
        return "*"
    inner = re.sub(r"\\(.)|[.^$]", lambda m: m[1] or "*", inner)
    start = ("*/" if below and not inner.startswith("/") else "") if begins else "*"
    return re.sub(r"\*+", "*", start + inner + ("" if ends else "*")).lower()


def taken(source: str, path: str) -> bool:
    """Whether a path may be one of those that a pattern with stars is about."""
    first, *rest = source.split("*")
    path = path.lower()
    if not rest:
        return path.rstrip("/") == first.rstrip("/")
    if not path.startswith(first):
        return bool(first.rstrip("/")) and rest == [""] and path == first.rstrip("/")
    at = len(first)
    for piece in rest[:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return len(path) - at >= len(rest[-1]) and path.endswith(rest[-1])


def _unquoted(value: str) -> str:
    """A value without the quotation marks of its configuration file, and what follows them there."""
    if value[:1] in ("'", '"'):
        quote = value[0]
        end = value.rfind(quote)
        value = value[1:end] if end > 0 else value[1:]
    return value.replace('\\"', '"')
