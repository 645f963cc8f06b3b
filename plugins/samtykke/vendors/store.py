"""Where the vendors are kept between runs: one file in the user's cache, whole or not at all, with its digest."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from . import model
from .model import Pin, Vendor, Vendors, VendorsError, vendor

_FORM = 1
_FILE = "vendors.json"


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


def stored(environ: Mapping[str, str] = os.environ) -> Path:
    """The file. `SAMTYKKE_CACHE` names its folder; otherwise it is the one that the system has for caches."""
    if environ.get("SAMTYKKE_CACHE"):
        return Path(environ["SAMTYKKE_CACHE"]) / _FILE
    if sys.platform == "win32":
        folder = Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Caches"
    else:
        folder = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return folder / "samtykke" / _FILE


def written(vendors: Iterable[Vendor], pin: Pin) -> str:
    """What the file is to hold, the same bytes for the same vendors."""
    entries = [{"name": v.name, "category": v.category, "homepage": v.homepage, "domains": v.hosts} for v in vendors]
    body = json.dumps(entries, ensure_ascii=False, indent=0) + "\n"
    return _head(body, pin) + body


def load(path: Path | None = None) -> Vendors | None:
    """What was fetched; None where nothing was. Raises VendorsError for a file that is not as it was written."""
    path, pin = path or stored(), model.PIN
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(path, f"{type(error).__name__}: {error}") from error
    head, _newline, body = text.partition("\n")
    if f"{head}\n" != _head(body, pin):
        told = head.split(" ")
        raise _unusable(path, " ".join(told[1:3]) if len(told) == 4 and told[1:3] != pin.name.split(" ") else "SHA-256")
    try:
        return Vendors(map(vendor, json.loads(body)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _unusable(path, f"{type(error).__name__}: {error}") from error


def _head(body: str, pin: Pin) -> str:
    """The first line: form, package, version, and the digest of what follows."""
    return f"{_FORM} {pin.name} {hashlib.sha256(body.encode('utf-8')).hexdigest()}\n"


def _unusable(path: Path, why: str) -> VendorsError:
    message = _(
        "%(path)s is not what «samtykke catalogue fetch» of this version writes (%(why)s), and is ignored: unknown "
        "hosts go unnamed, and the findings are the same. Fetch it anew, or remove it."
    )
    return VendorsError(message, path=path, why=why)
