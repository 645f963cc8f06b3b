"""Catalogues of translations (`.po`), read fast: no more of the format than translations need.

No contexts and no plurals: our messages have neither. Babel reads the same, but takes longer than the command may.
"""

from __future__ import annotations

import re

_LINE = re.compile(r'(msgid|msgstr)?\s*"((?:[^"\\]|\\.)*)"\s*\Z')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


def messages(text: str) -> dict[str, str]:
    """Every message that has a translation, with it. Raises ValueError for a line that is none of the format's."""
    found: dict[str, str] = {}
    key, parts = "", {"msgid": "", "msgstr": ""}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        matched = _LINE.match(line)
        if matched is None or (matched[1] is None and not key):
            raise ValueError(f"line {number}: {line!r}")
        if matched[1] == "msgid":
            _keep(found, parts)
            parts = {"msgid": "", "msgstr": ""}
        key = matched[1] or key
        parts[key] += _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), matched[2])
    _keep(found, parts)
    return found


def _keep(found: dict[str, str], parts: dict[str, str]) -> None:
    if parts["msgid"] and parts["msgstr"]:
        found[parts["msgid"]] = parts["msgstr"]
