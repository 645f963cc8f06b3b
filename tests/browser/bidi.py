"""Firefox from the system, driven over WebDriver BiDi: a plain websocket, no driver in between."""

from __future__ import annotations

import base64
import json
import queue
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Self

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from browser.harness import Answer, Cookie, Request, World, find, refusing_proxy, reload, trap

_KEYS = {
    "Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Space": " ", "Shift": "\ue008",
    "ArrowDown": "\ue015", "ArrowUp": "\ue013",
}  # fmt: skip
_PREFS: Mapping[str, object] = {
    "network.proxy.type": 1,
    "network.proxy.allow_hijacking_localhost": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.server": "",
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "extensions.update.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "browser.topsites.contile.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "dom.push.connection.enabled": False,
    "privacy.trackingprotection.enabled": False,
    "dom.security.https_only_mode": False,
    "remote.prefs.recommended": True,
}


class BidiError(Exception):
    """Firefox refused a command."""


class Connection:
    """Commands and events over one websocket. Events are handled by the reading thread, which never waits."""

    def __init__(self, url: str) -> None:
        self._stack = ExitStack()
        # Without pings: their thread draws on `random`, which hypothesis takes for a fault of its tests.
        socket = connect(url, max_size=None, open_timeout=90, ping_interval=None, proxy=None)
        self._socket = self._stack.enter_context(socket)
        self._lock = threading.Lock()
        self._id = 0
        self._waiting: dict[int, queue.Queue[dict[str, Any]]] = {}
        self.handlers: dict[str, Callable[[dict[str, Any]], None]] = {}
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        with suppress(ConnectionClosed):
            for text in self._socket:
                message = json.loads(text)
                if "id" in message and message["id"] is not None:
                    waiting = self._waiting.pop(message["id"], None)
                    if waiting:
                        waiting.put(message)
                elif message.get("type") == "event":
                    handler = self.handlers.get(message["method"])
                    if handler:
                        handler(message["params"])

    def post(self, method: str, params: Mapping[str, Any], answer: queue.Queue[dict[str, Any]] | None = None) -> None:
        """Send a command without waiting for its result."""
        with self._lock:
            self._id += 1
            if answer is not None:
                self._waiting[self._id] = answer
            self._socket.send(json.dumps({"id": self._id, "method": method, "params": params}))

    def call(self, method: str, params: Mapping[str, Any], seconds: float = 60) -> dict[str, Any]:
        """A command's result. Raises BidiError where Firefox refuses or does not answer."""
        answer: queue.Queue[dict[str, Any]] = queue.Queue()
        self.post(method, params, answer)
        try:
            message = answer.get(timeout=seconds)
        except queue.Empty:
            raise BidiError(f"{method}: no answer") from None
        if message["type"] == "error":
            raise BidiError(f"{method}: {message['error']}: {message['message']}")
        result: dict[str, Any] = message["result"]
        return result

    def close(self) -> None:
        """Hang up."""
        self._stack.close()
        self._thread.join(5)


class Firefox:
    """A running Firefox; use it in a `with` statement."""

    name = "firefox"

    def __init__(self, javascript: bool = True, *, trapped: bool = False) -> None:
        """`trapped`: every connection beyond loopback is made, to a trap, instead of being asked of a proxy."""
        self._trapped = trapped
        self._stack = ExitStack()
        try:
            self._start(javascript)
        except BaseException:
            self._stack.close()
            raise

    def _start(self, javascript: bool) -> None:
        path = find("firefox-esr", "firefox-esr", "firefox")
        port, self.connections = self._stack.enter_context(trap() if self._trapped else refusing_proxy())
        profile = Path(tempfile.mkdtemp(prefix="samtykke-firefox-"))
        self._stack.callback(shutil.rmtree, profile, ignore_errors=True)
        self._without: Firefox | None = None
        prefs = {**_PREFS, "javascript.enabled": javascript}
        if self._trapped:
            prefs |= {
                "network.proxy.type": 0,
                "network.dns.forceResolve": "127.0.0.1",
                "network.socket.forcePort": f"443={port};80={port}",
            }
        else:
            for kind in ("http", "ssl"):
                prefs |= {f"network.proxy.{kind}": "127.0.0.1", f"network.proxy.{kind}_port": port}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in prefs.items()]
        profile.joinpath("user.js").write_text("".join(lines), encoding="utf-8")
        command = [path, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(profile)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self._stack.callback(self._end)
        self.bidi = Connection(self._address() + "/session")
        self._stack.callback(self.bidi.close)
        self.bidi.call("session.new", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}}, seconds=90)
        self.visits: dict[str, FirefoxVisit] = {}
        self.latest: FirefoxVisit | None = None
        self._parents: dict[str, str | None] = {}
        self.bidi.handlers["browsingContext.contextCreated"] = self._created
        self.bidi.handlers["network.beforeRequestSent"] = self._requested
        self.bidi.call("session.subscribe", {"events": ["network.beforeRequestSent", "browsingContext.contextCreated"]})
        self.bidi.call("network.addIntercept", {"phases": ["beforeRequestSent"]})

    def _created(self, event: dict[str, Any]) -> None:
        self._parents[event["context"]] = event.get("parent")

    def _requested(self, event: dict[str, Any]) -> None:
        """Hand a held request to the page that it comes from; a worker's, which names none, to the latest."""
        if not event.get("isBlocked"):
            return
        context = event.get("context")
        while context is not None and context not in self.visits:
            context = self._parents.get(context)
        visit = self.visits.get(context or "") or self.latest
        if visit is None:
            self.bidi.post("network.continueRequest", {"request": event["request"]["request"]})
        else:
            visit.answer(event["request"])

    def _address(self) -> str:
        stream = self._process.stderr
        assert stream is not None
        found: queue.Queue[str] = queue.Queue()

        def read() -> None:
            for line in stream:
                match = re.search(r"ws://[\d.:]+", line)
                if match:
                    found.put(match[0])

        self._reader = threading.Thread(target=read, daemon=True)
        self._reader.start()
        try:
            return found.get(timeout=90)
        except queue.Empty:
            pytest.fail("Firefox did not start")

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._reader.join(5)
        if self._process.stderr:
            self._process.stderr.close()

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
    ) -> FirefoxVisit:
        """A page in a fresh profile (a user context of its own).

        Firefox can turn JavaScript off only for all of itself, so pages without it live in a second one.
        """
        if not javascript:
            if self._without is None:
                self._without = self._stack.enter_context(Firefox(javascript=False, trapped=self._trapped))
            return self._without.open(url, gpc=gpc, world=world, size=size, dark=dark, wait=wait)
        user = self.bidi.call("browser.createUserContext", {})["userContext"]
        gpc_script = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true });"
        for script in (*scripts, *([gpc_script] if gpc else [])):
            self.bidi.call(
                "script.addPreloadScript", {"functionDeclaration": f"() => {{ {script} }}", "userContexts": [user]}
            )
        visit = FirefoxVisit(self, user, world or World(), size)
        visit.goto(url, wait=wait)
        return visit

    def close(self) -> None:
        """End it."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class FirefoxVisit:
    """A page."""

    def __init__(
        self, firefox: Firefox, user: str, world: World, size: tuple[int, int], first: FirefoxVisit | None = None
    ) -> None:
        bidi = firefox.bidi
        self.firefox, self.bidi, self.user, self.world, self.size = firefox, bidi, user, world, size
        self.first = first or self
        self.requests: list[Request] = first.requests if first else []
        self.phase = "load"
        self.id: str = bidi.call("browsingContext.create", {"type": "tab", "userContext": user})["context"]
        view = {"width": size[0], "height": size[1]}
        bidi.call("browsingContext.setViewport", {"context": self.id, "viewport": view})
        firefox.visits[self.id] = firefox.latest = self

    def answer(self, request: dict[str, Any]) -> None:
        """Let a request of our own through, record and answer any other. Called by the reading thread."""
        number, url = request["request"], request["url"]
        if self.world.mine(url) or not self.world.intercept:
            found = self.world.file(url)
            if found is None:
                self.bidi.post("network.continueRequest", {"request": number})
            else:
                self._provide(number, found)
            return
        self.requests.append(Request(url, self.phase))
        use = request.get("destination") or ""
        self._provide(number, self.world.answers(url, "iframe" if use == "frame" else use))

    def _provide(self, number: str, answer: Answer) -> None:
        headers = {"Content-Type": answer.type, "Access-Control-Allow-Origin": "*"}
        self.bidi.post(
            "network.provideResponse",
            {
                "request": number,
                "statusCode": answer.status,
                "reasonPhrase": "OK",
                "headers": [{"name": k, "value": {"type": "string", "value": v}} for k, v in headers.items()],
                "body": _body(answer.body),
            },
        )

    def goto(self, url: str, wait: bool = True) -> None:
        """Load a page; without `wait` only until it begins to arrive."""
        self.bidi.call(
            "browsingContext.navigate", {"context": self.id, "url": url, "wait": "complete" if wait else "none"}
        )

    def reload(self) -> None:
        """Load the page anew."""
        command = {"context": self.id, "wait": "complete"}
        reload(lambda: self.bidi.call("browsingContext.reload", command))

    def back(self) -> None:
        """One step back in the history."""
        self.bidi.call("browsingContext.traverseHistory", {"context": self.id, "delta": -1})

    def click(self, css: str) -> None:
        """A real click."""
        end = time.monotonic() + 4
        while True:
            node = self._visible(css)
            if node:
                break
            if time.monotonic() > end:
                pytest.fail(f"nothing to click: {css}")
            time.sleep(0.05)
        origin = {"type": "element", "element": {"sharedId": node}}
        actions = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act([{"type": "pointer", "id": "mouse", "actions": actions}])

    def _visible(self, css: str) -> str | None:
        declaration = """css => {
            const seen = e => e.checkVisibility() && e.getClientRects().length;
            const found = [...document.querySelectorAll(css)].find(seen);
            found?.scrollIntoView({ block: "nearest", behavior: "instant" });
            return found ?? null;
        }"""
        result = self.bidi.call(
            "script.callFunction",
            {
                "functionDeclaration": declaration,
                "awaitPromise": False,
                "target": {"context": self.id},
                "arguments": [{"type": "string", "value": css}],
            },
        )
        shared: str | None = result.get("result", {}).get("sharedId")
        return shared

    def press(self, *keys: str) -> None:
        """Keys, one after the other."""
        for key in keys:
            parts = [_KEYS.get(part, part) for part in key.split("+")]
            actions = [{"type": "keyDown", "value": part} for part in parts]
            actions += [{"type": "keyUp", "value": part} for part in reversed(parts)]
            self._act([{"type": "key", "id": "keyboard", "actions": actions}])

    def _act(self, sources: list[dict[str, Any]]) -> None:
        self.bidi.call("input.performActions", {"context": self.id, "actions": sources})

    def evaluate(self, expression: str) -> Any:
        """An expression's value, by way of JSON."""
        result = self.bidi.call(
            "script.evaluate",
            {
                "expression": f"(async () => JSON.stringify([await ({expression})]))()",
                "target": {"context": self.id},
                "awaitPromise": True,
                "userActivation": False,
            },
        )
        if result["type"] == "exception":
            raise BidiError(result["exceptionDetails"]["text"])
        return json.loads(result["result"]["value"])[0]

    def rest(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)

    def cookies(self) -> list[Cookie]:
        """Every cookie of the profile."""
        partition = {"type": "storageKey", "userContext": self.user}
        found = self.bidi.call("storage.getCookies", {"partition": partition})["cookies"]
        return [
            Cookie(
                c["name"], c["value"]["value"], c["domain"], c["path"], c.get("expiry", -1), c["secure"], c["sameSite"]
            )
            for c in found
        ]

    def tab(self, url: str) -> FirefoxVisit:
        """A second page in the same profile."""
        visit = FirefoxVisit(self.firefox, self.user, self.world, self.size, self.first)
        visit.goto(url)
        return visit

    def screenshot(self, path: Path) -> None:
        """What is seen, as PNG."""
        result = self.bidi.call("browsingContext.captureScreenshot", {"context": self.id})
        path.write_bytes(base64.b64decode(result["data"]))

    def close(self) -> None:
        """End the page, and the profile with the first."""
        del self.firefox.visits[self.id]
        if self.first is self:
            self.bidi.call("browser.removeUserContext", {"userContext": self.user})
        else:
            self.bidi.call("browsingContext.close", {"context": self.id})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _body(body: str | bytes) -> dict[str, str]:
    """An answer's body as the protocol sends it."""
    if isinstance(body, str):
        return {"type": "string", "value": body}
    return {"type": "base64", "value": base64.b64encode(body).decode()}
