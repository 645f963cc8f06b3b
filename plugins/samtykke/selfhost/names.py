"""What a fetched file is, by its first bytes and its type, and how it is called: a name that every system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from samtykke.model import Kind

_FONTS: Mapping[bytes, str] = {
    b"wOF2": ".woff2", b"wOFF": ".woff", b"OTTO": ".otf", b"\0\1\0\0": ".ttf", b"true": ".ttf", b"ttcf": ".ttc",
}  # fmt: skip
"""First bytes → ending."""
_TYPES: Mapping[str, str] = {
    "text/css": ".css",
    **dict.fromkeys(
        ("text/javascript", "application/javascript", "application/x-javascript", "application/ecmascript"), ".js"
    ),
    "application/json": ".json", "application/wasm": ".wasm", "application/vnd.ms-fontobject": ".eot",
    "image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/svg+xml": ".svg", "image/webp": ".webp",
    "image/avif": ".avif", "image/x-icon": ".ico", "image/vnd.microsoft.icon": ".ico", "audio/mpeg": ".mp3",
    "video/mp4": ".mp4", "video/webm": ".webm",
}  # fmt: skip
"""Media type → ending."""
_VAGUE = frozenset({"", "application/octet-stream", "text/plain", "binary/octet-stream"})
"""Types by which servers say that they do not know; then the address's own ending counts."""
_ENDINGS = frozenset({*_TYPES.values(), *_FONTS.values(), ".mjs"})
_LOOKS = frozenset({end[1:] for end in _ENDINGS} | {"jpeg"})
_EXPECTED: Mapping[Kind, frozenset[str]] = {
    Kind.STYLESHEET: frozenset({".css"}),
    Kind.SCRIPT: frozenset({".js", ".json"}),
    Kind.FONT: frozenset({*_FONTS.values(), ".eot", ".svg"}),
    **dict.fromkeys(
        (Kind.IMAGE, Kind.ICON), frozenset({".png", ".jpg", ".gif", ".svg", ".webp", ".avif", ".ico"})
    ),
    Kind.MEDIA: frozenset({".mp3", ".mp4", ".webm"}),
}  # fmt: skip
"""What may come of what was asked for; of what is not here, anything that has an ending."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"})
_UNSAFE = re.compile(r"[^a-z0-9-]+")
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for itself, whatever follows the point."""
_LONGEST = 60
PATTERN = r"[a-z0-9][a-z0-9-]{0,69}\.[0-9a-f]{16}\.[a-z0-9]{2,5}"
"""Every name that is given, and none that leads out of a folder."""


def ending(data: bytes, mime: str, url: str, kind: Kind) -> str | None:
    """The ending of a fetched file; None where it is not what was asked for, or nothing that is known."""
    found = next((end for start, end in _FONTS.items() if data.startswith(start)), "")
    if not found:
        found = _TYPES.get(mime, "")
        said = "." + urlsplit(url).path.rpartition(".")[2].lower()
        if not found and (mime in _VAGUE or mime.startswith(("font/", "application/font", "application/x-font"))):
            found = said if said in _ENDINGS and said not in _FONTS.values() else ""
            found = ".js" if found == ".mjs" else found
    if found in (".css", ".js", ".json") and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None  # a page with an error, whatever its type says
    expected = _EXPECTED.get(kind)
    return found if found and (expected is None or found in expected) else None


def is_file(url: str) -> bool:
    """Whether an address in a script's text looks like that of a file, and not like the beginning of one."""
    return urlsplit(url).path.rpartition(".")[2].lower() in _LOOKS


def kind_of(name: str) -> Kind:
    """What a kept file is to pages, by its ending."""
    end = "." + name.rpartition(".")[2]
    kinds = (Kind.STYLESHEET, Kind.SCRIPT, Kind.FONT, Kind.IMAGE, Kind.MEDIA)
    return next((kind for kind in kinds if end in _EXPECTED[kind]), Kind.CONNECTION)


def readable(url: str) -> str:
    """The part of a file's name that people know it by: `jquery-min` of …/jquery.min.js, the family of a typeface."""
    parts = urlsplit(url)
    family = parse_qs(parts.query).get("family", [""])[0].partition(":")[0]
    last = unquote(parts.path).replace("\\", "/").rstrip("/").rpartition("/")[2]
    stem = family or (last.rpartition(".")[0] or last)
    plain = unicodedata.normalize("NFKD", stem.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    safe = _UNSAFE.sub("-", plain).strip("-")[:_LONGEST].strip("-") or "file"
    return f"file-{safe}" if _RESERVED.fullmatch(safe) else safe


def name(stem: str, digest: str, end: str) -> str:
    """`jquery-min.0123456789abcdef.js`; `digest` is hexadecimal."""
    return f"{stem}.{digest[:16]}{end}"
