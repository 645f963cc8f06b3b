"""The register: what a site declares of services, storage, categories and promises.

`load` reads and checks it, `locate` finds a key in its text, `digest` and `category_digests` tell versions apart.
The JSON Schema for editors' tools is made by `python -m samtykke.register.schema`.
"""

from .checks import own_cookie
from .digest import category_digests, digest
from .errors import Complaint, RegisterError, RegisterProblem
from .load import Check, load, parse, read
from .model import Category, Ignore, Load, Promise, Register, Service, Site, Storage, Text
from .positions import locate

__all__ = [
    "Category",
    "Check",
    "Complaint",
    "Ignore",
    "Load",
    "Promise",
    "Register",
    "RegisterError",
    "RegisterProblem",
    "Service",
    "Site",
    "Storage",
    "Text",
    "category_digests",
    "digest",
    "load",
    "locate",
    "own_cookie",
    "parse",
    "read",
]
