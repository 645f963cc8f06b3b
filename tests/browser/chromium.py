"""Chromium from the system, driven by Playwright."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import BrowserContext, Page, Route, sync_playwright

from browser.harness import Cookie, Request, World, find, refusing_proxy, reload, trap

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
GPC = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });"


def program() -> str:
    """The path. The shell has the same engine without a window, and takes half the time; `make test-all` asks for the
    browser that people use."""
    quick = [] if os.environ.get("TEST_CHROMIUM") == "whole" else ["chromium-headless-shell"]
    first, *others = *quick, "chromium", "chromium-browser", "google-chrome"
    return find(first, "chromium", *others)


class Chromium:
    """A running Chromium; use it in a `with` statement."""

    name = "chromium"

    def __init__(self, *, trapped: bool = False, beside: Chromium | None = None) -> None:
        """`trapped`: every connection beyond loopback is made, to a trap, instead of being asked of a proxy.

        `beside` is one that runs already: Playwright can be started only once at a time.
        """
        path = program()
        self._stack = ExitStack()
        port, self.connections = self._stack.enter_context(trap() if trapped else refusing_proxy())
        away = (
            ["--no-proxy-server", f"--host-resolver-rules=MAP * 127.0.0.1:{port}, EXCLUDE 127.0.0.1"]
            if trapped
            else [f"--proxy-server=http://127.0.0.1:{port}"]
        )
        launcher = beside.engine.browser_type if beside else self._stack.enter_context(sync_playwright()).chromium
        self.engine = launcher.launch(executable_path=path, args=[*_FLAGS, *away])
        self._stack.callback(self.engine.close)

    def open(
        self,
        url: str,
        *,
        javascript: bool = True,
        gpc: bool = False,
        world: World | None = None,
        size: tuple[int, int] = (1280, 800),
        dark: bool = False,
        scripts: Sequence[str] = (),
        wait: bool = True,
    ) -> ChromiumVisit:
        """A page in a fresh profile."""
        context = self.engine.new_context(
            java_script_enabled=javascript,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            ignore_https_errors=True,
            accept_downloads=True,
        )
        for script in (*scripts, *([GPC] if gpc else [])):
            context.add_init_script(script)
        visit = ChromiumVisit(context, world or World())
        visit.start()
        visit.goto(url, wait=wait)
        return visit

    def close(self) -> None:
        """End it."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class ChromiumVisit:
    """A page."""

    def __init__(self, context: BrowserContext, world: World, first: ChromiumVisit | None = None) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.world = world
        self.first = first or self
        self.requests: list[Request] = first.requests if first else []
        self.phase = "load"

    def start(self) -> None:
        """Intercept from now on."""
        if self.world.intercept:
            self.context.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        request = route.request
        if self.world.mine(request.url):
            found = self.world.file(request.url)
            if found is None:
                route.continue_()
            else:
                route.fulfill(status=found.status, content_type=found.type, body=found.body)
            return
        self.requests.append(Request(request.url, self.phase))
        use = {"document": "iframe", "stylesheet": "style"}.get(request.resource_type, request.resource_type)
        answer = self.world.answers(request.url, use)
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": answer.type}
        route.fulfill(status=answer.status, headers=headers, body=answer.body)

    def goto(self, url: str, wait: bool = True) -> None:
        """Load a page; without `wait` only until it begins to arrive."""
        self.page.goto(url, wait_until="load" if wait else "commit")

    def reload(self) -> None:
        """Load the page anew."""
        reload(self.page.reload)

    def back(self) -> None:
        """One step back in the history."""
        self.page.go_back(wait_until="commit")

    def click(self, css: str) -> None:
        """A real click. In a tab behind another nothing moves, and Playwright waits for it to come to rest."""
        if len(self.context.pages) > 1:
            self.page.bring_to_front()
        self.page.locator(css).locator("visible=true").first.click(timeout=15000)

    def press(self, *keys: str) -> None:
        """Keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def evaluate(self, expression: str) -> Any:
        """An expression's value, by way of JSON."""
        text = self.page.evaluate(f"(async () => JSON.stringify([await ({expression})]))()")
        return json.loads(text)[0]

    def rest(self, seconds: float) -> None:
        """Let time pass; Playwright handles requests meanwhile."""
        self.page.wait_for_timeout(seconds * 1000)

    def cookies(self) -> list[Cookie]:
        """Every cookie of the profile."""
        return [
            Cookie(c["name"], c["value"], c["domain"], c["path"], c["expires"], c["secure"], c["sameSite"].lower())
            for c in self.context.cookies()
        ]

    def tab(self, url: str) -> ChromiumVisit:
        """A second page in the same profile."""
        visit = ChromiumVisit(self.context, self.world, self.first)
        visit.goto(url)
        return visit

    def screenshot(self, path: Path) -> None:
        """What is seen, as PNG."""
        self.page.screenshot(path=path)

    def close(self) -> None:
        """End the page, and the profile with the first."""
        if self.first is self:
            self.context.close()
        else:
            self.page.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
