"""The consent banner: markup for the pages, the runtime and its configuration, all made from the register.

Every function returns nothing where the register needs no consent: a site without optional services has no banner.
"""

from .bundle import FOLDER, HEAD_SNIPPET, assets, runtime_hashes
from .gates import Shape, block, embed, inert, tags
from .render import body, choice, head, link

__all__ = [
    "FOLDER",
    "HEAD_SNIPPET",
    "Shape",
    "assets",
    "block",
    "body",
    "choice",
    "embed",
    "head",
    "inert",
    "link",
    "runtime_hashes",
    "tags",
]
