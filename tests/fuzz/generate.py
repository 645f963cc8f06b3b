"""Random pages: constructs that load something, nested in whatever parsers treat specially, then damaged.

A seed is a page, for ever: every address has a host of its own, `h3.s17.truth.example` being the third one of seed 17,
so that a request, a reference and an element tell by themselves where they come from.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from random import Random

DOMAIN = "truth.example"
_DEEPEST = 6

_OUTER = (  # what changes how a parser goes on
    "div", "p", "b", "i", "a", "nobr", "font color=red", "h2", "li", "dd", "ruby", "rt", "button", "form", "fieldset",
    "table", "caption", "colgroup", "tbody", "tr", "td", "th", "select", "optgroup", "option", "selectedcontent",
    "textarea", "title", "xmp", "noembed", "noframes", "iframe", "noscript", "template",
    "template shadowrootmode=open", "template shadowrootmode=closed", "template shadowrootmode=bogus",
    "template shadowrootmode=open shadowrootmode=bogus", "svg", "g", "desc", "svg><title", "foreignObject",
    "svg><style",
    "svg><font", "math", "mi", "mtext", "ms", "annotation-xml", "annotation-xml encoding=text/html", "mglyph",
    "malignmark", "head", "body", "html", "frameset", "object", "applet", "marquee", "details", "dialog", "picture",
    "video", "audio", "pre", "listing", "center", "span", "script type=text/plain", "style",
    "math><annotation-xml><svg",
    "svg><foreignObject", "svg><desc", "table><tr><td", "table><caption", "select><option", "div><template",
    "div><template shadowrootmode=open", "a><template shadowrootmode=open", "menu", "search",
)  # fmt: skip
_LOOSE = (  # what stands alone
    "</p>", "</br>", "</div>", "</b>", "</a>", "</form>", "</table>", "</select>", "</svg>", "</math>", "</template>",
    "</noscript>", "</title>", "</style>", "</script>", "</head>", "</body>", "</html>", "</frameset>", "</td>",
    "</option>", "</foreignObject>", "</desc>", "</iframe>", "</xmp>", "</textarea>", "<p>", "<br>", "<hr>", "<li>",
    "<td>", "<tr>", "<tbody>", "<option>", "<a>", "<b>", "<nobr>", "<form>", "<select>", "<input>", "<keygen>",
    "<table>", "<button>", "<head>", "<body class=a>", "<html lang=nb>", "<svg>", "<math>", "<frameset>", "<template>",
    "<noscript>", "<plaintext>", "<param>", "<menuitem>", "<rp>", "<col>", "<script></script>", "<style></style>",
    "<svg/>", "<math/>", "<script/>", "<![CDATA[", "]]>", "<![CDATA[x]]>", "<!--", "-->", "--!>", "<!-->", "<!--->",
    "<!-- x -- >", "<!-- <!-- -->", "<!doctype html>", "<!x>", "<?php x ?>", "<?xml-stylesheet x?>", "<?", "</>",
    "</ x>",
    "<>", "< img", "text", " ", "\n", "&lt;img src=x&gt;", "&amp", "&#0;", "<font>", "<title>", "<textarea>",
    "<input type=hidden>", "<image>", "<rb>", "<optgroup>", "<hr/>", "x", "é", "😀",
)  # fmt: skip
_INSERTED = (
    "<", ">", "/", "=", '"', "'", "`", "&", ";", "\0", "&#x0;", "&#0", "<!--", "-->", "--!>", "</", "<!", "<?", "]]>",
    "<![CDATA[", "\r", "\r\n", "\f", "\v", "\t", " ", "\ufeff", "\ufffd", "\x80", "</script", "</style>", "</title",
    "</template>", "<template>", "<svg>", "</svg>", "<table>", "<select>", "<frameset>", "<p>", "</p>", " a=b",
    " src=x",
    " type=text/plain", " shadowrootmode=open", "-", "--", "\u2028", "😀",
)  # fmt: skip
_TYPES = (
    "", "", "", ' type="text/javascript"', " type=module", ' type=""', " type='TEXT/JavaScript '", " type=text/plain",
    " type=application/json", " type=text/plain type=text/javascript", " type=text/javascript type=text/plain",
    " language=javascript", " async defer", " type=text&#47;javascript",
)  # fmt: skip
_MARKED_UP = ("text/html", "TEXT/HTML ", "application/xhtml+xml")
_RELATIONS = ("stylesheet", "icon", "preload as=image", "preload as=script", "modulepreload", "prefetch",
              "'alternate stylesheet'", "canonical", "STYLESHEET", "'stylesheet' rel=canonical")  # fmt: skip
_ENCODINGS = (  # (codec, mark before it, what the page says of it)
    ("utf-8", codecs.BOM_UTF8, ""), ("utf-16-le", codecs.BOM_UTF16_LE, ""), ("utf-16-be", codecs.BOM_UTF16_BE, ""),
    ("utf-8", b"", "<meta charset=utf-8>"), ("cp1252", b"", "<meta charset=latin1>"),
    ("utf-8", b"", "<meta charset=utf-16>"),
    ("cp932", b"", "<meta charset=shift_jis>"),
    ("gb18030", b"", '<meta http-equiv=Content-Type content="text/html; charset=gbk">'),
    ("iso2022_jp", b"", "<meta charset=iso-2022-jp>"), ("utf-8", codecs.BOM_UTF8, "<meta charset=koi8-r>"),
    ("cp1252", b"", ""), ("cp1252", b"", "<meta charset=x-user-defined>"),
)  # fmt: skip


class _Writer:
    """Writes one page."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311
        self.seed = seed
        self.count = 0

    def address(self) -> str:
        """A new one, in one of the usual forms."""
        self.count += 1
        start = self.random.choice(("//", "//", "http://", "https://"))
        return f"{start}h{self.count}.s{self.seed}.{DOMAIN}/{self.random.choice(('', 'x', 'x?a=1&copy=2'))}"

    def attribute(self, name: str, value: str | None = None) -> str:
        """Name and value, quoted in one way or another."""
        value = self.address() if value is None else value
        name = name.upper() if self.random.random() < 0.05 else name
        form = self.random.choice((' {}="{}"', ' {}="{}"', " {}='{}'", " {}={}", "/{}={} ", '\n{} = "{}"'))
        if "{}={}" in form and (set(value) & set(" \t\n'\"<>=`") or not value):
            form = ' {}="{}"'
        if self.random.random() < 0.05:
            value = "".join(f"&#{ord(c)};" if self.random.random() < 0.2 else c for c in value)
        return form.format(name, value.replace('"', "&quot;").replace("'", "&#39;"))

    def twice(self, name: str) -> str:
        """An attribute, now and then with a second one of the same name."""
        return self.attribute(name) + (self.attribute(name) if self.random.random() < 0.06 else "")

    def load(self) -> str:
        """A construct that contacts somebody."""
        return self.random.choice(_LOADS)(self)

    def content(self, depth: int) -> str:
        """Some of everything."""
        pieces = []
        for _ in range(self.random.choice((1, 1, 2, 2, 3, 4))):
            roll = self.random.random()
            if roll < 0.4 or depth >= _DEEPEST:
                pieces.append(self.load())
            elif roll < 0.8:
                pieces.append(self.nested(depth))
            else:
                pieces.append(self.random.choice(_LOOSE))
        return "".join(pieces)

    def nested(self, depth: int) -> str:
        """Something around something, closed or not."""
        opened = self.random.choice(_OUTER)
        names = [part.split()[0] for part in opened.split("><")]
        closed = "".join(f"</{name}>" for name in reversed(names))
        roll = self.random.random()
        if roll < 0.15:
            closed = ""
        elif roll < 0.2:
            closed = f"</{self.random.choice(_OUTER).split()[0].split('>')[0]}>"
        elif roll < 0.23:  # misnested
            return f"<{opened}>{self.content(depth + 1)}<b>{self.content(depth + 1)}{closed}{self.load()}</b>"
        return f"<{opened}>{self.content(depth + 1)}{closed}"


def _raw(writer: _Writer, before: str, after: str) -> str:
    """A raw text element with something in it that ends it, or does not."""
    inside = writer.random.choice(("<!--", "<!--<script>", "<!--<style>-->", "<![CDATA[", "</ script>", "", "<svg>"))
    return f"{before}{inside}{writer.load()}{after}"


_LOADS: tuple[Callable[[_Writer], str], ...] = (
    lambda w: f"<script{w.random.choice(_TYPES)}{w.twice('src')}></script>",
    lambda w: f"<script{w.twice('src')}{w.random.choice(_TYPES)}></script>",
    lambda w: f"<script{w.attribute('src')}/>",
    lambda w: f"<iframe{w.twice('src')}></iframe>",
    lambda w: f"<iframe{w.attribute('srcdoc', w.load() if w.random.random() < 0.5 else '<img src=x>')}></iframe>",
    lambda w: f"<img{w.twice('src')}>",
    lambda w: f"<img{w.twice('src')} alt>",
    lambda w: f"<img{w.attribute('srcset')}>",
    lambda w: f"<img{w.attribute('srcset', f'{w.address()} 1x, {w.address()} 2x')}>",
    lambda w: f"<image{w.attribute('src')}>",
    lambda w: f"<picture><source{w.attribute('srcset')}><img{w.attribute('src')}></picture>",
    lambda w: f"<video{w.attribute('poster')}></video>",
    lambda w: f"<video{w.attribute('src')}></video>",
    lambda w: f"<audio{w.attribute('src')}></audio>",
    lambda w: f"<video><source{w.attribute('src')}></video>",
    lambda w: f"<video{w.attribute('src')}><track default{w.attribute('src')}></video>",
    lambda w: f"<embed{w.attribute('src')}>",
    lambda w: f"<object{w.attribute('data')}></object>",
    lambda w: f"<input type=image{w.attribute('src')}>",
    lambda w: f"<input{w.attribute('src')} type=IMAGE>",
    lambda w: f"<link rel={w.random.choice(_RELATIONS)}{w.attribute('href')}>",
    lambda w: f"<link{w.twice('href')} rel=stylesheet>",
    lambda w: f"<style>@import url({w.address()});</style>",
    lambda w: f"<style type=text/plain>@import url({w.address()});</style>",
    lambda w: f'<div style="background:url({w.address()})">x</div>',
    lambda w: f"<table{w.attribute('background')}><tr><td{w.attribute('background')}></table>",
    lambda w: f"<body{w.attribute('background')}>",
    lambda w: f"<svg><image{w.attribute('href')}/></svg>",
    lambda w: f"<svg><image{w.attribute('xlink:href')}/></svg>",
    lambda w: f"<svg><script{w.attribute('href')}/></svg>",
    lambda w: f"<svg><script{w.attribute('xlink:href')}></script></svg>",
    lambda w: f"<svg><filter><feImage{w.attribute('href')}/></filter></svg>",
    lambda w: f"<svg><a xlink:href=x><image{w.attribute('xlink:href')}></image></a></svg>",
    lambda w: f"<svg><style>@import url({w.address()});</style></svg>",
    lambda w: f"<math><script{w.attribute('src')}></script></math>",
    lambda w: f"<frameset><frame{w.attribute('src')}></frameset>",
    lambda w: f"<base{w.twice('href')}>",
    lambda w: f"<base{w.attribute('href')}><img src=a.png><script src=b.js></script><link rel=stylesheet href=c.css>",
    lambda w: f"<img src=d{w.count}.png><svg><image href=e{w.count}.png /></svg>",
    lambda w: f"<form{w.attribute('action')}><button{w.attribute('formaction')}>x</button></form>",
    lambda w: f"<a href=x{w.attribute('ping')}>x</a>",
    lambda w: f'<script>new Image().src = "{w.address()}"</script>',
    lambda w: f'<svg><script>new Image().src = "{w.address()}"</script></svg>',
    lambda w: f"<svg onload=\"new Image().src = '{w.address()}'\"></svg>",
    lambda w: f'<svg><foreignObject><img{w.attribute("src")}></foreignObject></svg>',
    lambda w: f'<math><mi><img{w.attribute("src")}></math>',
    lambda w: f'<math><annotation-xml encoding="{w.random.choice(_MARKED_UP)}">'
              f'<img{w.attribute("src")}></annotation-xml></math>',
    lambda w: '<math><mtext><table><mglyph><style><!--</style>'
              f'<img title="--&gt;&lt;img src=x&gt;"{w.attribute("src")}>',
    lambda w: f'<noscript><p title="</noscript><img{w.attribute("src", "//x")}><img{w.attribute("src")}>"></noscript>',
    lambda w: f"<noscript><!--</noscript><img{w.attribute('src')}>--></noscript>",
    lambda w: f"<noscript><img{w.attribute('src')}></noscript>",
    lambda w: f"<noscript><link rel=stylesheet{w.attribute('href')}></noscript>",
    lambda w: f"<!--><img{w.attribute('src')}>-->",
    lambda w: f"<!-- x --!><img{w.attribute('src')}>-->",
    lambda w: f"<![CDATA[<img{w.attribute('src')}>]]>",
    lambda w: f"<svg><![CDATA[<img{w.attribute('src')}>]]></svg>",
    lambda w: f"<svg><style><!--</style><img{w.attribute('src')}>--></style></svg>",
    lambda w: f"<svg></p><img{w.attribute('src')}></svg>",
    lambda w: f"<template shadowrootmode={w.random.choice(('open', 'closed', 'OPEN'))}>"
              f"<img{w.attribute('src')}></template>",
    lambda w: f"<template><script{w.attribute('src')}></script><iframe{w.attribute('src')}></iframe></template>",
    lambda w: f"<template><img{w.attribute('src')}><svg><image{w.attribute('href')}/></svg></template>",
    lambda w: f'<p title="<img{w.attribute("src", "//x")}">x</p><img{w.attribute("src")}>',
    lambda w: _raw(w, "<script>", "</script>"),
    lambda w: _raw(w, "<style>", "</style>"),
    lambda w: _raw(w, "<xmp>", "</xmp>"),
    lambda w: _raw(w, "<title>", "</title>"),
    lambda w: _raw(w, "<textarea>", "</textarea>"),
    lambda w: _raw(w, "<svg><title>", "</title></svg>"),
    lambda w: _raw(w, "<svg><style>", "</style></svg>"),
    lambda w: _raw(w, "<iframe>", "</iframe>"),
)  # fmt: skip


def _around(writer: _Writer, said: str) -> str:
    """The whole page, with or without its proper frame."""
    random = writer.random
    body = "".join(writer.content(0) for _ in range(random.choice((1, 2, 2, 3))))
    form = random.choice((0, 0, 0, 0, 3, 3, 4, 4, 4, 5, 5, 5, 6, 7, 7, 7))
    page = f"{said}{body}"  # 5: quirks mode, where a table may stand in a paragraph
    if form == 0:
        page = f"<!doctype html><html><head>{said}<title>x</title></head><body>{body}</body></html>"
    elif form == 3:
        page = f"<!doctype html>{said}{body}"
    elif form == 4:
        page = f"<!doctype html><html><head>{said}{writer.content(2)}</head><body>{body}</body></html>{writer.load()}"
    elif form == 6:
        page = f"<!doctype html><head>{said}</head>{writer.load()}<frameset>{body}</frameset>{writer.load()}"
    elif form == 7:
        page = f"<!doctype html>{said}<body>{body}</body>{writer.content(2)}</html>{writer.content(3)}"
    return page


def _damaged(text: str, random: Random) -> str:
    """One mutation."""
    if not text:
        return text
    here = random.randrange(len(text))
    near = min(len(text), here + random.choice((1, 1, 2, 3, 8, 20)))
    if random.random() < 0.5:  # where the grammar is
        here = text.rfind("<", 0, here + 1) if random.random() < 0.5 else text.find(">", here)
        here = max(here, 0) + random.choice((0, 1, 1))
        near = max(here, near)
    roll = random.randrange(10)
    before, piece, after = text[:here], text[here:near], text[near:]
    damaged = before + (random.choice(_INSERTED) if roll > 7 else "") + text[here:]
    if roll == 0:
        damaged = before + after
    elif roll == 1:
        damaged = before + piece + piece + after
    elif roll == 2:
        far = random.randrange(60)
        damaged = before + after[:far] + piece + after[far:]
    elif roll == 3:
        quotes = [i for i, c in enumerate(text) if c in "\"'"]
        cut = random.choice(quotes) if quotes else here
        damaged = text[:cut] + text[cut + 1 :]
    elif roll == 4 and here < len(text):
        damaged = f"{before}&#x{ord(text[here]):x};{text[here + 1 :]}"
    elif roll == 5:
        damaged = before + piece.swapcase() + after
    elif roll == 6:
        damaged = before + text[here:].replace(" ", random.choice(("\n", "\r\n", "\r", "\f", "\t", "/")), 1)
    elif roll == 7:
        damaged = before if random.random() < 0.3 else before + random.choice(_INSERTED) + text[here:]
    return damaged


def document(seed: int) -> bytes:
    """The page of a seed: three in ten are whole, the others damaged up to eight times."""
    writer = _Writer(seed)
    random = writer.random
    codec, mark, said = random.choice(_ENCODINGS) if random.random() < 0.25 else ("utf-8", b"", "<meta charset=utf-8>")
    text = _around(writer, said)
    for _ in range(random.choice((0, 0, 0, 1, 1, 2, 3, 4, 6, 8))):
        text = _damaged(text, random)
    raw = mark + text.encode(codec, "replace")
    if random.random() < 0.03 and raw:
        here = random.randrange(len(raw))
        raw = raw[:here] + bytes([random.randrange(256)]) + raw[here + 1 :]
    return raw
