"""Each text beside itself as Brotli and gzip, so that the server need not compress it again for every visitor."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli

ENDINGS = (".html", ".css", ".js", ".mjs", ".svg", ".xml", ".json", ".webmanifest", ".txt", ".ics", ".wasm")
SMALLEST = 512
"""Bytes; below it there is nothing to gain."""


def compress(root: Path) -> None:
    """Write `<name>.br` and `<name>.gz`; the same bytes for the same file."""
    for path in sorted(root.rglob("*")):
        if path.suffix not in ENDINGS or not path.is_file():
            continue
        data = path.read_bytes()
        if len(data) < SMALLEST:
            continue
        for ending, packed in ((".br", brotli.compress(data, quality=11)), (".gz", gzip.compress(data, 9, mtime=0))):
            if len(packed) < len(data):
                path.with_name(path.name + ending).write_bytes(packed)
