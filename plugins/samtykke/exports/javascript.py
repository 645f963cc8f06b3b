"""JavaScript that other tools read: data, patterns, and texts of which the page's language chooses one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_INDENT = "  "
_PROGRAM = """\
// {comment}
(() => {{
  const page = (document.documentElement.lang || "").toLowerCase().split(/[-_]/)[0];
  const language = page === "no" ? "nb" : page === "nb" || page === "nn" ? page : "en";
  const say = (texts) => texts[language];
{body}
}})();
"""


@dataclass(frozen=True, slots=True)
class Code:
    """JavaScript that is written as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A text by language, of which the browser chooses the page's."""

    texts: Mapping[str, str]


def program(comment: str, body: str) -> str:
    """A whole script. In `body`, `language` is nb, nn or en, as the banner reads a page's, and `say` chooses a text."""
    lines = (_INDENT + line if line else "" for line in body.splitlines())
    return _PROGRAM.format(comment=comment, body="\n".join(lines))


def written(value: Any, indent: str = "") -> str:
    """A value as JavaScript: what JSON has, `Code` and `Said`. Keys of None are left out."""
    match value:
        case Code(text=text):
            return text
        case Said(texts=texts):
            return f"say({written(texts, indent)})"
        case Mapping():
            items = [
                f"{_string(k) if isinstance(k, str) else f'[{k.text}]'}: {written(v, indent + _INDENT)}"
                for k, v in value.items()
                if v is not None
            ]
            return _block("{", items, "}", indent)
        case str():
            return _string(value)
        case Sequence():
            return _block("[", [written(item, indent + _INDENT) for item in value], "]", indent)
        case _:
            return json.dumps(value)


def pattern(name: str, kept: Sequence[str] = ()) -> Code:
    """A declared name, `*` at its end standing for any ending, as a regular expression that matches none of `kept`."""
    start = name.rstrip("*")
    near = [k for k in kept if k.rstrip("*").startswith(start) or start.startswith(k.rstrip("*"))]
    but = f"(?!(?:{'|'.join(map(_matching, near))})$)" if near else ""
    return Code(f"/^{but}{_matching(name)}$/")


def _matching(name: str) -> str:
    return _escaped(name[:-1]) + ".*" if name.endswith("*") else _escaped(name)


def _escaped(text: str) -> str:
    safe = re.sub(r"[\\^$.*+?()\[\]{}|/]", r"\\\g<0>", text)
    return "".join(c if c.isprintable() and c.isascii() else json.dumps(c)[1:-1] for c in safe)


def _string(text: str) -> str:
    """A string that can also stand in a script element."""
    found = json.dumps(text, ensure_ascii=False).replace("</", "<\\/").replace("<!--", "<\\!--")
    return found.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _block(start: str, items: list[str], end: str, indent: str) -> str:
    if not items:
        return start + end
    inner = ",\n".join(f"{indent}{_INDENT}{item}" for item in items)
    return f"{start}\n{inner},\n{indent}{end}"
