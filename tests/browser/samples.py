"""A register and pages of the banner's own, so that its tests need no site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samtykke import banner
from samtykke.register.model import Register

_TEXT = {"nb": "Formålet.", "en": "The purpose."}


def service(id_: str, category: str, host: str, storage: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A declared service, as pydantic reads it."""
    return {
        "id": id_, "name": more.pop("name", id_.title()), "provider": f"{id_.title()} Ltd.", "country": "IE",
        "category": category, "basis": "consent", "hosts": (host,), "purpose": _TEXT,
        "storage": tuple({"purpose": _TEXT, "lifetime": "P2Y", **item} for item in storage), **more,
    }  # fmt: skip


def register(**changes: Any) -> Register:
    """Three categories, five services, and the site's own cookie."""
    data: dict[str, Any] = {
        "site": {"url": "https://www.example.test", "statement": {"nb": "personvern", "en": "privacy"}},
        "category": (
            {"id": "necessary", "title": {"nb": "Nødvendig"}, "purpose": _TEXT, "necessary": True},
            {"id": "analytics", "title": {"nb": "Statistikk", "en": "Statistics"}, "purpose": _TEXT},
            {"id": "functional", "title": {"nb": "Funksjoner", "en": "Functions"}, "purpose": _TEXT},
            {"id": "media", "title": {"nb": "Innhold fra andre", "en": "Media"}, "purpose": _TEXT},
        ),
        "service": (
            service(
                "google-analytics",
                "analytics",
                "www.googletagmanager.com",
                [
                    {"name": "_ga"},
                    {"name": "_ga_*"},
                    {"name": "__utma", "legacy": True},
                    {"name": "stats", "kind": "local"},
                    {"name": "stats", "kind": "session", "lifetime": "session"},
                    {"name": "stats-db", "kind": "indexeddb"},
                ],
                name="Google Analytics",
            ),
            service("counter", "analytics", "counter.test", [{"name": "*", "lifetime": "unknown"}]),
            service("chat", "functional", "chat.test", [{"name": "stand_in"}]),
            service("video", "media", "video.test", []),
            service("map", "media", "map.test", []),
            service(
                "choice", "necessary", "www.example.test", [{"name": "samtykke", "lifetime": "P182D"}],
                basis="necessary", reason=_TEXT,
            ),
        ),
    }  # fmt: skip
    return Register.model_validate(data | changes)


def page(declared: Register, content: str, lang: str = "nb", root: str = "", head: str = "") -> str:
    """A whole page with the banner, as the theme writes it."""
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>Side</title>'
        f'<meta name="viewport" content="width=device-width">{head}{banner.head(declared, lang, root)}</head>\n<body>'
        f"{banner.body(declared, lang, root)}<main><h1>Side</h1><p>Innhold.</p>{content}</main>"
        f"<footer>{banner.link(declared, lang)}</footer></body></html>\n"
    )


def write(folder: Path, declared: Register, pages: Mapping[str, str]) -> Path:
    """A site in a folder: pages by file name, and the banner's assets."""
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assets = folder / banner.FOLDER
    assets.mkdir(exist_ok=True)
    for name, data in banner.assets(declared).items():
        assets.joinpath(name).write_bytes(data)
    return folder


def script(category: str, service_id: str, url: str, more: str = "") -> str:
    """A gated script file."""
    return (
        f'<script type="text/plain" data-category="{category}" data-service="{service_id}" data-src="{url}"{more}>'
        "</script>\n"
    )


def inline(category: str, service_id: str, body: str) -> str:
    """A gated inline script."""
    return f'<script type="text/plain" data-category="{category}" data-service="{service_id}">{body}</script>\n'
