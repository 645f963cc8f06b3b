"""What pages load from the hosts of libraries and typefaces, kept with the site and served by it.

`gather` asks the network, when a person says so. The build reads the lock and what is kept, and nothing else. Here is
what every command may need; the rest is imported by those who need it.
"""

from .lock import Entry, SelfhostError, Store, find_store

__all__ = ["Entry", "SelfhostError", "Store", "find_store"]
