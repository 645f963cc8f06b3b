"""The places in a page where an editor wants the generated parts: `<!-- samtykke: cookies -->`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from samtykke.register import Register

from .render import cookie_table, recipients

# One word and nothing else: `<!-- samtykke: ignore[rule] reason -->` is somebody else's. A paragraph that Markdown has
# put around a marker goes with it, since neither tables nor headings may stand in a paragraph.
_MARKER = r"<!--[ \t\r\n]{0,20}samtykke:[ \t\r\n]{0,20}([a-z][a-z0-9-]{0,40})[ \t\r\n]{0,20}-->"
_PLACE = re.compile(rf"<p>[ \t\r\n]{{0,20}}{_MARKER}[ \t\r\n]{{0,20}}</p>|{_MARKER}")


def expand(
    html: str, register: Register, lang: str, replacements: Mapping[str, Callable[[], str]] | None = None
) -> str:
    """The page with its markers replaced; the same string where there is none.

    `cookies` and `recipients` are known; `replacements` makes the HTML for further words (`choice`) where one stands,
    and wins over them. Raises ValueError with the word of a marker that is neither.
    """
    if "samtykke:" not in html:
        return html
    given = replacements or {}

    def replace(match: re.Match[str]) -> str:
        word = match[1] or match[2]
        if word in given:
            return given[word]()
        if word == "cookies":
            return cookie_table(register, lang)
        if word == "recipients":
            return recipients(register, lang)
        raise ValueError(word)

    return _PLACE.sub(replace, html)
