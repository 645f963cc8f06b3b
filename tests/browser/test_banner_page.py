"""What the banner does to a page: layout and print."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from browser import samples
from browser.common import CONTENT, DECLARED, REJECT, VIDEO, done, shown, whole
from browser.harness import Browser, Site, settle, until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with whole(tmp_path_factory.mktemp("site")) as served:
        yield served


WATCH = (
    "window.shift = []; const part = s => [s.node?.className, s.previousRect.y, s.currentRect.y];"
    "new PerformanceObserver(list => list.getEntries().forEach(e => shift.push([e.value, ...e.sources.map(part)])))"
    ".observe({ type: 'layout-shift', buffered: true });"
    "window.painted = []; addEventListener('DOMContentLoaded',"
    " () => painted.push(document.documentElement.dataset.samtykke));"
)
"""Lists every layout shift in `shift`, and in `painted` what the root element said when the page was parsed."""


def test_no_layout_shift_and_no_flash(chromium: Browser, site) -> None:
    with chromium.open(site.url + "/index.html", scripts=[WATCH]) as visit:
        settle(visit)
        assert visit.evaluate("shift") == []
        done(visit, REJECT)
        visit.reload()
        settle(visit)
        assert visit.evaluate("[shift, painted]") == [[], ["chosen"]]


def test_the_three_answers_weigh_the_same(browser: Browser, site) -> None:
    look = (
        "[...document.querySelectorAll('LAYER > button')].map(button => {"
        " const s = getComputedStyle(button), { width, height } = button.getBoundingClientRect();"
        " const size = [Math.round(width), Math.round(height)];"
        " return JSON.stringify([...size, s.color, s.backgroundColor, s.fontSize, s.fontWeight, s.borderColor]) })"
    )
    for size in ((320, 640), (1440, 900)):
        with browser.open(site.url + "/index.html", size=size) as visit:
            looks = visit.evaluate(look.replace("LAYER", ".samtykke-banner .samtykke-buttons"))
            assert len(looks) == 3
            assert len(set(looks)) == 1
            assert json.loads(looks[0])[1] >= 44
            visit.evaluate("samtykke.open()")  # as light to refuse later as to accept
            later = visit.evaluate(look.replace("LAYER", "dialog > .samtykke-buttons"))
            assert (len(later), len(set(later))) == (3, 1)
            visit.press("Escape")
            assert visit.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert visit.evaluate("document.querySelector('.samtykke-banner').offsetHeight <= innerHeight / 2")
            room = visit.evaluate("parseFloat(getComputedStyle(document.documentElement).paddingBottom)")
            assert 0 <= room - visit.evaluate("document.querySelector('.samtykke-banner').offsetHeight") < 110


def test_print_hides_the_banner_and_names_the_link(chromium: Browser, site) -> None:
    with chromium.open(site.url + "/index.html") as visit:
        visit.page.emulate_media(media="print")
        assert not shown(visit)
        room = "getComputedStyle(document.documentElement).paddingBottom"
        assert visit.evaluate(room) == "0px", "what is not shown needs no room on paper"
        assert VIDEO in visit.evaluate(
            "(a => getComputedStyle(a, '::after').content + a.href)(document.querySelector('.samtykke-ask a'))"
        )


class _Late(SimpleHTTPRequestHandler):
    """Keeps the runtime back until the test lets go of it."""

    def __init__(self, gate: threading.Event, *args: Any, **more: Any) -> None:
        self.gate = gate
        super().__init__(*args, **more)

    def log_message(self, *args: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        if self.path.endswith(".js"):
            self.gate.wait(10)
        super().do_GET()


@contextmanager
def late(folder: Path) -> Iterator[tuple[str, threading.Event]]:
    """The site of `samples`, and the event that lets its runtime arrive."""
    samples.write(folder, DECLARED, {"index.html": samples.page(DECLARED, CONTENT)})
    gate = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Late, gate, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/index.html", gate
        finally:
            gate.set()
            server.shutdown()
            thread.join(5)


EARLY = ".samtykke-banner [data-samtykke-do={}]"


@pytest.mark.parametrize(
    ("clicks", "after"),
    [
        (["h1", EARLY.format("accept")], "window.ran?.length === 4"),
        ([EARLY.format("reject")], "document.cookie.includes('.rnb.')"),
        ([EARLY.format("accept"), EARLY.format("reject")], "document.cookie.includes('.rnb.')"),
        ([EARLY.format("open")], "document.querySelector('dialog').open"),
    ],
)
def test_a_click_before_the_runtime_has_come_is_kept(
    browser: Browser, tmp_path: Path, clicks: list[str], after: str
) -> None:
    with late(tmp_path) as (url, gate), browser.open(url, wait=False) as visit:
        until(visit, "document.querySelector('.samtykke-banner')?.checkVisibility() && document.querySelector('h1')")
        for css in clicks:
            visit.click(css)
        settle(visit)
        assert (visit.requests, visit.cookies()) == ([], [])
        assert visit.evaluate("samtykke.open ?? null") is None
        gate.set()
        until(visit, after)
        settle(visit)
        if "ran" not in after:
            assert visit.requests == []


class _Drip(SimpleHTTPRequestHandler):
    """Sends a page in pieces, as a slow line would: each piece is painted before the next one comes."""

    def log_message(self, *args: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        if self.path != "/index.html":
            super().do_GET()
            return
        text = Path(str(self.directory), "index.html").read_text(encoding="utf-8")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        for piece in re.split(r"(?=<ul>|<dl|<button)", text, flags=re.IGNORECASE):
            self.wfile.write(piece.encode())
            self.wfile.flush()
            time.sleep(0.03)


def test_a_page_that_arrives_slowly_does_not_shift(chromium: Browser, tmp_path: Path) -> None:
    samples.write(tmp_path, DECLARED, {"index.html": samples.page(DECLARED, CONTENT)})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Drip, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            url = f"http://127.0.0.1:{server.server_address[1]}/index.html"
            with chromium.open(url, scripts=[WATCH]) as visit:
                settle(visit)
                assert shown(visit)
                assert visit.evaluate("shift") == []
        finally:
            server.shutdown()
            thread.join(5)
