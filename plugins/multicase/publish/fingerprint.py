"""Assets named by their content, so that browsers may keep them for ever, and every reference to them.

Style sheets that a page links one after the other become one. References are rewritten wherever the address of an asset
stands; the originals are removed, so that the link check finds any that was missed.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import rcssmin
import rjsmin

FOLDERS = ("theme", "images")
"""What is renamed; the banner's files are named by their content already, all else has an address to keep."""
TEXTS = (".html", ".xml", ".json", ".webmanifest", ".txt", ".svg")
"""Files in which an asset's address may stand, beside style sheets and scripts."""

_LINK = r"<link rel=\"?stylesheet\"? href=\"?(?P<{name}>[^\s\">]+)\"?>"
_CSS_ADDRESS = re.compile(r"url\(\s*([\"']?)(?P<url>[^\"')]+)\1\s*\)|@import\s+([\"'])(?P<import>[^\"']+)\3")
_JS_ADDRESS = re.compile(r"(?P<before>\b(?:from|import)\s*\(?\s*[\"'])(?P<url>\.{1,2}/[^\"']+)(?=[\"'])")


def fingerprint(root: Path, site_url: str) -> dict[str, str]:
    """Bundle, minify and rename below `root`; old path → new path. Raises ValueError for files that need each other."""
    pages = sorted(root.rglob("*.html"))
    _bundle(root, site_url, pages)
    renamed: dict[str, str] = {}
    files = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*")) if path.is_file()]
    for path in files:
        if path.suffix not in (".css", ".js"):
            _rename(root, path, path.read_bytes(), renamed)
    pending = {p.relative_to(root).as_posix(): p for p in files if p.suffix in (".css", ".js")}
    while pending:
        ready = [name for name, path in pending.items() if not (_needs(root, path, site_url) & pending.keys() - {name})]
        if not ready:
            raise ValueError(f"Disse filene trenger hverandre: {', '.join(sorted(pending))}")
        for name in ready:
            path = pending.pop(name)
            text = _rewritten(path.read_text("utf-8"), name, site_url, renamed)
            small = rcssmin.cssmin(text) if path.suffix == ".css" else rjsmin.jsmin(text)
            _rename(root, path, str(small).encode(), renamed)
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in TEXTS:
            text = path.read_text("utf-8")
            changed = _everywhere(text, site_url, lambda found: renamed.get(found, found))
            if changed != text:
                path.write_text(changed, "utf-8", newline="\n")
    return renamed


def _rename(root: Path, path: Path, data: bytes, renamed: dict[str, str]) -> None:
    digest = hashlib.sha256(data).hexdigest()[:10]
    new = path.with_name(f"{path.stem}.{digest}{path.suffix}")
    path.unlink()
    new.write_bytes(data)
    renamed[path.relative_to(root).as_posix()] = new.relative_to(root).as_posix()


def _bundle(root: Path, site_url: str, pages: list[Path]) -> None:
    """One style sheet for those that pages link beside one another, where they lie in the same folder."""
    run = re.compile(rf"(?:{_LINK.replace('?P<{name}>', '?:')}\s*){{2,}}", re.IGNORECASE)
    one = re.compile(_LINK.format(name="href"), re.IGNORECASE)
    bundled: set[Path] = set()
    linked: set[Path] = set()
    for page in pages:
        text = page.read_text("utf-8")

        def join(match: re.Match[str]) -> str:
            paths = [_path(found["href"], site_url) for found in one.finditer(match[0])]
            files = [root / path for path in paths if path]
            if (
                len(files) != len(paths)
                or len({f.parent for f in files}) > 1
                or files[0].parts[len(root.parts)] != "theme"
            ):
                return match[0]
            joined = "".join(file.read_text("utf-8") for file in files)
            name = f"site-{hashlib.sha256(joined.encode()).hexdigest()[:6]}.css"
            files[0].with_name(name).write_text(joined, "utf-8", newline="\n")
            bundled.update(files)
            address = f"{site_url}/{(files[0].parent / name).relative_to(root).as_posix()}"
            return f'<link rel="stylesheet" href="{address}">\n'

        changed = run.sub(join, text)
        if changed != text:
            page.write_text(changed, "utf-8", newline="\n")
        linked |= {root / path for found in one.finditer(changed) if (path := _path(found["href"], site_url))}
    for file in bundled - linked:
        file.unlink()


def _path(address: str, site_url: str) -> str | None:
    """The file that an address of the site names; None for another's."""
    rest = address.removeprefix(site_url) if site_url else address
    return rest.lstrip("/") if rest.startswith("/") and not rest.startswith("//") else None


def _needs(root: Path, path: Path, site_url: str) -> set[str]:
    name = path.relative_to(root).as_posix()
    found: set[str] = set()

    def note(asset: str) -> str:
        found.add(asset)
        return asset

    _located(path.read_text("utf-8"), name, note)
    _everywhere(path.read_text("utf-8"), site_url, note)
    return found


def _rewritten(text: str, name: str, site_url: str, renamed: Mapping[str, str]) -> str:
    def new(asset: str) -> str:
        return renamed.get(asset, asset)

    return _everywhere(_located(text, name, new), site_url, new)


def _located(text: str, name: str, new: Callable[[str], str]) -> str:
    """Relative addresses in a style sheet or script, each as `new` says."""
    folder = posixpath.dirname(name)

    def replace(match: re.Match[str]) -> str:
        groups = match.groupdict()
        written = groups.get("url") or groups.get("import") or ""
        if re.match(r"[a-z]+:|[/#]", written, re.IGNORECASE):
            return match[0]
        path, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", written, re.DOTALL).groups()  # type: ignore[union-attr]
        old = posixpath.normpath(posixpath.join(folder, path))
        changed = new(old)
        relative = posixpath.relpath(changed, folder)
        if name.endswith(".js") and not relative.startswith("."):
            relative = f"./{relative}"
        return match[0] if changed == old else match[0].replace(written, f"{relative}{mark}{rest}")

    return (_CSS_ADDRESS if name.endswith(".css") else _JS_ADDRESS).sub(replace, text)


def _everywhere(text: str, site_url: str, new: Callable[[str], str]) -> str:
    """Addresses from the site's root, with the site's own address before them or without, each as `new` says."""
    start = rf"(?:{re.escape(site_url)}|(?<![\w.:/~-]))" if site_url else r"(?<![\w.:/~-])"
    pattern = re.compile(rf"({start}/)((?:{'|'.join(FOLDERS)})/[\w./~+@%-]*\w)")
    return pattern.sub(lambda match: match[1] + new(match[2]), text)
