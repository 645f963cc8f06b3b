"""From the package's archive to vendors. It is read in memory, and nothing of it is unpacked to a file or run."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterator

from .model import Pin, Vendor, VendorsError, vendor

MEMBER = "package/dist/entities-nostats.json"
"""The one file of it that is read: a list of objects with `name`, `category`, `homepage` and `domains`."""
_MOST_BYTES = 16 << 20


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


def vendors_in(archive: bytes, pin: Pin) -> Iterator[Vendor]:
    """The vendors in the archive of the pinned version, in its order. Raises VendorsError for any other bytes."""
    algorithm, _dash, wanted = pin.integrity.partition("-")
    found = base64.b64encode(hashlib.new(algorithm, archive).digest()).decode("ascii")
    if found != wanted:
        message = _(
            "This is not %(name)s: its digest is %(found)s, not %(wanted)s. "
            "It is cut short, changed or another version."
        )
        raise VendorsError(message, name=pin.name, found=f"{algorithm}-{found}", wanted=pin.integrity)
    try:
        listed = json.loads(_member(archive))
        vendors = list(map(vendor, listed))
    except (tarfile.TarError, OSError, EOFError, zlib.error, ValueError, TypeError, KeyError, AttributeError) as error:
        message = _("%(name)s does not hold what was expected: %(error)s")
        raise VendorsError(message, name=pin.name, error=f"{type(error).__name__}: {error}") from error
    yield from vendors


def _member(archive: bytes) -> bytes:
    """The bytes of the one file. What else there is, links and ways out of the folder among it, is passed over."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r|gz") as tar:
        for member in tar:
            if member.name == MEMBER and member.isfile():
                file = tar.extractfile(member)
                if file is None or member.size > _MOST_BYTES:
                    break
                return file.read()
    raise KeyError(MEMBER)
