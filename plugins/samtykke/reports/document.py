"""HTML reports as one file: no script, nothing fetched, for screens, screen readers and paper.

Everything that comes from a page is escaped by the templates, shown without invisible characters, and never made a
link: who reads a report should not call on a tracker by it. The policy in its head would stop what slipped through.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from samtykke.locale import Translate
from samtykke.rules.base import shown

_SHARED = Path(__file__).with_name("templates")


def document(folder: Path, template: str, t: Translate, lang: str, **values: Any) -> str:
    """The whole document from a template of a folder, which extends the shared `base.html`; ends in a line break."""
    style = _style()
    hash_ = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    made = _templates(folder).get_template(template)
    text = made.render(t=t, lang=lang, style=style, style_hash=hash_, **values)
    # A lone surrogate (a file name that is not UTF-8) cannot be written as UTF-8.
    return text.rstrip().encode("utf-8", "replace").decode("utf-8") + "\n"


@cache
def _style() -> str:
    return (_SHARED / "report.css").read_text("utf-8")


@cache
def _templates(folder: Path) -> Environment:
    found = Environment(
        loader=FileSystemLoader([folder, _SHARED]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["shown"] = lambda text, longest=300: shown(str(text), longest)
    found.filters["lines"] = lambda text: "\n".join(shown(line, 400) for line in text.splitlines())
    found.globals["id"] = id
    return found
