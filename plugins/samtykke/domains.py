"""Whose a host name is, by the Public Suffix List that comes with the package `publicsuffixlist`: no network."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_IP = re.compile(r"\[.*\]|[0-9]+(\.[0-9]+){3}")


def _suffixes(host: str) -> PublicSuffixList:
    return _list("xn--" in host)


@cache
def _list(encoded: bool) -> PublicSuffixList:
    """Three times as fast to read without the names of other scripts as DNS writes them (`xn--…`)."""
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415  ten thousand lines, read only where one is needed

    return PublicSuffixList(accept_encoded_idn=encoded)


@cache
def registrable(host: str) -> str:
    """The name that somebody has registered: `cdn.a.example.co.uk` is example.co.uk's, `ada.github.io` its own.

    `host` is ASCII in lower case. What nobody can register (a suffix itself, an IP address, one label) stays as it is.
    """
    if _IP.fullmatch(host):
        return host
    return _suffixes(host).privatesuffix(host.rstrip(".")) or host


def is_shared(name: str) -> bool:
    """Whether strangers register names under it: `no`, `co.uk`, `github.io`."""
    return bool(_suffixes(name).is_public(name))
