"""The two files that the banner needs, minified and named by their content.

The runtime is written as ES modules. They are joined in the order of `MODULES` into one classic script: one request,
and pages opened from the disk work, where browsers refuse modules.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from functools import cache
from pathlib import Path

import rcssmin
import rjsmin

from samtykke.register.model import Register

FOLDER = "samtykke"
"""Where the files lie, under the site's root."""
MODULES = ("config", "choice", "clear", "signals", "gates", "receipt", "ui", "main")

HEAD_SNIPPET = (
    'window.samtykke||={q:[]};addEventListener("click",e=>samtykke.q.push(e));{let d=document,'
    "a=Date.now()/1e3-parseInt(d.cookie.match(d.currentScript.dataset.choice)?.[1],36);"
    "d.documentElement.dataset.samtykke=navigator.globalPrivacyControl||"
    'a>-300&&a<15724800?"chosen":"choose"}'
)
"""Runs before the first paint: does the cookie hold a choice, not expired nor of the future, of every category?

The same text on every site, so that one hash in a Content-Security-Policy allows it; what differs between sites stands
in an attribute: the pattern of such a cookie, its time in a group. The runtime reads the cookie with more care: all
this decides is whether the banner is seen. Clicks wait in the queue of `window.samtykke` until the runtime comes.
"""

_RUNTIME = Path(__file__).with_name("runtime")
_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function|const|let|class)", re.MULTILINE)


def assets(register: Register) -> dict[str, bytes]:
    """File name → content, to be written under `samtykke/`; empty where nothing needs consent."""
    return dict([script(), style()]) if register.needs_consent() else {}


@cache
def script() -> tuple[str, bytes]:
    """The runtime: name and content."""
    return _named(rjsmin.jsmin(source()), "js")


@cache
def style() -> tuple[str, bytes]:
    """The style sheet: name and content."""
    text = _RUNTIME.joinpath("samtykke.css").read_text(encoding="utf-8")
    return _named(str(rcssmin.cssmin(text)), "css")


def runtime_hashes(register: Register) -> frozenset[str]:
    """SHA-256 (hex) of the scripts that the engine itself puts on pages: what these do, the browser tests prove."""
    if not register.needs_consent():
        return frozenset()
    return frozenset(hashlib.sha256(code).hexdigest() for code in (script()[1], HEAD_SNIPPET.encode()))


def source() -> str:
    """The runtime's modules as one script, not minified."""
    parts = [_RUNTIME.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in MODULES]
    body = "\n".join(_EXPORT.sub("", _IMPORT.sub("", part)) for part in parts)
    return f'(() => {{\n"use strict";\n{body}\n}})();\n'


def sizes() -> dict[str, int]:
    """Kind (`js`, `css`) → bytes after gzip -9."""
    return {name.rsplit(".", 1)[1]: len(gzip.compress(data, 9, mtime=0)) for name, data in (script(), style())}


def _named(text: str, ending: str) -> tuple[str, bytes]:
    data = text.encode()
    return f"samtykke.{hashlib.sha256(data).hexdigest()[:8]}.{ending}", data
