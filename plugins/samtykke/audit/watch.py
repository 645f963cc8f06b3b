"""A visitor: a clean profile with one page, watched from the first request on."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from samtykke.extract.syntax import links
from samtykke.model import Party

from .browser import Chromium
from .model import ConsentCommand, Step, Trouble
from .network import Moment, Network, joined
from .proxy import Proxy
from .site import Site
from .stacks import of_text, script
from .states import NONE, State
from .storage import Ledger

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Dialog, Frame, Page

    from .model import Request

_LONGEST_REST = 6.0
"""Seconds for a page to come to rest; one that never does is taken as it is."""
_NETWORK_ERROR = re.compile(r"net::(ERR_[A-Z0-9_]+)")
_GPC = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true, configurable: true });"
_CONSENT = """() => (Array.isArray(window.dataLayer) ? window.dataLayer : []).slice(0, 2000).map((entry, n) =>
  entry && entry[0] === "consent"
    ? [n, String(entry[1]), Object.entries(entry[2] || {}).map(([key, value]) => [key, String(value)])]
    : null).filter(Boolean)"""

_HINTS = """() => [...document.querySelectorAll("link[rel~=preconnect i][href],link[rel~=dns-prefetch i][href]")]
  .slice(0, 100).map((link) => link.href)"""


class CrashedError(Exception):
    """The page's process, or the whole browser, is gone or does not answer. `kind` is that of a `Trouble`."""

    def __init__(self, kind: str = "crash") -> None:
        super().__init__(kind)
        self.kind = kind


@cache
def page_script(name: str) -> str:
    """A script of ours that runs in pages."""
    return (Path(__file__).parent / "page" / name).read_text("utf-8")


class Visitor:
    """Use it in an `async with` statement. Raises CrashedError from any of its methods."""

    page: Page

    def __init__(self, chromium: Chromium, site: Site, state: State, *, lang: str, patience: float) -> None:
        self._chromium = chromium
        self._site = site
        self._state = state
        self._lang = lang
        self._patience = patience
        self._proxy = Proxy(site.answer, site.relayed, site.holds if site.register is not None else None)
        self._stack = AsyncExitStack()
        self._key = f"s{secrets.token_hex(8)}"
        self._network = Network(
            site.hosts, self.now, lambda url, header: self.ledger.told_by_http(url, header, self.now())
        )
        self._gone = asyncio.Event()
        self._workers: set[str] = set()
        self.ledger = Ledger(site.hosts)
        self.consent = NONE
        self.begin(Step.LOAD)

    async def __aenter__(self) -> Self:
        try:
            await self._enter()
        except BaseException:  # the browser may be gone before there is a page
            await self._stack.aclose()
            raise
        return self

    async def _enter(self) -> None:
        await self._stack.enter_async_context(self._proxy)
        self._context: BrowserContext = await self._chromium.profile(
            self._proxy,
            script=self._state.script,
            gpc=self._state.gpc,
            lang=self._lang,
            login=self._site.login,
        )
        self._stack.push_async_callback(self._close)
        if self._state.script:
            told = f"t{secrets.token_hex(8)}"
            given = json.dumps([told, self._key])
            await self._context.add_init_script(page_script("recorder.js").replace("GIVEN", given))
        if self._state.gpc:
            await self._context.add_init_script(_GPC)
        self.page = await self._context.new_page()
        self.page.set_default_timeout(self._patience * 1000)
        self._session: CDPSession = await self._context.new_cdp_session(self.page)
        self._network.listen(self._session)
        await self._session.send("Network.enable", {"maxPostDataSize": 0})
        if self._state.script:
            self._session.on("Runtime.bindingCalled", self._told)
            await self._session.send("Runtime.enable")
            await self._session.send("Runtime.setAsyncCallStackDepth", {"maxDepth": 8})
            await self._session.send("Runtime.addBinding", {"name": told})
        self._listen()

    async def __aexit__(self, *exc: object) -> None:
        await self._stack.aclose()

    async def _close(self) -> None:
        from playwright.async_api import Error  # noqa: PLC0415

        with suppress(Error, TimeoutError):
            async with asyncio.timeout(10):
                await self._context.close()

    def begin(self, step: Step) -> None:
        """A page is about to be opened: its visit is recorded from here on."""
        self._start = time.monotonic()
        self.began = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.step = step
        self._marks = [(self._start, step, self.consent)]
        self._network.restart()
        self._proxy.seen.clear()
        self.ledger.turn()
        self.troubles: list[Trouble] = []
        self.console: list[str] = []
        self._commands: dict[tuple[int, int], ConsentCommand] = {}
        self._documents = 0

    def turn(self, step: Step, consent: str | None = None) -> None:
        """Something new is about to be done with the page."""
        self.step = step
        if consent is not None:
            self.consent = consent
        self._marks.append((time.monotonic(), self.step, self.consent))

    def now(self) -> Moment:
        """This moment of the visit."""
        return Moment(round((time.monotonic() - self._start) * 1000, 1), self.step, self.consent)

    def _then(self, at: float) -> Moment:
        """A moment of the visit that has passed; `at` by `time.monotonic`."""
        step, consent = next((s, c) for when, s, c in reversed(self._marks) if when <= at or when == self._start)
        return Moment(round(max(0.0, at - self._start) * 1000, 1), step, consent)

    @property
    def duration(self) -> float:
        """Milliseconds since the visit began."""
        return round((time.monotonic() - self._start) * 1000, 1)

    def requests(self) -> tuple[Request, ...]:
        """All that went out, or would have, since the visit began."""
        seen = [(one, self._then(one.time)) for one in list(self._proxy.seen)]
        found = joined(self._network.requests, seen, self._site.hosts, self._workers)
        held = {(one.method, one.url) for one, _ in seen if one.held}
        return tuple(
            replace(r, held=kept, stood_in=kept or self._stood_in(r.host))
            for r in found
            for kept in [(r.method, r.url.partition("#")[0]) in held]
        )

    def _stood_in(self, host: str) -> bool:
        return self._site.hosts.party(host) is Party.THIRD and not self._site.relayed(host)

    def commands(self) -> tuple[ConsentCommand, ...]:
        """What the page said by Google's consent interface."""
        return tuple(self._commands.values())

    def _listen(self) -> None:
        page = self.page
        page.on("crash", lambda _: self._gone.set())
        page.on("close", lambda _: self._gone.set())
        self._context.on("close", lambda _: self._gone.set())
        page.on("dialog", self._asked)
        page.on("popup", lambda other: self._hear("popup", other.url, other.close))
        page.on("download", lambda download: self._hear("download", download.url))
        page.on("pageerror", lambda error: self._complain(error.message))
        page.on("framenavigated", self._navigated)
        page.on("worker", lambda worker: self._workers.add(worker.url))
        self._context.on("serviceworker", lambda worker: self._workers.add(worker.url))

    def _asked(self, dialog: Dialog) -> None:
        """A dialog is sent away; one that asks whether to leave the page is answered with yes."""
        leaving = dialog.type == "beforeunload"
        self._hear("dialog", dialog.message, dialog.accept if leaving else dialog.dismiss)

    def _hear(self, kind: str, text: str, then: Callable[[], Any] | None = None) -> None:
        if len(self.troubles) < 20:
            self.troubles.append(Trouble(kind, text[:500], fatal=False))
        if then is not None:
            self._background(then())

    def _background(self, work: Any) -> None:
        async def quietly() -> None:
            with suppress(Exception):  # the page, or the dialog, may be gone meanwhile
                await work

        task = asyncio.ensure_future(quietly())
        self._stack.callback(task.cancel)

    def _complain(self, text: str) -> None:
        if len(self.console) < 20:
            self.console.append(text[:500])

    def _navigated(self, frame: Frame) -> None:
        if frame.parent_frame is None:
            self._documents += 1
            self._network.forget()

    def _told(self, event: dict[str, Any]) -> None:
        with suppress(ValueError, KeyError, TypeError):
            self._network.last = time.monotonic()
            told = json.loads(event["payload"])
            if told["kind"] == "stream":
                self._network.opened(told["url"], script(of_text(told["stack"])))
            else:
                self.ledger.told(told, self.now())

    def _told_by_http(self, url: str, header: str) -> None:
        self.ledger.told_by_http(url, header, self.now())

    async def goto(self, url: str) -> None:
        """Open an address and wait for its load event; what goes wrong is among the troubles."""
        from playwright.async_api import Error  # noqa: PLC0415
        from playwright.async_api import TimeoutError as Late  # noqa: PLC0415

        try:
            response = await self.alive(self.page.goto(url, wait_until="load"))
        except Late:
            self.troubles.append(Trouble("timeout", url))
            return
        except Error as error:
            if self._gone.is_set():
                raise CrashedError from error
            self.troubles.append(Trouble("load", _first_line(error.message)))
            return
        if response is not None and response.status >= 400:
            self.troubles.append(Trouble("status", str(response.status)))

    async def reload(self) -> None:
        """Load the page anew."""
        await self.goto(self.page.url)

    async def rest(self) -> None:
        """Until the network is quiet, no timer is waiting, and the page has drawn and has nothing to do."""
        end = time.monotonic() + _LONGEST_REST
        while True:
            before = self._network.last
            waiting = await self._page_rests()
            if not waiting and not self._network.busy and not self._proxy.busy and before == self._network.last:
                return
            if time.monotonic() > end:
                self._hear("busy", "")
                return
            await asyncio.sleep(0.02)

    async def _page_rests(self) -> int:
        from playwright.async_api import Error  # noqa: PLC0415

        if not self._state.script:
            await self.alive(self.page.evaluate("() => document.readyState"))
            return 0
        waiting = 0
        for frame in self.page.frames[:20]:
            try:
                waiting += await self.alive(frame.evaluate(f"() => window.{self._key} ? window.{self._key}() : 0"))
            except Error:
                waiting += 1  # between two documents
                await asyncio.sleep(0.05)
        return waiting

    async def scroll(self) -> None:
        """Down the page and up again, for what waits to be seen."""
        from playwright.async_api import Error  # noqa: PLC0415

        with suppress(Error):
            if self._state.script:
                await self.alive(self.page.mouse.move(400, 300))
                await self.alive(self.page.evaluate(page_script("scroll.js")))
            else:
                for _ in range(12):
                    await self.alive(self.page.mouse.wheel(0, 700))

    async def look(self) -> None:
        """Take stock of the profile."""
        from playwright.async_api import Error  # noqa: PLC0415

        items: dict[str, list[tuple[str, str]]] = {}
        for frame in self.page.frames[:20] if self._state.script else ():
            with suppress(Error):
                origin, found = await self.alive(frame.evaluate(page_script("storage.js")))
                if origin != "null":
                    items.setdefault(origin, []).extend((kind, name) for kind, name in found)
        for frame in self.page.frames[:20]:
            with suppress(Error):
                for hint in await self.alive(frame.evaluate(_HINTS)):
                    self._network.hint(hint, frame.url)
        for request in self._network.requests:
            if request.kind == "document":
                self._hints_of(request)
        jar = await self.alive(self._context.cookies())
        self.ledger.look(jar, items, self.now())
        if self._state.script:
            with suppress(Error):
                for number, command, values in await self.alive(self.page.evaluate(_CONSENT)):
                    now = self.now()
                    said = ConsentCommand(command, tuple((k, v) for k, v in values), now.at, now.step, now.consent)
                    self._commands.setdefault((self._documents, number), said)

    def _hints_of(self, document: Request) -> None:
        """What the `Link` header of a document hints at."""
        for url, attributes in links(dict(document.response_headers).get("link", "")):
            if set(attributes.get("rel", "").lower().split()) & {"preconnect", "dns-prefetch"}:
                self._network.hint(url, document.url)

    async def leave(self) -> None:
        """Go away, so that what is sent on leaving is sent."""
        from playwright.async_api import Error  # noqa: PLC0415

        with suppress(Error):
            await self.alive(self.page.goto("about:blank"))

    async def picture(self) -> bytes:
        """What is seen, as PNG; empty where it cannot be taken."""
        from playwright.async_api import Error  # noqa: PLC0415

        with suppress(Error):
            taken: bytes = await self.alive(self.page.screenshot(timeout=5_000))
            return taken
        return b""

    async def alive(self, work: Any) -> Any:
        """The result; CrashedError if the page's process is lost meanwhile, or gives no answer."""
        task = asyncio.ensure_future(work)
        gone = asyncio.ensure_future(self._gone.wait())
        try:
            limit = 2 * self._patience + _LONGEST_REST
            await asyncio.wait((task, gone), timeout=limit, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise CrashedError("crash" if self._gone.is_set() else "hang")
        finally:
            gone.cancel()
            if not task.done():
                task.cancel()
                task.add_done_callback(lambda done: done.cancelled() or done.exception())


def _first_line(message: str) -> str:
    """What went wrong, without where the driver was: the network's own word for it, or the first line."""
    if code := _NETWORK_ERROR.search(message):
        return code[1]
    return message.splitlines()[0][:300] if message else ""
