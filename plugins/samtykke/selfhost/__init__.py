"""What pages load from the hosts of libraries and typefaces, kept with the site and served by it.

`gather` asks the network, when a person says so. The build reads the lock and what is kept, and nothing else.
"""

from .gather import Gathered, gather
from .lock import Entry, SelfhostError, Store, find_store
from .publish import FOLDER, Copy, publish
from .wanted import Tree, Wanted, wanted

__all__ = [
    "FOLDER",
    "Copy",
    "Entry",
    "Gathered",
    "SelfhostError",
    "Store",
    "Tree",
    "Wanted",
    "find_store",
    "gather",
    "publish",
    "wanted",
]
