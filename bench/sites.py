"""Real sites: what the check lists, held against what Chromium asks for.

    PYTHONPATH=tests python bench/sites.py record FOLDER    # open the pages, write FOLDER.truth/SITE.json
    PYTHONPATH=tests python bench/sites.py compare FOLDER   # read the same pages, print figures and differences

FOLDER holds one built site a folder; nothing of it belongs in this repository. A site's address is that of its `CNAME`,
its front page's canonical link or, by the folder's name `owner__repository`, that of GitHub Pages. Every request is
answered from the tree or by an empty stand-in, so that nothing leaves the machine and no third party's script runs;
only jQuery is answered with a copy from the trees, since the sites' own scripts speak through it. `--part tune` and
`--part test` take two thirds and one third of the sites, by a digest of their names.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import mimetypes
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Error, Route

from browser.chromium import Chromium, ChromiumVisit
from browser.harness import LOOPBACK, World
from samtykke.extract import SiteContext, scan
from samtykke.model import Evidence, Kind, Party, Reference, Scan, State
from samtykke.site import Document, kind_of
from samtykke.urls import Hosts

PAGES = 6
"""Of a site: the front page, and others by chance."""
_TABS = 5
_STAYS = 4.0
"""Seconds a page has before it is scrolled; loaders with timers wait two or three."""
_SLOW = 2.0
_JQUERY = re.compile(r"jquery(?:[-.@][\d.]+)?(?:\.slim)?(?:\.min)?(?:\.js)?$", re.IGNORECASE)
_TEMPLATE = re.compile(rb"^(?:---\s|\{[{%])")
_LAZY = re.compile(r"<(?:img|iframe)\b[^>]*\bloading\s*=\s*[\"']?lazy", re.IGNORECASE)
_CHOSEN = re.compile(
    r"<(?:source|link)\b[^>]*\bmedia\s*=|<(?:audio|video|source|track)\b|<\w+\b[^>]*\bsrcset", re.IGNORECASE
)
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
    left: bool = False
    """It sends the visitor on at once; Chromium then drops what it was about to ask for."""


@dataclass
class Read:
    """What the check says of a document."""

    scan: Scan
    seconds: float
    """Of CPU time."""


def trees(folder: Path, part: str, only: Sequence[str]) -> list[Tree]:
    """The sites of a part, in the order of their names."""
    found = []
    for root in sorted(p for p in folder.iterdir() if p.is_dir()):
        held = hashlib.sha256(root.name.encode()).digest()[0] % 3 == 0
        if (not only or root.name in only) and part in ("all", "test" if held else "tune"):
            found.append(Tree(root.name, root, Hosts(_address(root))))
    return found


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


# ---- Chromium


class _Visit(ChromiumVisit):
    """A page of a tree, at the site's own address."""

    tree: Tree
    seen: Visited
    jquery: bytes
    _begun = False

    def start(self) -> None:
        super().start()
        self._by: dict[str, str] = {}
        session = self.context.new_cdp_session(self.page)
        session.on("Network.requestWillBeSent", self._initiated)
        session.on("Network.webSocketCreated", self._socket)
        session.send("Network.enable")
        self.page.on("dialog", lambda dialog: dialog.dismiss())

    def _initiated(self, event: dict[str, Any]) -> None:
        initiator = event["initiator"]
        frames = (initiator.get("stack") or {}).get("callFrames") or [{}]
        where = initiator.get("url") or frames[0].get("url", "")
        self._by[event["request"]["url"]] = f"{initiator['type']} {where}".strip()

    def _socket(self, event: dict[str, Any]) -> None:
        self._note(event["url"], "websocket", "script")

    def _note(self, url: str, use: str, by: str) -> None:
        host = (urlsplit(url).hostname or "").rstrip(".")
        if host and host not in LOOPBACK and self.tree.hosts.party(host) is Party.THIRD:
            self.seen.contacts.append(Contact(host, url[:300], use, by))

    def _answer(self, route: Route) -> None:
        request = route.request
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
            if request.resource_type == "script" and _JQUERY.match(parts.path.rpartition("/")[2]):
                body = self.jquery
            route.fulfill(status=200, headers={**headers, "Content-Type": kind}, body=body)
            return
        path = _file(self.tree, request.url)
        if path is None:
            route.fulfill(status=404, headers=headers, body="not found")
            return
        self.seen.files.append(path)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(headers={**headers, "Content-Type": kind}, body=(self.tree.root / path).read_bytes())

    def done(self) -> Visited:
        """What was seen."""
        contacts = [c._replace(by=c.by or self._by.get(c.url, "")) for c in self.seen.contacts]
        self.seen.contacts = sorted(dict.fromkeys(contacts))
        self.seen.files = sorted(set(self.seen.files))
        return self.seen


def _file(tree: Tree, url: str) -> str | None:
    """The file with which a server would answer."""
    path = tree.hosts.local_path(re.split("[?#]", url, maxsplit=1)[0])
    for tried in (path, f"{path}/index.html", f"{path}.html") if path else ():
        if (tree.root / tried).is_file():
            return tried
    return None


def visits(found: Sequence[Tree], jquery: bytes) -> Iterator[Visited]:
    """Every page, a few at a time in tabs of their own."""
    pages = [(tree, path) for tree in found for path in tree.pages()]
    with Chromium() as browser:
        ring: list[tuple[_Visit, float]] = []
        for tree, path in pages:
            if len(ring) == _TABS:
                yield _finish(*ring.pop(0))
            context = browser.engine.new_context(viewport={"width": 1280, "height": 800}, service_workers="block")
            visit = _Visit(context, World())
            visit.tree, visit.seen, visit.jquery = tree, Visited(tree.name, path), jquery
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
        visit.page.evaluate(_SCROLL)
        visit.rest(0.8)
    except Error as error:
        visit.seen.error = visit.seen.error or str(error).splitlines()[0]
    seen = visit.done()
    visit.close()
    return seen


# ---- The check


@cache
def _context(base: str, root: str) -> SiteContext:
    return SiteContext(Hosts(base), root)


def _read(base: str, root: str, path: str) -> Read:
    kind = kind_of(path.rpartition("/")[2])
    began = time.process_time()
    found = scan(Document(path, kind or "", (Path(root) / path).read_bytes()), _context(base, root))
    return Read(found, time.process_time() - began)


def reads(tree: Tree, paths: Sequence[str]) -> Iterator[tuple[str, Read | str]]:
    """Documents in one worker, as in a run of the check; a word where the worker died or took a minute."""
    pool = ProcessPoolExecutor(1)
    for path in paths:
        try:
            yield path, pool.submit(_read, tree.hosts.base, str(tree.root), path).result(timeout=60)
        except (BrokenProcessPool, TimeoutError) as error:
            yield path, type(error).__name__
            for process in list(pool._processes.values()):  # a worker that hangs has no other end
                process.kill()
            pool = ProcessPoolExecutor(1)
    pool.shutdown()


# ---- The comparison


@dataclass
class Tally:
    """Pairs of page and third-party host."""

    pages: int = 0
    contacted: int = 0
    found: Counter[str] = field(default_factory=Counter)
    """Contacted hosts that are listed as live, by the strongest evidence."""
    missed: list[str] = field(default_factory=list)
    listed: Counter[str] = field(default_factory=Counter)
    excused: Counter[str] = field(default_factory=Counter)
    alarms: list[str] = field(default_factory=list)
    unverified: Counter[str] = field(default_factory=Counter)
    seconds: list[tuple[float, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    foreign: int = 0
    """Hosts asked for by third parties' scripts alone."""


def judge(tree: Tree, seen: Visited, read: Mapping[str, Read], tally: Tally) -> None:
    """Hold one page's record against what is said of it and of the files that it uses."""
    used = [path for path in dict.fromkeys((seen.path, *seen.files)) if path in read]
    references = [r for path in used for r in read[path].scan.references if r.party is Party.THIRD]
    live: dict[str, list[Reference]] = {}
    for reference in references:
        if reference.state is State.LIVE and reference.host not in LOOPBACK:
            live.setdefault(reference.host, []).append(reference)
    proven = {host: rs for host, rs in live.items() if any(r.evidence is not Evidence.LITERAL for r in rs)}
    page = f"{tree.name}/{seen.path}"
    contacts: dict[str, list[Contact]] = {}
    for contact in seen.contacts:
        if contact.host in LOOPBACK:
            continue
        contacts.setdefault(contact.host, []).append(contact)
    unsure = {p.rule for path in used for p in read[path].scan.problems if p.rule in _UNSURE}
    tally.pages += 1
    tally.unverified.update(unsure or {"none"})
    for host, sent in contacts.items():
        if all(_foreign(tree, contact) for contact in sent):
            tally.foreign += 1
            continue
        tally.contacted += 1
        if host in proven:
            tally.found[min(r.evidence for r in proven[host])] += 1
        else:
            said = "literal " if host in live else "other state " if any(r.host == host for r in references) else ""
            tally.missed.append(f"{page} {host} [{sent[0].use} by {sent[0].by}] {said}{' '.join(sorted(unsure))}")
    for host, said_live in proven.items():
        solid = [r for r in said_live if r.evidence is not Evidence.LITERAL]
        if host in contacts:
            tally.listed["contacted"] += 1
            continue
        reasons = {_reason(tree, r) or ("left" if seen.left else "") for r in solid}
        tally.listed["not contacted"] += 1
        if "" in reasons:
            r = next(r for r in solid if not _reason(tree, r))
            tally.alarms.append(f"{page} {host} {r.evidence} {r.kind} {r.position.path}:{r.position.line} {r.url[:90]}")
        else:
            tally.excused[min(reasons, key=_REASONS.index)] += 1


_UNSURE = frozenset({"opaque-script", "unreadable-document", "ambiguous-markup"})
_REASONS = ["unused style", "left", "medium", "lazy", "http", "noscript", "icon", "hint", "worker"]
"""Why Chromium did not ask, though another visitor's would: the first of them that holds for any of a host's references
counts."""


def _foreign(tree: Tree, contact: Contact) -> bool:
    kind, _, where = contact.by.partition(" ")
    host = urlsplit(where).hostname
    return kind == "script" and bool(host) and tree.hosts.party(host) is Party.THIRD and not _JQUERY.match(
        urlsplit(where).path.rpartition("/")[2]
    )  # fmt: skip


def _reason(tree: Tree, r: Reference) -> str:  # noqa: PLR0911  a table in the form of code
    if r.noscript:
        return "noscript"
    if r.kind is Kind.HINT:
        return "hint"
    if r.kind in (Kind.ICON, Kind.MANIFEST):
        return "icon"
    if r.kind is Kind.WORKER:
        return "worker"
    markup = _markup(tree, r)
    if (r.evidence is Evidence.ATTRIBUTE and r.position.path.endswith(".css")) or _in_style(markup):
        return "unused style"
    if _LAZY.match(markup):
        return "lazy"
    if r.url.startswith("http:") and tree.hosts.base.startswith("https:"):
        return "http"
    if _CHOSEN.match(markup):
        return "medium"
    return ""


def _in_style(markup: str) -> bool:
    return not markup.startswith("<") or markup[:6].lower() == "<style"


@cache
def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8", "replace").splitlines()


def _markup(tree: Tree, r: Reference) -> str:
    """What stands at a reference's place."""
    path = tree.root / r.position.path
    if not path.is_file():
        return "<"
    lines = _lines(path)[r.position.line - 1 : r.position.line + 9]
    return "\n".join(lines)[r.position.column - 1 :][:1500] if lines else "<"


def compare(found: Sequence[Tree], truth: Mapping[str, Sequence[Visited]]) -> Tally:
    """All sites."""
    tally = Tally()
    for tree in found:
        record = [seen for seen in truth.get(tree.name, ()) if not seen.error]
        paths = dict.fromkeys(seen.path for seen in record)
        paths |= dict.fromkeys(path for seen in record for path in seen.files if kind_of(path.rpartition("/")[2]))
        read: dict[str, Read] = {}
        for path, one in reads(tree, list(paths)):
            if isinstance(one, str):
                tally.broken.append(f"{tree.name}/{path} {one}")
            else:
                read[path] = one
                tally.seconds.append((one.seconds, f"{tree.name}/{path}"))
        for seen in record:
            judge(tree, seen, read, tally)
    return tally


def report(tally: Tally, sites: int) -> None:
    """Print it."""
    missed, alarms = len(tally.missed), len(tally.alarms)
    listed = tally.listed["contacted"]
    for title, lines in (("MISS", tally.missed), ("ALARM", tally.alarms), ("BROKEN", tally.broken)):
        for line in sorted(lines):
            print(title, line)
    for seconds, path in sorted(tally.seconds, reverse=True):
        if seconds > _SLOW:
            print(f"SLOW {seconds:.1f} s {path}")
    print(f"{sites} sites, {tally.pages} pages, {tally.contacted} pairs of page and third-party host contacted")
    print(f"recall    {(tally.contacted - missed) / max(1, tally.contacted):.2%}  ({missed} missed)")
    print(f"precision {listed / max(1, listed + alarms):.2%}  ({alarms} false alarms)")
    unused = tally.excused["unused style"]
    print(f"  with unused style rules as alarms {listed / max(1, listed + alarms + unused):.2%}")
    print("found by evidence:", dict(tally.found))
    print("listed, not contacted, no alarm:", dict(tally.excused))
    print("asked for by third parties' scripts alone:", tally.foreign)
    print("pages not verified:", dict(tally.unverified))
    times = sorted(seconds for seconds, _path in tally.seconds) or [0.0]
    print(f"CPU seconds a document: median {statistics.median(times):.3f}, 95 % {times[len(times) * 95 // 100]:.2f}, "
          f"most {times[-1]:.1f}")  # fmt: skip


def record(found: Sequence[Tree], store: Path, jquery: bytes) -> None:
    """Open the pages of the sites of which there is no record yet, and write one file a site."""
    store.mkdir(exist_ok=True)
    kept: dict[str, list[Visited]] = {}
    for seen in visits([tree for tree in found if not (store / f"{tree.name}.json").exists()], jquery):
        kept.setdefault(seen.site, []).append(seen)
        (store / f"{seen.site}.json").write_text(json.dumps([vars(v) for v in kept[seen.site]], indent=1), "utf-8")
        print(seen.site, seen.path, len({c.host for c in seen.contacts}), seen.error, flush=True)


def _recorded(file: Path) -> list[Visited]:
    pages = json.loads(file.read_text("utf-8"))
    return [Visited(**{**page, "contacts": [Contact(*c) for c in page["contacts"]]}) for page in pages]


def _jquery(folder: Path) -> bytes:
    """The largest jQuery among the trees, or nothing."""
    sizes = {p: p.stat().st_size for p in folder.rglob("jquery*.min.js") if _JQUERY.match(p.name)}
    whole = [p for p, size in sizes.items() if 60_000 < size < 120_000]
    return max(whole, key=lambda p: (sizes[p], str(p))).read_bytes() if whole else b""


def main() -> None:
    """Record or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("record", "compare"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("tune", "test", "all"), default="all")
    parser.add_argument("--only", action="append", default=[], metavar="SITE")
    options = parser.parse_args()
    found = trees(options.folder, options.part, options.only)
    store = options.folder.with_name(options.folder.name + ".truth")
    if options.what == "record":
        record(found, store, _jquery(options.folder))
        return
    files = {tree.name: store / f"{tree.name}.json" for tree in found}
    truth = {name: _recorded(file) for name, file in files.items() if file.is_file()}
    report(compare([tree for tree in found if tree.name in truth], truth), len(truth))


if __name__ == "__main__":
    main()
