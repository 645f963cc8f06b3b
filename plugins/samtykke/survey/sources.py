"""From what is given on the command line to units: a folder of sites, one site, archives, or a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .model import Unit

_ARCHIVES = (".warc", ".warc.gz", ".warc.lz4", ".warc.zst")
_PAGES = ("*.html", "*.htm")


def units(sources: Iterable[str]) -> Iterator[Unit]:
    """Every unit, in a fixed order. Raises FileNotFoundError for a local source that is not there.

    An address (`s3://…`, `https://…`) is an archive. A file is an archive by its ending, else a list with an address or
    path on each line. A folder with pages of its own is a site, named by it; else each folder or archive in it is one.
    """
    for source in sources:
        if "://" in source:
            yield Unit("warc", source)
        else:
            yield from _local(Path(source))


def _local(path: Path) -> Iterator[Unit]:
    if path.is_dir():
        if any(next(path.glob(pattern), None) for pattern in _PAGES):
            yield Unit("folder", str(path), path.resolve().name)
            return
        for child in sorted(path.iterdir()):
            if child.is_dir():
                yield Unit("folder", str(child), child.name)
            elif child.name.endswith(_ARCHIVES):
                yield Unit("warc", str(child))
    elif path.name.endswith(_ARCHIVES) and path.is_file():
        yield Unit("warc", str(path))
    else:
        lines = path.read_text("utf-8").splitlines()
        yield from units(line.strip() for line in lines if line.strip() and not line.startswith("#"))
