"""The browser: found on the machine, started with nothing of its own going out, and ended."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from samtykke.locale import TranslatableError

from .login import Login
from .proxy import Answer, Proxy

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, HttpCredentials, Playwright

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
"""The one without a window comes first: it takes half the processor's time and a third of the clock's."""
_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    # Frames in the process of their page: everything that they do is then told on one channel, from the first request.
    "--disable-site-isolation-trials",
    # `navigator.webdriver` stays false: vanilla-cookieconsent, and much that tracks, hides from a driven browser.
    "--disable-blink-features=AutomationControlled",
)
_OFF = ("IsolateOrigins", "site-per-process", "OptimizationHints", "MediaRouter", "AutofillServerCommunication")
_PATIENCE = 60.0
"""Seconds for the browser to start."""


class NoBrowserError(TranslatableError):
    """There is none, or it does not start."""


def _(message: str) -> str:
    """Marks a message for translation."""
    return message


def find(given: Path | None = None) -> Path:
    """The program. Raises NoBrowserError."""
    if given is not None:
        found = shutil.which(given)
        if found is None:
            raise NoBrowserError(_("%(browser)s is not there, or cannot be run"), browser=given)
        return Path(found)
    candidates = (shutil.which(name) for name in (*NAMES, *_ELSEWHERE))
    path = next((c for c in candidates if c), None)
    if path is None:
        raise NoBrowserError(
            _(
                "no Chromium, Chrome or Edge was found on this machine; on Debian, apt-get install "
                "chromium-headless-shell gives the quickest, on Ubuntu and elsewhere any of them will do"
            )
        )
    return Path(path)


def sandboxed(wanted: bool) -> bool:
    """Whether the browser's own sandbox is on: unless it is refused, or cannot be, as root under CI."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return wanted and not (root and bool(os.environ.get("CI")))


class Chromium:
    """A running browser; use it in an `async with` statement."""

    def __init__(self, path: Path, *, sandbox: bool, flags: Sequence[str] = ()) -> None:
        self._path = path
        self._sandbox = sandbox
        self._flags = flags
        self._stack = AsyncExitStack()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._starting = asyncio.Lock()

    async def __aenter__(self) -> Self:
        from playwright.async_api import async_playwright  # noqa: PLC0415  an extra, and slow to import

        try:
            # What the browser sends on its own account ends here.
            self._trap = await self._stack.enter_async_context(Proxy(lambda _asked: Answer(status=502)))
            self._playwright = await self._stack.enter_async_context(async_playwright())
            await self.started()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *exc: object) -> None:
        try:
            if self._browser is not None:
                await self._browser.close()
        finally:
            await self._stack.aclose()

    async def started(self) -> Browser:
        """The browser, started anew if it was lost. Raises NoBrowserError."""
        from playwright.async_api import Error  # noqa: PLC0415

        from .certificate import identity  # noqa: PLC0415

        async with self._starting:
            if self._browser is not None and self._browser.is_connected():
                return self._browser
            assert self._playwright is not None
            args = [
                *_FLAGS,
                f"--disable-features={','.join(_OFF)}",
                f"--ignore-certificate-errors-spki-list={identity().fingerprint}",
                *self._flags,
            ]
            try:
                self._browser = await self._playwright.chromium.launch(
                    executable_path=self._path,
                    chromium_sandbox=self._sandbox,
                    args=args,
                    proxy={"server": self._trap.address},
                    timeout=_PATIENCE * 1000,
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                )
            except Error as error:
                if "without --no-sandbox" in error.message:
                    raise NoBrowserError(_("as root, the browser starts only with --no-sandbox")) from error
                text = _("%(browser)s does not start: %(reason)s")
                raise NoBrowserError(text, browser=self._path, reason=_reason(error.message)) from error
            return self._browser

    @property
    def name(self) -> str:
        """Name and version."""
        return f"Chromium {self._browser.version}" if self._browser else ""

    async def profile(
        self, proxy: Proxy, *, script: bool, gpc: bool, lang: str, login: Login | None = None
    ) -> BrowserContext:
        """A clean profile whose only way out is the proxy."""
        browser = await self.started()
        # Nor that it has no window, for the same reason.
        asked = await browser.new_browser_cdp_session()
        agent = (await asked.send("Browser.getVersion"))["userAgent"].replace("HeadlessChrome", "Chrome")
        await asked.detach()
        known = login and {"username": login.user, "password": login.password, "origin": login.origin}
        return await browser.new_context(
            proxy={"server": proxy.address},
            user_agent=agent,
            java_script_enabled=script,
            viewport={"width": 1280, "height": 800},
            locale={"nb": "nb-NO", "en": "en-GB"}.get(lang, lang),
            accept_downloads=False,
            extra_http_headers={"Sec-GPC": "1"} if gpc else {},
            http_credentials=cast("HttpCredentials", known) if known else None,
        )


def _reason(message: str) -> str:
    """The line of a long report that says why."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    telling = (line for line in lines if "error" in line.lower() and not line.startswith("BrowserType"))
    return next(telling, lines[0] if lines else sys.platform)
