"""Vendors and their hosts, and which version of the data is ours to trust."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from samtykke.locale import TranslatableError

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Pin:
    """The version of the package that is taken, and what its archive's bytes must come to."""

    package: str
    version: str
    integrity: str
    """`sha512-` and the digest in Base64, as npm states it."""

    @property
    def name(self) -> str:
        """`third-party-web 0.30.0`."""
        return f"{self.package} {self.version}"


PIN = Pin(
    "third-party-web",
    "0.30.0",
    "sha512-p+PfyL5U0ediGzvwPzMSdD9MnC8rHW6nWJJVLIQvqN7RsSqfaZ+7n4c9GILqH36EYR0eXB9CzAeCRnKFr/9uJg==",
)


class VendorsError(TranslatableError):
    """The data cannot be had or used."""


@dataclass(frozen=True, slots=True)
class Vendor:
    """Who is said to stand behind hosts."""

    name: str
    category: str
    """In the package's own words: `ad`, `analytics`, `customer-success`."""
    homepage: str
    hosts: tuple[str, ...]
    """In ASCII lower case; `*.example.com` is the name and all below it."""


def vendor(entry: Mapping[str, Any]) -> Vendor:
    """One entry of the package's list. Raises TypeError, KeyError or ValueError for one that is not of the form."""
    hosts = tuple(dict.fromkeys(str(host).lower() for host in entry["domains"]))
    return Vendor(_line(entry["name"]), _line(entry.get("category") or ""), _line(entry.get("homepage") or ""), hosts)


def _line(text: str) -> str:
    """A text that is safe to print, and has an end."""
    if not isinstance(text, str) or len(text) > _LONGEST or not text.isprintable():
        raise ValueError(f"not a line of text: {text!r:.80}")
    return text


class Vendors:
    """Vendors by their hosts."""

    def __init__(self, vendors: Iterable[Vendor]) -> None:
        self.all = tuple(vendors)
        self._by_host = {host: vendor for vendor in self.all for host in vendor.hosts}

    def __len__(self) -> int:
        return len(self._by_host)

    def by_host(self, host: str) -> Vendor | None:
        """Who is named for a host: as it stands, else by the longest `*.` that takes it in. Nothing by resemblance."""
        return next((self._by_host[name] for name in _names(host) if name in self._by_host), None)

    def names(self, hosts: Iterable[str]) -> tuple[str, ...]:
        """Who is named for hosts, each once, in the order of the hosts."""
        found = (self.by_host(host) for host in hosts)
        return tuple(dict.fromkeys(vendor.name for vendor in found if vendor))


def _names(host: str) -> Iterator[str]:
    yield host
    labels = host.split(".")
    for start in range(len(labels) - 1):  # `*.com` would name everybody
        yield "*." + ".".join(labels[start:])
