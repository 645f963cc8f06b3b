"""Pages: smaller, with the Content-Security-Policy in them for hosts that send no headers of ours."""

from __future__ import annotations

import html
import re
from pathlib import Path

import turbohtml

_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
# Comments stay: an exception from a rule of the check may stand in one. Scripts stay byte for byte: their hashes do.
_SMALL = turbohtml.Html(
    layout=turbohtml.Minify(
        collapse_whitespace=True, omit_optional_tags=False, unquote_attributes=False, strip_comments=False
    )
)


def minify(root: Path) -> None:
    """Every page without the white space that no browser shows."""
    for path in sorted(root.rglob("*.html")):
        text = turbohtml.parse(path.read_bytes(), encoding="utf-8").serialize(_SMALL)
        path.write_text(text, "utf-8", newline="\n")


def set_policy(root: Path, policy: str) -> None:
    """The policy as a `<meta>`, before anything that it is to govern. Raises ValueError for a page without charset."""
    content = html.escape(policy, quote=False).replace('"', "&quot;")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    for path in sorted(root.rglob("*.html")):
        text = path.read_text("utf-8")
        changed, count = _CHARSET.subn(lambda found: found[0] + meta, text, count=1)
        if not count:
            raise ValueError(f"{path}: siden mangler <meta charset>, så innholdsreglene har ikke noe sted å stå.")
        path.write_text(changed, "utf-8", newline="\n")
