"""Import maps (html.spec.whatwg.org, "import maps"): which address a module means by a name."""

from __future__ import annotations

import json
from typing import Any

from samtykke.urls import resolve

MOST = 2000
"""Names of one list."""
_Names = dict[str, str]


class ImportMap:
    """The import maps of a page, put together; of two entries for a name, the first counts."""

    def __init__(self) -> None:
        self._names: _Names = {}
        self._scopes: dict[str, _Names] = {}
        self.full = False
        """There were more names than are kept."""

    def add(self, text: str, base: str) -> None:
        """Take in the text of one, whose addresses are relative to `base`. What is no import map says nothing."""
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            return
        if not isinstance(data, dict):
            return
        self._take(self._names, data.get("imports"), base)
        scopes = data.get("scopes")
        for prefix, names in scopes.items() if isinstance(scopes, dict) else ():
            self._take(self._scopes.setdefault(_address(prefix, base) or prefix, {}), names, base)

    def _take(self, names: _Names, given: Any, base: str) -> None:
        for name, written in given.items() if isinstance(given, dict) else ():
            if len(names) >= MOST:
                self.full = True
                return
            if isinstance(written, str):
                key = (_address(name, base) or name) if _is_address(name) else name
                address = _address(written, base)
                if address is not None and _is_address(written):
                    names.setdefault(key, address)

    def resolve(self, specifier: str, base: str) -> str | None:
        """The address that a module at `base` means; None for a bare name that no map explains."""
        address = _address(specifier, base) if _is_address(specifier) else None
        scopes = sorted((prefix for prefix in self._scopes if base.startswith(prefix)), key=len, reverse=True)
        for names in [*(self._scopes[prefix] for prefix in scopes), self._names]:
            found = _mapped(names, address or specifier)
            if found is not None:
                return found
        return address


def _mapped(names: _Names, specifier: str) -> str | None:
    if specifier in names:
        return names[specifier]
    prefixes = [key for key in names if key.endswith("/") and specifier.startswith(key)]
    if not prefixes:
        return None
    longest = max(prefixes, key=len)
    return _address(specifier[len(longest) :], names[longest])


def _is_address(written: str) -> bool:
    return written.startswith(("/", "./", "../")) or ":" in written.partition("/")[0]


def _address(written: str, base: str) -> str | None:
    resolved = resolve(written, base)
    return None if resolved is None else resolved.url
