"""Does every address of the site lead somewhere? Pages, fragments, pictures, files, feeds, site map, manifest.

At the end of every build, and once more on what is published. Only addresses of the site itself are followed: nothing
is asked of the network. (The link checkers that are kept up ask a running server, and know nothing of Markdown.)
"""

from __future__ import annotations

import difflib
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import turbohtml

from pelican import signals
from pelican.plugins.samtykke import notes

_ADDRESSES = {
    "a": ("href",), "area": ("href",), "link": ("href", "imagesrcset"), "img": ("src", "srcset"), "script": ("src",),
    "iframe": ("src",), "source": ("src", "srcset"), "video": ("src", "poster"), "audio": ("src",), "track": ("src",),
    "embed": ("src",), "object": ("data",), "form": ("action",), "input": ("src",), "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}  # fmt: skip
_META = ("og:image", "og:url", "twitter:image")
_CSS_ADDRESS = re.compile(r"url\(\s*([\"']?)([^\"')]+)\1\s*\)|@import\s+[\"']([^\"']+)")
_OF_PELICAN = re.compile(r"^(?:\{|%7B)(?:filename|static|attach|category|tag|author|index)(?:\}|%7D)", re.IGNORECASE)
_AT = "https://adressen.invalid"
"""Where a site stands whose own address is not known; RFC 2606 keeps it free."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it stands in a file of the site."""

    page: str
    line: int
    written: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that leads nowhere, and why, in Norwegian."""

    link: Link
    why: str


class Tree:
    """The files of a built site by their exact names: what a server tells apart, some disks do not."""

    def __init__(self, root: Path, own: Iterable[str]) -> None:
        self.root = root
        self.files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        self._own = tuple(url.rstrip("/") for url in own if url)
        self._anchors: dict[str, frozenset[str]] = {}
        self._documents: dict[str, turbohtml.Document] = {}

    def document(self, page: str) -> turbohtml.Document:
        """A page, parsed once."""
        if page not in self._documents:
            self._documents[page] = turbohtml.parse((self.root / page).read_bytes(), encoding="utf-8")
        return self._documents[page]

    def broken(self, link: Link) -> Broken | None:
        """Why a link leads nowhere; None where it leads somewhere, or out of the site."""
        if _OF_PELICAN.match(link.written):
            return Broken(link, f"Filen «{unquote(link.written)}» finnes ikke.")
        try:
            address = urlsplit(urljoin(self._base(link.page), link.written.strip()))
        except ValueError:
            return Broken(link, f"«{link.written}» er ikke en adresse.")
        origin = f"{address.scheme}://{address.netloc}"
        if origin != _AT and origin not in self._own:
            return None
        path = unquote(address.path).lstrip("/")
        file = next((f for f in (path or "index.html", f"{path.rstrip('/')}/index.html") if f in self.files), None)
        if file is None:
            return Broken(link, f"«{link.written}» fører ikke noe sted.{self._near(path)}")
        fragment = unquote(address.fragment).partition(":~:")[0]
        if fragment and file.endswith(".html") and fragment not in self._fragments(file):
            near = difflib.get_close_matches(fragment, sorted(self._fragments(file)), 1)
            hint = f" Mente du «#{near[0]}»?" if near else ""
            return Broken(link, f"«{link.written}»: siden finnes, men ikke stedet «#{fragment}» på den.{hint}")
        return None

    def _base(self, page: str) -> str:
        return f"{_AT}/{page.removesuffix('index.html')}"

    def _fragments(self, page: str) -> frozenset[str]:
        if page not in self._anchors:
            elements = self.document(page).iter_elements()
            found = {e.attr("id") or (e.attr("name") if e.tag == "a" else None) for e in elements}
            self._anchors[page] = frozenset(anchor for anchor in found if anchor) | {"top"}
        return self._anchors[page]

    def _near(self, path: str) -> str:
        pages = [f.removesuffix("index.html") for f in self.files if not path.endswith("/") or f.endswith("index.html")]
        lower = {page.lower(): page for page in sorted(pages)}
        near = [lower[found] for found in difflib.get_close_matches(path.lower(), lower, 1, 0.7)]
        return f" Mente du «/{near[0]}»?" if near else ""


def check(root: Path, own: Iterable[str] = ()) -> list[Broken]:
    """Every broken link below `root`, in the order of the files; `own` are the addresses that the site goes by."""
    tree = Tree(root, own)
    found = []
    for name in sorted(tree.files):
        for link in _links(tree, name):
            broken = tree.broken(link)
            if broken:
                found.append(broken)
    return list(dict.fromkeys(found))


def _links(tree: Tree, name: str) -> Iterator[Link]:
    if name.endswith(".html"):
        yield from _of_page(name, tree.document(name))
    elif name.endswith(".css"):
        for number, line in enumerate((tree.root / name).read_text("utf-8").split("\n"), 1):
            for match in _CSS_ADDRESS.finditer(line):
                written = match[2] or match[3]
                if not written.startswith(("data:", "#")):
                    yield Link(name, number, written)
    elif name.endswith(".xml"):
        yield from _of_xml(name, (tree.root / name).read_bytes())
    elif name.endswith(".webmanifest"):
        manifest = json.loads((tree.root / name).read_text("utf-8"))
        addresses = [icon.get("src") for icon in manifest.get("icons", ())] + [manifest.get("start_url")]
        yield from (Link(name, 1, address) for address in addresses if address)
    elif name == "robots.txt":
        for number, line in enumerate((tree.root / name).read_text("utf-8").splitlines(), 1):
            if line.lower().startswith("sitemap:"):
                yield Link(name, number, line.partition(":")[2].strip())


def _of_page(name: str, document: Any) -> Iterator[Link]:
    for element in document.iter_elements():
        line = (element.position or (1, 0))[0]
        if element.tag == "meta" and (element.attr("property") or element.attr("name")) in _META:
            yield Link(name, line, element.attr("content") or "")
        for attribute in _ADDRESSES.get(element.tag, ()):
            value = element.attr(attribute)
            if value is None or (attribute == "action" and not (value and _is_got(element))):
                continue
            if attribute in ("srcset", "imagesrcset"):
                yield from (Link(name, line, part.split()[0]) for part in value.split(",") if part.strip())
            else:
                yield Link(name, line, value)


def _is_got(form: Any) -> bool:
    """Whether a form asks for a page; what it posts goes to a program, which is no file of the site."""
    return (form.attr("method") or "get").strip().lower() != "post"


def _of_xml(name: str, data: bytes) -> Iterator[Link]:
    """Feeds and site maps: their links, and those of the articles in them. What is no XML is a broken link itself."""
    # Our own build wrote it a moment ago.
    for element in ElementTree.fromstring(data).iter():  # noqa: S314
        tag = element.tag.rpartition("}")[2]
        if tag == "link" and element.get("href"):
            yield Link(name, 1, element.get("href", ""))
        elif tag == "loc" and element.text:
            yield Link(name, 1, element.text.strip())
        elif tag in ("content", "summary") and element.get("type") == "html" and element.text:
            yield from _of_page(name, turbohtml.parse(element.text))


# In a build

_SOURCES: dict[str, Path] = {}
"""Built page → Markdown file."""


def register() -> None:
    """Take Pelican's signals; the consent plugin, which comes last of all, ends the build."""
    signals.get_generators.connect(_begin)
    signals.content_written.connect(_remember)
    signals.finalized.connect(_finish)


def _begin(_site: Any) -> None:
    _SOURCES.clear()


def _remember(path: str, context: Mapping[str, Any]) -> None:
    content = context.get("article") or context.get("page")
    source = getattr(content, "source_path", None)
    if source:
        _SOURCES[path] = Path(source)


def _finish(site: Any) -> None:
    root, content = Path(site.output_path), Path(site.settings["PATH"])
    sources = {Path(path).resolve().relative_to(root.resolve()).as_posix(): file for path, file in _SOURCES.items()}
    own = (site.settings["SITEURL"], site.settings.get("SITE_ADDRESS", ""))
    told: dict[tuple[str, str], list[str]] = {}
    for broken in check(root, own):
        file = sources.get(broken.link.page)
        line = _line(file, broken.link.written) if file else None
        if file and line:
            source = file.resolve().relative_to(content.resolve().parent).as_posix()
            notes.tell(f"{source}:{line}: {broken.why}", source, line, stops=True)
        else:  # it comes from a template, or from a list
            told.setdefault((broken.link.written, broken.why), []).append(f"{broken.link.page}:{broken.link.line}")
    for (_, why), places in told.items():
        more = f" (og {len(places) - 1} sider til)" if len(places) > 1 else ""
        notes.tell(f"{places[0]}: {why}{more}", stops=True)


def _line(file: Path, written: str) -> int | None:
    """The line of the Markdown on which a link stands, as it was written or by what is left of it in the address."""
    lines = file.read_text("utf-8-sig", "replace").splitlines()
    address = urlsplit(written)
    ends = [f"#{address.fragment}" if address.fragment else "", Path(unquote(address.path)).name]
    for needle in (written, html.unescape(written), unquote(written), *ends):
        for number, line in enumerate(lines, 1):
            if needle and needle in line:
                return number
    return None
