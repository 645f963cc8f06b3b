"""What has its place below `/.well-known/`: whom to tell of a security hole, and that the site heeds a browser's no."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from pelican import signals

from . import clock
from .languages import all_pages

VALID = timedelta(days=360)
"""RFC 9116, section 2.5.5, recommends less than a year. Every build begins it anew."""


def register() -> None:
    """Called by the plugin."""
    signals.page_writer_finalized.connect(write)


def write(generator: Any, writer: Any) -> None:
    """`page_writer_finalized`: both files."""
    settings = generator.settings
    folder = Path(writer.output_path) / ".well-known"
    folder.mkdir(parents=True, exist_ok=True)
    pages = list(all_pages(generator.context))
    languages = sorted({page.lang for page in pages}, key=lambda lang: (lang != settings["DEFAULT_LANG"], lang))
    (folder / "security.txt").write_text(security(settings, languages), "utf-8", newline="\n")
    stated = next((page.modified for page in pages if page.slug == settings["PRIVACY_PAGE"] and _dated(page)), None)
    (folder / "gpc.json").write_text(gpc(stated.date().isoformat() if stated else ""), "utf-8", newline="\n")


def security(settings: dict[str, Any], languages: list[str]) -> str:
    """By RFC 9116. Contact is the company's ordinary address: it has told no other."""
    expires = f"{clock.today() + VALID}T00:00:00Z"  # by the day: two builds of a day are the same
    lines = {
        "Contact": f"mailto:{settings['ORGANISATION']['email']}",
        "Expires": expires,
        "Preferred-Languages": ", ".join(languages),
        "Canonical": f"{settings['SITE_ADDRESS']}/.well-known/security.txt",
    }
    return "".join(f"{key}: {value}\n" for key, value in lines.items())


def gpc(stated: str) -> str:
    """By the specification of Global Privacy Control: the site heeds the signal, and says so since its statement."""
    said = {"gpc": True} | ({"lastUpdate": stated} if stated else {})
    return json.dumps(said) + "\n"


def _dated(page: Any) -> bool:
    return getattr(page, "modified", None) is not None
