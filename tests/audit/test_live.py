"""An audit that contacts third parties; they are played by a server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from audit.site import body, build
from samtykke.audit import proxy
from samtykke.audit.certificate import identity
from samtykke.audit.report import FORMATS, drawn
from samtykke.audit.run import Auditor, Options
from samtykke.checking import Target

pytestmark = pytest.mark.browser
SCRIPT = b"""document.cookie = "_real=1; path=/; max-age=86400";
navigator.sendBeacon("https://counter.test/beacon", "hit");
new Image().src = "https://counter.test/g/collect?v=2";
new Image().src = "https://counter.test/plain.gif";"""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The paths that the third party was asked for."""
    paths: list[str] = []

    class Third(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            found = SCRIPT if self.path == "/real.js" else b""
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript" if found else "image/gif")
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

        do_POST = do_GET  # noqa: N815  the handler's name for it

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Third)
    server.socket = identity().context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()

    async def reach(_host: str, _port: int, *, secure: bool = False) -> Any:
        there = await asyncio.open_connection("127.0.0.1", server.server_address[1])
        if secure:
            context = proxy.ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, proxy.ssl.CERT_NONE
            await there[1].start_tls(context)
        return there

    monkeypatch.setattr(proxy, "_reach", reach)
    yield paths
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("hold", [False, True])
def test_third_parties_are_asked_and_hits_held_back(
    samtykke_auditor: Auditor, tmp_path: Path, asked: list[str], hold: bool
) -> None:
    site = build(tmp_path, [body('<script src="https://counter.test/real.js"></script>')])
    target = Target.open(site, tmp_path / "register.toml")

    options = Options(states=("before",), pages=("index.html",), live=True, hold_hits=hold, lang="en")
    result = samtykke_auditor.audit(target, options)

    hits = {"/beacon", "/g/collect?v=2"}
    assert {"/real.js", "/plain.gif"} <= set(asked)
    assert set(asked) & hits == (set() if hold else hits)
    seen = {
        r.url.removeprefix("https://counter.test"): r for r in result.visits[0].requests if r.host == "counter.test"
    }
    assert {path for path, r in seen.items() if r.held} == (hits if hold else set())
    assert hits <= set(seen)
    # Held back or not, they are told: they were sent before any choice.
    assert "request-before-consent" in {f.rule for f in result.findings}
    assert "_real" in {c.name for c in result.visits[0].cookies}
    made = drawn(result, target.register, "en", width=300)
    for form in ("text", "html"):
        assert ("Hits held back: 2." in FORMATS[form].render(made)) is hold
