"""Built sites, and what Chromium does with their pages. See `sites.py`."""

from __future__ import annotations

import base64
import json
import mimetypes
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from libraries import Libraries
from playwright.sync_api import Error, Route

from browser.chromium import Chromium, ChromiumVisit
from browser.harness import LOOPBACK, World
from samtykke.model import Party
from samtykke.urls import Hosts

PAGES = 6
"""Of a site: the front page, and others by chance."""
_TABS = 5
_STAYS = 4.0
"""Seconds a page has before it is scrolled; loaders with timers wait two or three."""
_QUIET = 1.5
"""Seconds without a request after which a page has come to rest."""
_LONGEST = 15.0
"""Seconds after which a page that never rests is left."""
_WANTS = re.compile(
    r"is not (?:defined|a function|a constructor)|Cannot read properties of (?:undefined|null)|"
    r"does not provide an export"
)
_TEMPLATE = re.compile(rb"^(?:---\s|\{[{%])")
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_SCROLL = """async () => {
  for (let top = 0, n = 0; n < 25 && top < document.documentElement.scrollHeight; n++, top += 700) {
    scrollTo(0, top); await new Promise(go => setTimeout(go, 40));
  }
}"""
_STAND_INS: Mapping[str, tuple[str, bytes]] = {
    "script": ("text/javascript", b""),
    "stylesheet": ("text/css", b""),
    "image": ("image/png", _PIXEL),
    "fetch": ("application/json", b"{}"),
    "xhr": ("application/json", b"{}"),
    "document": ("text/html", b"<!doctype html><title>x</title>"),
}


class Tree(NamedTuple):
    """A built site."""

    name: str
    root: Path
    hosts: Hosts

    def pages(self, most: int = PAGES) -> list[str]:
        """The front page and others, the same in every run, not two of a folder before every folder had one."""
        found = [p.relative_to(self.root).as_posix() for p in sorted(self.root.rglob("*.html")) if p.is_file()]
        chance = random.Random(self.name)  # noqa: S311  the same pages in every run
        chance.shuffle(found)
        taken: Counter[str] = Counter()
        order = {}
        for path in found:
            folder = path.split("/")[0] if "/" in path else ""
            order[path] = (path != "index.html", taken[folder])
            taken[folder] += 1
        found.sort(key=order.__getitem__)
        return [p for p, _ in zip((p for p in found if _whole(self.root / p)), range(most), strict=False)]


class Contact(NamedTuple):
    """A request to a third party."""

    host: str
    url: str
    use: str
    """What for: script, image, …"""
    by: str
    """What made the browser send it: `parser`, `script` with the script's address, …"""


@dataclass
class Visited:
    """What Chromium did with a page."""

    site: str
    path: str
    contacts: list[Contact] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """The files of the tree that it asked for, by their paths."""
    error: str = ""
    blocked: list[str] = field(default_factory=list)
    """Hosts to which a request was refused as mixed content: http from a page over https."""
    left: bool = False
    """It sends the visitor on at once; Chromium then drops what it was about to ask for."""
    stopped: list[str] = field(default_factory=list)
    """Errors at which scripts stopped for want of something, such as a library that is answered by a stand-in."""


def trees(folder: Path, only: Sequence[str]) -> list[Tree]:
    """The sites, in the order of their names."""
    roots = sorted(p for p in folder.iterdir() if p.is_dir() and (not only or p.name in only))
    return [Tree(root.name, root, Hosts(_address(root))) for root in roots]


def _address(root: Path) -> str:
    owner, _, repository = root.name.partition("__")
    front = (root / "index.html").read_text("utf-8", "replace")
    named = (root / "CNAME").read_text("utf-8", "replace").split() if (root / "CNAME").is_file() else []
    if named:
        return f"https://{named[0]}/"
    link = re.search(r"<link\b[^>]*\brel=[\"']?canonical\b[^>]*>", front, re.IGNORECASE)
    href = re.search(r"href=[\"']?(https?://[^\"'\s>]+)", link[0], re.IGNORECASE) if link else None
    if href:
        return re.sub(r"index\.html$", "", href[1].split("?")[0].split("#")[0])
    below = f"{repository}/" if f'"/{repository}/' in front else ""
    return f"https://{owner.lower()}.github.io/{below}"


def _whole(page: Path) -> bool:
    with page.open("rb") as file:
        start = file.read(4000)
    return len(start) > 500 and not _TEMPLATE.match(start.lstrip()) and b"<" in start


class _Visit(ChromiumVisit):
    """A page of a tree, at the site's own address."""

    tree: Tree
    seen: Visited
    libraries: Libraries
    heard = 0.0
    """When it last sent a request."""
    _begun = False

    def start(self) -> None:
        super().start()
        self._by: dict[str, str] = {}
        self._sent: dict[str, str] = {}
        session = self.context.new_cdp_session(self.page)
        session.on("Network.requestWillBeSent", self._initiated)
        session.on("Network.loadingFailed", self._failed)
        session.on("Network.webSocketCreated", self._socket)
        session.send("Network.enable")
        self.page.on("dialog", lambda dialog: dialog.dismiss())
        self.page.on("pageerror", lambda error: self._stopped(str(error)))

    def _initiated(self, event: dict[str, Any]) -> None:
        initiator = event["initiator"]
        frames = (initiator.get("stack") or {}).get("callFrames") or [{}]
        where = initiator.get("url") or self._orderer([frame.get("url", "") for frame in frames])
        self._by[event["request"]["url"]] = f"{initiator['type']} {where}".strip()
        self._sent[event["requestId"]] = event["request"]["url"]
        if urlsplit(event["request"]["url"]).path.endswith("/favicon.ico"):
            self._note(event["request"]["url"], "image", "")  # Playwright keeps them to itself

    def _orderer(self, scripts: Sequence[str]) -> str:
        """Of the scripts on the stack, the site's own that called a library, or the one that acts by itself."""
        own = (url for url in scripts if self.tree.hosts.party(urlsplit(url).hostname or "") is not Party.THIRD)
        return next((url for url in own if url), scripts[0])

    def _failed(self, event: dict[str, Any]) -> None:
        if event.get("blockedReason") == "mixed-content":
            self.seen.blocked.append(urlsplit(self._sent.get(event["requestId"], "")).hostname or "")

    def _stopped(self, message: str) -> None:
        if _WANTS.search(message):
            self.seen.stopped.append(message.splitlines()[0][:200])

    def _socket(self, event: dict[str, Any]) -> None:
        self._note(event["url"], "websocket", "script")

    def _note(self, url: str, use: str, by: str) -> None:
        host = (urlsplit(url).hostname or "").rstrip(".")
        if host and host not in LOOPBACK and self.tree.hosts.party(host) is Party.THIRD:
            self.seen.contacts.append(Contact(host, url[:300], use, by))

    def _answer(self, route: Route) -> None:
        request = route.request
        self.heard = time.monotonic()
        main = request.is_navigation_request() and request.frame.parent_frame is None
        # Initiators arrive on a channel of their own: they are looked up when the page is done.
        self._note(request.url, request.resource_type, "")
        if main and self._begun:
            self.seen.left = True
            route.abort()  # a page that sends the visitor on is looked at all the same
            return
        self._begun = self._begun or main
        with suppress(Error):  # the page was closed meanwhile
            self._serve(route)

    def _serve(self, route: Route) -> None:
        request = route.request
        parts = urlsplit(request.url)
        headers = {"Access-Control-Allow-Origin": "*"}
        if self.tree.hosts.party(parts.hostname or "") is Party.THIRD:
            kind, body = _STAND_INS.get(request.resource_type, ("text/plain", b""))
            if request.resource_type == "script":
                body = self.libraries.answer(request.url)
            route.fulfill(status=200, headers={**headers, "Content-Type": kind}, body=body)
            return
        path = _file(self.tree, request.url)
        if path is None:
            route.fulfill(status=404, headers=headers, body="not found")
            return
        self.seen.files.append(path)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        body = (self.tree.root / path).read_bytes()
        if request.resource_type == "script":
            self.libraries.served(body.decode("utf-8", "replace"))
        route.fulfill(headers={**headers, "Content-Type": kind}, body=body)

    def done(self) -> Visited:
        """What was seen."""
        contacts = [c._replace(by=c.by or self._by.get(c.url, "")) for c in self.seen.contacts]
        self.seen.contacts = sorted(dict.fromkeys(contacts))
        self.seen.files = sorted(set(self.seen.files))
        self.seen.blocked = sorted(set(self.seen.blocked))
        self.seen.stopped = sorted(set(self.seen.stopped))
        return self.seen


def _file(tree: Tree, url: str) -> str | None:
    """The file with which a server would answer."""
    path = tree.hosts.local_path(re.split("[?#]", url, maxsplit=1)[0])
    for tried in (path, f"{path}/index.html", f"{path}.html") if path else ():
        if (tree.root / tried).is_file():
            return tried
    return None


def visits(found: Sequence[Tree], libraries: Libraries) -> Iterator[Visited]:
    """Every page, a few at a time in tabs of their own."""
    pages = [(tree, path) for tree in found for path in tree.pages()]
    with Chromium() as browser:
        ring: list[tuple[_Visit, float]] = []
        for tree, path in pages:
            if len(ring) == _TABS:
                yield _finish(*ring.pop(0))
            context = browser.engine.new_context(viewport={"width": 1280, "height": 800}, service_workers="block")
            visit = _Visit(context, World())
            visit.tree, visit.seen, visit.libraries = tree, Visited(tree.name, path), libraries
            visit.start()
            visit.page.set_default_timeout(20_000)
            try:
                visit.goto(tree.hosts.page_url(path), wait=False)
            except Error as error:
                visit.seen.error = str(error).splitlines()[0]
            ring.append((visit, time.monotonic()))
        for visit, since in ring:
            yield _finish(visit, since)


def _finish(visit: _Visit, since: float) -> Visited:
    try:
        visit.rest(max(0.1, since + _STAYS - time.monotonic()))
        _calm(visit)
        visit.page.evaluate(_SCROLL)
        visit.rest(0.8)
        _calm(visit)
    except Error as error:
        visit.seen.error = visit.seen.error or str(error).splitlines()[0]
    seen = visit.done()
    visit.close()
    return seen


def _calm(visit: _Visit) -> None:
    """Wait until a page sends nothing any more; a busy machine, or a chain of files, takes longer than `_STAYS`."""
    end = time.monotonic() + _LONGEST
    while (now := time.monotonic()) < end and now - visit.heard < _QUIET:
        visit.rest(0.3)


def record(found: Sequence[Tree], store: Path, copies: Sequence[Path] = ()) -> None:
    """Open the pages of the sites of which there is no record yet, and write one file a site.

    Copies of libraries are looked for in the folder of the sites, and in those of `copies`.
    """
    store.mkdir(exist_ok=True)
    libraries = Libraries([store.with_suffix(""), *copies])
    kept: dict[str, list[Visited]] = {}
    for seen in visits([tree for tree in found if not (store / f"{tree.name}.json").exists()], libraries):
        kept.setdefault(seen.site, []).append(seen)
        (store / f"{seen.site}.json").write_text(json.dumps([vars(v) for v in kept[seen.site]], indent=1), "utf-8")
        print(seen.site, seen.path, len({c.host for c in seen.contacts}), seen.error, flush=True)


def recorded(file: Path) -> list[Visited]:
    pages = json.loads(file.read_text("utf-8"))
    return [Visited(**{**page, "contacts": [Contact(*c) for c in page["contacts"]]}) for page in pages]
