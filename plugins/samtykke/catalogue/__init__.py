"""Known services: whose a host is, what a snippet loads, what a vendor is known to store.

The catalogue names hosts, explains them and drafts register entries. What is allowed is the register's to say, and what
the catalogue does not know is a third party all the same.
"""

from .load import CatalogueError, CatalogueProblem, load
from .matching import Catalogue
from .model import KnownService, KnownStorage, LoadTag, Operator
from .signatures import Signature

__all__ = [
    "Catalogue",
    "CatalogueError",
    "CatalogueProblem",
    "KnownService",
    "KnownStorage",
    "LoadTag",
    "Operator",
    "Signature",
    "load",
]
