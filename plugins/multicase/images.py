"""Pictures that editors drop in `content/images` and write as plain Markdown, made fit for every screen.

`![alt](/images/kurs.jpg)` becomes a `picture` with AVIF and WebP in the widths that are of use, dimensions so that
nothing moves while it loads, and lazy loading for all but a page's first. Nothing else of the page is touched, byte
for byte. It is done after the reader, whose cache is keyed by the Markdown file and would keep yesterday's picture.

What is published of the editor's own file is a copy no larger than needed and without what cameras write into it:
place, time, owner. A picture is made once and kept in `.cache/multicase/images/`, by what is in it.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from PIL import Image, ImageOps, UnidentifiedImageError

from pelican import signals
from pelican.plugins.samtykke import notes
from pelican.plugins.samtykke.settings import watching

from . import keeping
from .image_tags import ImageTag, image_tags

FOLDER = "images"
WIDTHS = (480, 800, 1200, 1600)
"""Of the variants, in pixels: a text column is 640 wide at most, and screens have up to two pixels to one and more."""
SIZES = "(min-width: 42rem) 40rem, 100vw"
"""How wide a picture in the text is shown; the theme's `--measure`."""
LARGEST_FILE = 40 << 20
LARGEST_AREA = 60_000_000
"""Bytes and pixels. A phone's camera makes 50 megapixels at most; what is beyond is a mistake, or meant to choke us."""
RASTER = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
VARIANTS: dict[str, dict[str, Any]] = {"avif": {"quality": 55, "speed": 6}, "webp": {"quality": 78, "method": 5}}
"""Ending → how it is saved; in the order in which browsers are to take them."""
PLAIN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "progressive": True, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {},
}
ENCODING = "1"
"""To be raised when the above changes, so that nothing old is taken from the cache."""


Problems = dict[str, tuple[str, int]]
"""Message → the Markdown file and line that it is about."""


class ImageError(ValueError):
    """What is wrong with a picture, in Norwegian."""


@dataclass(frozen=True)
class Made:
    """A picture as it is published: the plain copy's size, and the widths of its variants."""

    width: int
    height: int
    widths: tuple[int, ...]


class Images:
    """The pictures of a build, from the first page that shows one to the output."""

    def __init__(self) -> None:
        self.made: dict[str, tuple[Path, Made]] = {}
        """Name below content/images → (folder in the cache, what is there)."""

    def fit(self, generators: Iterable[Any]) -> None:
        """`all_generators_finalized`: make what pages show and write it into them; what is broken ends the build."""
        self.made.clear()
        problems: Problems = {}
        for generator in {id(g.context): g for g in generators}.values():
            root = Path(generator.settings["PATH"])
            for path, content in sorted(generator.context["generated_content"].items()):
                html = getattr(content, "_content", None)
                if isinstance(html, str) and "<img" in html:
                    content._content = "".join(self._pieces(html, f"{root.name}/{path}", generator.settings, problems))
        for problem, (source, line) in problems.items():
            notes.tell(problem, source, line)
        if problems and not watching():
            raise SystemExit(1)

    def publish(self, site: Any) -> None:
        """`finalized`: the pictures into the output; what no page shows is published without what cameras write."""
        output, root = Path(site.output_path) / FOLDER, Path(site.settings["PATH"]) / FOLDER
        for copied in sorted(output.rglob("*")) if output.is_dir() else ():
            name = copied.relative_to(output).as_posix()
            if copied.suffix.lower() in RASTER and name not in self.made:
                try:
                    self.made[name] = _make(root / name, site.settings, variants=False)
                except ImageError as problem:
                    copied.unlink()
                    said = f"{root.parent.name}/{FOLDER}/{name} {problem} Det er ikke publisert."
                    notes.tell(said)
        for name, (folder, _) in self.made.items():
            keeping.used(folder)
            target = output / name
            target.parent.mkdir(parents=True, exist_ok=True)
            for file in folder.iterdir():
                own = file.name.startswith("plain.")
                shutil.copyfile(file, target if own else target.with_name(f"{target.name}-{file.name}"))
        keeping.forget(keeping.kept(site.settings, FOLDER))

    def _pieces(self, html: str, page: str, settings: dict[str, Any], problems: Problems) -> Iterator[str]:
        done = shown = 0
        for tag in image_tags(html):
            name = _name(tag.get("src"))
            if name is None or tag.in_picture or "srcset" in tag.attributes:
                continue
            try:
                if name not in self.made:
                    self.made[name] = _make(Path(settings["PATH"]) / FOLDER / name, settings)
            except ImageError as problem:
                line = _line(Path(settings["PATH"]).parent / page, name)
                problems[f"{page}:{line}: {FOLDER}/{name} {problem}"] = (page, line)
                continue
            yield html[done : tag.start]
            yield _picture(tag, name, self.made[name][1], settings["SITEURL"], first=shown == 0)
            done, shown = tag.end, shown + 1
        yield html[done:]


def _name(src: str) -> str | None:
    """A picture's name below content/images, however the editor pointed at it; None for one that lies elsewhere."""
    path = unquote(src).removeprefix("{static}").removeprefix("{attach}").removeprefix("{filename}")
    while path.startswith(("../", "./")):
        path = path.partition("/")[2]
    path = path.lstrip("/")
    if "//" in src or not path.startswith(f"{FOLDER}/") or ".." in path or Path(path).suffix.lower() not in RASTER:
        return None
    return path.removeprefix(f"{FOLDER}/")


def _line(source: Path, name: str) -> int:
    """Where an editor named a picture, by what of its name stands unchanged in any way of writing an address."""
    lines = source.read_bytes().decode("utf-8", "replace").splitlines()
    written = (number for number, text in enumerate(lines, 1) if name in unquote(text))
    return next(written, 1)


def _make(source: Path, settings: dict[str, Any], *, variants: bool = True) -> tuple[Path, Made]:
    """Raises ImageError for what is missing, broken or too large."""
    try:
        size = source.stat().st_size
    except OSError:
        raise ImageError("finnes ikke. Legg bildet i content/images, og se at navnet er skrevet likt.") from None
    if size > LARGEST_FILE:
        raise ImageError(f"er på {size >> 20} MB. Krymp det til under {LARGEST_FILE >> 20} MB.")
    data = source.read_bytes()
    key = hashlib.sha256(f"{ENCODING}|{variants}|{WIDTHS}|".encode() + data).hexdigest()[:24]
    folder = keeping.kept(settings, FOLDER) / key
    try:
        with Image.open(source) as opened:
            if opened.width * opened.height > LARGEST_AREA:
                raise ImageError(
                    f"er på {opened.width} × {opened.height} punkter. Krymp det til høyst {max(WIDTHS)} i bredden."
                )
            width, height = _turned(opened)
            plain = min(width, max(WIDTHS))
            widths = (*(w for w in WIDTHS if w < plain), plain) if variants else ()
            if not folder.is_dir():
                _save(opened, folder, source.suffix.lower(), plain, widths)
    except ImageError:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        raise ImageError("er ødelagt, eller det er ikke et bilde. Lagre det på nytt som JPG eller PNG.") from None
    return folder, Made(plain, max(1, round(height * plain / width)), widths)


def _turned(image: Image.Image) -> tuple[int, int]:
    """Width and height as it is to be seen: a phone that is held upright says so in the file."""
    sideways = image.getexif().get(0x0112, 1) >= 5
    return (image.height, image.width) if sideways else (image.width, image.height)


def _save(opened: Image.Image, folder: Path, suffix: str, plain: int, widths: tuple[int, ...]) -> None:
    """Everything at once or nothing: the folder gets its name when all is in it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    try:
        _fill(opened, part, suffix, plain, widths)
        try:
            part.replace(folder)
        except OSError:  # another build has been quicker, with the same
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _fill(opened: Image.Image, part: Path, suffix: str, plain: int, widths: tuple[int, ...]) -> None:
    kind = RASTER[suffix]
    upright = ImageOps.exif_transpose(opened)
    upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    _fitted(upright, plain, flat=kind == "JPEG").save(part / f"plain{suffix}", kind, **PLAIN[kind])
    for width in widths:
        smaller = _fitted(upright, width)
        for ending, how in VARIANTS.items():
            smaller.save(part / f"{width}.{ending}", ending.upper(), **how)


def _fitted(image: Image.Image, width: int, *, flat: bool = False) -> Image.Image:
    """Without any metadata: a new picture has none."""
    image = image.convert("RGB") if flat else image
    height = max(1, round(image.height * width / image.width))
    made = image.resize((width, height), Image.Resampling.LANCZOS) if width != image.width else image.copy()
    made.info.clear()
    return made


def _picture(tag: ImageTag, name: str, made: Made, root: str, *, first: bool) -> str:
    base = f"{root}/{FOLDER}/{quote(name)}"
    sources = "".join(
        f'<source type="image/{ending}" srcset="'
        + ", ".join(f"{base}-{width}.{ending} {width}w" for width in made.widths)
        + f'" sizes="{SIZES}">'
        for ending in VARIANTS
    )
    values = {"src": base, "width": str(made.width), "height": str(made.height), "decoding": "async"}
    values |= {"fetchpriority": "high"} if first else {"loading": "lazy"}
    return f"<picture>{sources}{tag.written(values)}</picture>"


_IMAGES = Images()
"""Receivers are weakly referenced by Pelican's signals; this holds them."""


def register() -> None:
    """Called by the plugin."""
    signals.all_generators_finalized.connect(_IMAGES.fit)
    signals.finalized.connect(_IMAGES.publish)
