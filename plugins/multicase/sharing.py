"""Pictures for those who share a page (Open Graph, 1200×630): the title in the site's own type, made at the build.

Templates ask by `share_image(title)`, and what was asked for is drawn when all pages are written. A picture's name is
made of what it shows, so that it is drawn once, kept in `.cache/multicase/` and never stale.
"""

from __future__ import annotations

import hashlib
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import resvg_py
from jinja2 import pass_context
from jinja2.runtime import Context
from PIL import Image, ImageDraw, ImageFont

from pelican import signals

from . import keeping

WIDTH, HEIGHT = 1200, 630
MARGIN = 88
SIZES = (92, 80, 68, 58, 48)
"""Heights of type for the title, in pixels: the largest is taken in which it fits on LINES lines."""
LINES = 3
FOLDER = "deling"
DRAWING = "2"
"""To be raised when the drawing changes, so that no old picture is taken from the cache."""

_asked: dict[str, str] = {}
"""File name → title, since the last build."""


def register() -> None:
    """Called by the plugin."""
    signals.finalized.connect(draw)


@pass_context
def share_image(context: Context, title: str) -> str:
    """The address of the picture for a page of that title, from the root; it is drawn at the end of the build."""
    style = "|".join(map(str, (DRAWING, sorted(context["COLOURS"].items()), context["SITENAME"], title)))
    name = f"{hashlib.sha256(style.encode()).hexdigest()[:16]}.png"
    _asked[name] = title
    return f"{FOLDER}/{name}"


def draw(site: Any) -> None:
    """`finalized`: put every picture that was asked for into the output."""
    output, settings = Path(site.output_path) / FOLDER, site.settings
    cache = keeping.kept(settings, FOLDER)
    for name, title in sorted(_asked.items()):
        kept = cache / name
        if not kept.is_file():
            cache.mkdir(parents=True, exist_ok=True)
            part = kept.with_suffix(".part")
            part.write_bytes(picture(title, settings["SITENAME"], settings["COLOURS"], Path(settings["THEME"])))
            part.replace(kept)
        keeping.used(kept)
        output.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, output / name)
    keeping.forget(cache)
    _asked.clear()


def picture(title: str, site: str, colours: dict[str, str], theme: Path) -> bytes:
    """A PNG: the title, and the name of the site under its sign."""
    image = Image.new("RGB", (WIDTH, HEIGHT), colours["deep"])
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((0, HEIGHT - 14, WIDTH, HEIGHT), fill=colours["spark"])
    icon = (theme / "static" / "images" / "icon.svg").read_text("utf-8")
    sign = Image.open(BytesIO(resvg_py.svg_to_bytes(svg_string=icon, width=88, height=88))).convert("RGBA")
    image.paste(sign, (MARGIN, MARGIN), sign)
    drawing.text((MARGIN + 112, MARGIN + 44), site, font=_font(theme, 44, 600), fill=colours["on_deep"], anchor="lm")
    lines, font, size = _fitted(title.replace("\u00ad", ""), theme)
    top = HEIGHT - MARGIN - round(len(lines) * size * 1.15)
    for number, line in enumerate(lines):
        drawing.text((MARGIN, top + round(number * size * 1.15)), line, font=font, fill="#ffffff")
    file = BytesIO()
    image.quantize(64, Image.Quantize.MEDIANCUT).save(file, "PNG", optimize=True)
    return file.getvalue()


def _fitted(title: str, theme: Path) -> tuple[list[str], ImageFont.FreeTypeFont, int]:
    """The title in lines, and the type that it is set in; what does not fit in the smallest is cut short."""
    for size in SIZES:
        font = _font(theme, size, 700)
        lines = _lines(title, font)
        if len(lines) <= LINES and all(font.getlength(line) <= WIDTH - 2 * MARGIN for line in lines):
            return lines, font, size
    lines = lines[:LINES]
    while lines[-1] and font.getlength(lines[-1] + "…") > WIDTH - 2 * MARGIN:
        lines[-1] = lines[-1][:-1]
    return [*lines[:-1], lines[-1].rstrip() + "…"], font, size


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _font(theme: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(theme / "static" / "fonts" / "schibsted-grotesk.woff2"), size)
    font.set_variation_by_axes([weight])
    return font
