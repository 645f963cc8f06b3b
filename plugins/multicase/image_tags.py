"""Where the `img` tags of a fragment of HTML stand, to the character, so that nothing else need be written again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser


@dataclass(frozen=True)
class ImageTag:
    """A tag, from `start` to before `end`, and its attributes as they were meant."""

    start: int
    end: int
    attributes: Mapping[str, str]
    in_picture: bool

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def written(self, values: Mapping[str, str]) -> str:
        """The tag with other values; what it says itself of loading and such stands."""
        kept = {k: v for k, v in self.attributes.items() if k not in ("src", "width", "height")}
        return "<img" + "".join(f' {k}="{escape(v)}"' for k, v in ({**values, **kept}).items()) + ">"


def image_tags(html: str) -> list[ImageTag]:
    """Every `img` that a browser makes an element of, in order; not those in comments, scripts or text."""
    parser = _Tags(html)
    parser.feed(html)
    parser.close()
    return parser.found


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[ImageTag] = []
        self._pictures = 0
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "picture":
            self._pictures += 1
        if tag == "img":
            line, column = self.getpos()
            start = self._lines[line - 1] + column
            first = {name: value or "" for name, value in reversed(attrs)}  # of two alike, browsers take the first
            written = dict.fromkeys(name for name, _ in attrs)
            values = {name: first[name] for name in written}
            end = start + len(self.get_starttag_text() or "")
            self.found.append(ImageTag(start, end, values, self._pictures > 0))

    def handle_endtag(self, tag: str) -> None:
        if tag == "picture":
            self._pictures = max(0, self._pictures - 1)
