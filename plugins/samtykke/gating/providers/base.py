"""What providers are asked, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl

import ada_url

LONGEST = 4_000
"""Characters of an address; a map's may be long."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart as browsers do it."""

    host: str
    """Without `www.` and `m.`."""
    path: str
    query: dict[str, str]
    """The first value of each name, decoded."""
    search: str
    """The query as it is sent, without the question mark."""
    url: str

    @classmethod
    def read(cls, written: str) -> Self | None:
        """An http(s) address without credentials and port; also one that leaves out the scheme (`//host/path`)."""
        if len(written) > LONGEST:
            return None
        try:
            parsed = ada_url.URL(written.strip(), "https://base.invalid/")
        except ValueError:
            return None
        if parsed.protocol not in ("http:", "https:") or parsed.username or parsed.password or parsed.port:
            return None
        host = parsed.hostname.lower().rstrip(".")
        if not host or host == "base.invalid":
            return None
        query = dict(reversed(parse_qsl(parsed.search.removeprefix("?"), keep_blank_values=True)))
        url = "https://" + parsed.host + parsed.pathname + parsed.search
        # What the frame's attribute may not hold is sent encoded by browsers, but for the apostrophe.
        return cls(
            host.removeprefix("www.").removeprefix("m."),
            parsed.pathname,
            query,
            parsed.search.removeprefix("?").replace("'", "%27"),
            url.replace("'", "%27"),
        )


@dataclass(frozen=True, slots=True)
class Embed:
    """Content of another site as a frame shows it."""

    service: str
    """The catalogue's id."""
    frame: str
    """What the frame loads."""
    link: str
    """Where the plain link goes."""
    kind: str
    """film | map | post | form | content: what it is called where it has no title."""
    ratio: str
    """Its shape."""
    title: str = ""
    """What it is called, where the address tells."""
