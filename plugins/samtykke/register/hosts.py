"""How hosts are written in the register: `www.example.no`, or `*.example.no` for every subdomain."""

from __future__ import annotations

import re

from samtykke.domains import is_shared

from .errors import _

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST = 253

Fault = tuple[str, str, dict[str, str]]
"""A message that takes `%(value)s`, a hint (or nothing), and the hint's values."""

_WRITE = _("Write «%(host)s».")


def complain(pattern: str) -> Fault | None:
    """What is wrong with a host, or None."""
    tests = (
        ("://" in pattern or pattern.startswith("//"), _("«%(value)s» is an address, not a host."), _only_host),
        (any(c in pattern for c in "/?#@\\"), _("«%(value)s» has more than a host in it."), _only_host),
        (":" in pattern, _("«%(value)s» has a port; hosts are declared without."), _only_host),
        (not pattern.isascii(), _("«%(value)s» must be written in ASCII, as browsers send it."), _ascii),
        (pattern != pattern.lower(), _("«%(value)s» must be in lower case."), str.lower),
    )
    for wrong, message, mended in tests:
        if wrong:
            host = mended(pattern)
            return message, _WRITE if host else "", {"host": host}
    if "*" in pattern.removeprefix("*."):
        hint = _("Only a whole first part can be *, as in *.example.no.")
        return _("«%(value)s» has a * where it means nothing."), hint, {}
    return _complain_name(pattern)


def _complain_name(pattern: str) -> Fault | None:
    name = pattern.removeprefix("*.")
    labels = name.split(".")
    if len(name) > _LONGEST or not all(_LABEL.fullmatch(label) for label in labels):
        stripped = name.strip(". ")
        usable = stripped != name and all(_LABEL.fullmatch(label) for label in stripped.split("."))
        return _("«%(value)s» is not a host name."), _WRITE if usable else "", {"host": stripped}
    if name != pattern and is_shared(name):
        hint = _("Name the domain as well, as in *.example.no.")
        return _("«%(value)s» would take in other people's sites."), hint, {}
    if len(labels) == 1 and name != "localhost":
        return _("«%(value)s» is not a full host name."), "", {}
    return None


def _only_host(pattern: str) -> str:
    rest = pattern.split("://", 1)[-1].lstrip("/\\")
    host = re.split(r"[/?#\\]", rest, maxsplit=1)[0].rsplit("@", 1)[-1].split(":", 1)[0]
    return _ascii(host)


def _ascii(pattern: str) -> str:
    """The host as browsers send it: blåbær.no is xn--blbr-roah.no."""
    import ada_url  # noqa: PLC0415  only for a mistake in the register

    star, name = ("*.", pattern[2:]) if pattern.startswith("*.") else ("", pattern)
    encoded = ada_url.idna_to_ascii(name)
    ascii_name = encoded.decode() if isinstance(encoded, bytes) else encoded
    return star + (ascii_name or name.lower())


def covers(pattern: str, host: str) -> bool:
    """Whether a pattern takes in a host: the same name, or for `*.` any subdomain."""
    if pattern.startswith("*."):
        return host.endswith(pattern[1:]) and len(host) > len(pattern) - 1
    return pattern == host
