"""The site's register, for the pieces that need to know what it promises and which hosts are the site's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samtykke.register import Register, RegisterError, load


def declared(settings: Mapping[str, Any]) -> Register | None:
    """The register that Pelican's settings name; None where there is none in order: the engine's plugin tells of it."""
    content = Path(settings["PATH"])
    try:
        return load(content.parent / settings.get("SAMTYKKE", {}).get("register", content / "register.toml"))
    except RegisterError:
        return None
