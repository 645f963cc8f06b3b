"""Load every construct in real browsers and note whom they contact.

    PYTHONPATH=tests python -m truth.record [PART…]

Writes `truth.json` beside this file. With arguments, only the cases whose names contain one of them are loaded again.
Every page is loaded with JavaScript, some without it; where a host was not asked for, the page is also used as visitors
use it (`use.py`), and where the page names addresses ahead, browsers are watched at a lower level (`lookups.py`).
Nothing leaves the machine but, in that last state, look-ups of reserved names: see `browser/harness.py`.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from browser.bidi import Firefox
from browser.chromium import Chromium
from browser.harness import Browser, Request, Visit
from truth import lookups
from truth.cases import DOMAIN, PIXEL, Case, cases, content_type
from truth.use import use

TRUTH = Path(__file__).with_name("truth.json")
_PAGES = 6
"""Pages that are open at a time; each stays until its turn comes again, and `_STAYS` seconds at least."""
_STAYS = 1.6
_AFTER_USE = 0.5

Truth = dict[str, dict[str, list[str]]]
"""Case → host → who contacted it."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A file of a case; a picture for addresses that no case has."""
        path = unquote(urlsplit(self.path).path).lstrip("/")
        if not path:
            self.server.walked.set()  # type: ignore[attr-defined]
        case: Case | None = self.server.cases.get(path.split("/")[0])  # type: ignore[attr-defined]
        body = case.files.get(path) if case else None
        self.send_response(200 if body is not None or not path.endswith("none") else 404)
        kind = content_type(path) if body is not None else "image/png"
        if case is not None and path == case.page:
            headers = dict(case.headers)
            kind = headers.pop("Content-Type", kind)
            for name, value in headers.items():
                self.send_header(name, value)
            for name, value in self.server.walk.get(case.name, ()):  # type: ignore[attr-defined]
                self.send_header(name, value)
        self.send_header("Content-Type", kind)
        body = body if body is not None else b"" if path.endswith("none") else PIXEL
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers hang up in the middle."""


class _Site(NamedTuple):
    url: str
    walked: threading.Event
    """The last page of a walk sent the browser home."""


@contextmanager
def _serve(found: Sequence[Case], walk: float = 0) -> Iterator[_Site]:
    """The pages of cases; with `walk`, each sends the browser on to the next one after so many seconds."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.cases = {case.name: case for case in found}  # type: ignore[attr-defined]
    server.walked = threading.Event()  # type: ignore[attr-defined]
    server.walk = {}  # type: ignore[attr-defined]
    if walk:
        onward = [*("/" + case.page for case in found[1:]), "/"]
        server.walk = {  # type: ignore[attr-defined]
            case.name: [("Refresh", f"{walk}; url={page}")] for case, page in zip(found, onward, strict=True)
        }
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield _Site(f"http://127.0.0.1:{server.server_address[1]}/", server.walked)  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


def contacted(
    browser: Browser, site: str, found: Sequence[Case], *, javascript: bool = True, used: bool = False
) -> set[str]:
    """The hosts below truth.example that a browser asks for, by interception or past it."""
    ring: list[tuple[Visit, float]] = []
    requests: list[Request] = []
    for number, case in enumerate(found):
        if len(ring) < _PAGES:
            visit = browser.open(site + case.page, javascript=javascript, wait=False)
        else:
            visit, since = ring.pop(0)
            visit.rest(max(0.0, since + _STAYS - time.monotonic()))
            _use(visit, used)
            visit = _next(browser, visit, site + case.page, javascript, requests)
        ring.append((visit, time.monotonic()))
        if number % 100 == 0:
            print(browser.name, "used" if used else "" if javascript else "no js", number, "of", len(found), flush=True)
    for visit, since in ring:
        visit.rest(max(0.0, since + _STAYS - time.monotonic()))
        _use(visit, used)
        requests += visit.requests
        visit.close()
    asked = [urlsplit(r.url).hostname or "" for r in requests]
    lines = [*browser.connections, *getattr(getattr(browser, "_without", None), "connections", ())]
    past = [word for line in lines for word in line.replace("/", " ").replace(":", " ").split()]
    return {host.rstrip(".").lower() for host in (*asked, *past) if host.rstrip(".").endswith("." + DOMAIN)}


def _use(visit: Visit, used: bool) -> None:
    if used:
        use(visit)
        visit.rest(_AFTER_USE)


def _next(browser: Browser, visit: Visit, url: str, javascript: bool, requests: list[Request]) -> Visit:
    """The page after this one, in the same tab if it can be had: a new profile for each would take twice as long."""
    for _try in range(2):
        try:
            visit.goto(url, wait=False)
            return visit
        except Exception:  # a page that goes elsewhere by itself gets in the way once
            visit.rest(0.2)
    requests += visit.requests
    visit.close()
    return browser.open(url, javascript=javascript, wait=False)


def record(found: Sequence[Case]) -> Truth:
    """Both browsers, with and without JavaScript; then what nobody asked for, in other states."""
    silent = [case for case in found if any(b"noscript" in body or b"lazy" in body for body in case.files.values())]
    seen: dict[str, set[str]] = {}

    def load(make: Callable[[], Chromium | Firefox]) -> None:
        with _serve(found) as site:
            with make() as browser:
                seen[browser.name] = contacted(browser, site.url, found)
            with make() as browser:
                seen[f"{browser.name} without JavaScript"] = contacted(browser, site.url, silent, javascript=False)

    _both(load)
    quiet = [case for case in found if case.named - _of(case, seen).keys()]

    def handle(make: Callable[[], Chromium | Firefox]) -> None:
        with _serve(quiet) as site, make() as browser:
            seen[f"{browser.name} in use"] = contacted(browser, site.url, quiet, used=True)

    _both(handle)
    ahead = [case for case in quiet if lookups.concerned(case)]
    for browser in lookups.BROWSERS if ahead else ():
        with _serve(ahead, walk=lookups.STAYS) as walk:
            names = lookups.looked_up(browser, walk.url + ahead[0].page, walk.walked, len(ahead))
        seen[f"{browser} by look-up"] = {name for name in names if name.endswith("." + DOMAIN)}
    return {case.name: _of(case, seen) for case in found}


def _both(run: Callable[[Callable[[], Chromium | Firefox]], None]) -> None:
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(run, Chromium), pool.submit(run, Firefox)]:
            done.result()


def _of(case: Case, seen: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Who contacted which of a case's hosts, or a host below one of them."""
    found: dict[str, list[str]] = {}
    for who, names in seen.items():
        for host in names:
            if host in case.hosts or host.endswith(tuple("." + own for own in case.hosts)):
                found.setdefault(host, []).append(who)
    return {host: sorted(_first(found[host])) for host in sorted(found)}


def _first(who: Sequence[str]) -> Sequence[str]:
    """Those who contacted it on load, if any did; the other states are for what nobody asks for by itself."""
    return [one for one in who if not one.endswith((" in use", " by look-up"))] or who


def main() -> None:
    """Record, and keep what was recorded of the cases left out."""
    every = list(cases())
    parts = sys.argv[1:]
    chosen = [case for case in every if not parts or any(part in case.name for part in parts)]
    known: Truth = json.loads(TRUTH.read_text("utf-8")) if parts and TRUTH.exists() else {}
    known.update(record(chosen))
    names = {case.name for case in every}
    kept = {name: known[name] for name in sorted(known) if name in names}
    TRUTH.write_text(json.dumps(kept, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
