"""The theme's style sheets as one file: a component has its own, a visitor fetches one."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

FOLDER = Path(__file__).parents[2] / "theme/css"
_IMPORT = re.compile(r'^@import "([\w./-]+\.css)";\n', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def stylesheet(folder: Path = FOLDER) -> Markup:
    """`index.css` with what it imports put in place, without comments and line breaks.

    White space is made one space and never less: within a layer, rcssmin takes the one of `.a :is(b)` away, which is
    another selector then. Raises FileNotFoundError for an import that is not there.
    """
    index = folder.joinpath("index.css").read_text("utf-8")
    whole = _IMPORT.sub(lambda found: folder.joinpath(found[1]).read_text("utf-8"), index)
    return Markup(" ".join(_COMMENT.sub("", whole).split()))  # noqa: S704  our own files
