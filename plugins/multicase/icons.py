"""The icons that browsers and phones ask for, all made from the theme's `icon.svg`, and their manifest."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import resvg_py
from PIL import Image

from pelican import signals

SIZES = (192, 512)
TOUCH = 180
"""What Apple's devices put on the home screen; they round the corners themselves."""
SAFE = 0.8
"""The part of a maskable icon that no mask cuts (W3C, Web Application Manifest)."""


def register() -> None:
    """Called by the plugin."""
    signals.finalized.connect(write)


def write(site: Any) -> None:
    """`finalized`: the files at the root of the site."""
    settings, output = site.settings, Path(site.output_path)
    svg = (Path(settings["THEME"]) / "static" / "images" / "icon.svg").read_text("utf-8")
    ground = settings["COLOURS"]["icon"]
    for size in SIZES:
        (output / f"icon-{size}.png").write_bytes(_png(_drawn(svg, size)))
    (output / "icon-maskable.png").write_bytes(_png(_padded(svg, max(SIZES), ground)))
    (output / "apple-touch-icon.png").write_bytes(_png(_padded(svg, TOUCH, ground)))
    _drawn(svg, 32).save(output / "favicon.ico", sizes=[(16, 16), (32, 32)])
    (output / "manifest.webmanifest").write_text(json.dumps(_manifest(settings), ensure_ascii=False, indent=1), "utf-8")


def _manifest(settings: dict[str, Any]) -> dict[str, Any]:
    root = f"{settings['SITEURL']}/"
    icons = [{"src": f"{root}icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in SIZES]
    whole = f"{max(SIZES)}x{max(SIZES)}"
    return {
        "name": settings["ORGANISATION"]["name"],
        "short_name": settings["SITENAME"],
        "lang": settings["DEFAULT_LANG"],
        "start_url": root,
        "display": "browser",
        "background_color": settings["COLOURS"]["page"],
        "theme_color": settings["COLOURS"]["icon"],
        "icons": [
            *icons,
            {"src": f"{root}icon-maskable.png", "sizes": whole, "type": "image/png", "purpose": "maskable"},
        ],
    }


def _drawn(svg: str, size: int) -> Image.Image:
    return Image.open(BytesIO(resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size))).convert("RGBA")


def _padded(svg: str, size: int, ground: str) -> Image.Image:
    """On a ground without corners, with room around it for whatever shape it is cut to."""
    inner = round(size * SAFE)
    image = Image.new("RGB", (size, size), ground)
    sign = _drawn(svg, inner)
    image.paste(sign, ((size - inner) // 2, (size - inner) // 2), sign)
    return image


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
