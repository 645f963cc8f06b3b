"""Who the audit says it is to a site that asks for a name and a password: a site that is not open yet."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit, urlunsplit


@dataclass(frozen=True, slots=True)
class Login:
    """For HTTP authentication (RFC 7617). Told to one origin alone, and never written down."""

    origin: str
    user: str = field(repr=False)
    password: str = field(repr=False)

    @classmethod
    def taken_out(cls, address: str) -> tuple[str, Self | None]:
        """An address without the name and password in it, and these; None where there are none."""
        parts = urlsplit(address)
        if "@" not in parts.netloc:
            return address, None
        told, _, host = parts.netloc.rpartition("@")
        user, _, password = told.partition(":")
        login = cls(f"{parts.scheme.lower()}://{host.lower()}", unquote(user), unquote(password))
        return urlunsplit(parts._replace(netloc=host)), login

    @property
    def header(self) -> str:
        """The value of `Authorization`."""
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")
