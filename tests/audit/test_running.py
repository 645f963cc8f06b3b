"""An audit of a site that runs: a server on loopback with pages, redirects and cookies of its own."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from audit.site import body, build
from samtykke.audit.login import Login
from samtykke.audit.run import Auditor, Options
from samtykke.checking import Target
from samtykke.model import Party

pytestmark = pytest.mark.browser
EARLY = '<img alt="" src="http://counter.test/pixel.gif">'


class Server(SimpleHTTPRequestHandler):
    """The tree, a sitemap, a redirect and a cookie by HTTP."""

    def do_GET(self) -> None:
        if self.path == "/sitemap.xml":
            paths = ("", "om.html", "flyttet", "borte")
            listed = "".join(f"<url><loc>https://www.nettbutikk.test/{p}</loc></url>" for p in paths)
            self._send(200, f"<urlset>{listed}</urlset>")
        elif self.path == "/flyttet":
            self._send(302, "", ("Location", "/om.html"))
        else:
            super().do_GET()

    def _send(self, status: int, text: str, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(text)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def end_headers(self) -> None:
        if self.path == "/om.html":
            self.send_header("Set-Cookie", "kurv=1; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def serving(root: Path, handler: type[Server] = Server) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(root))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_a_running_site_is_seen_as_it_answers(samtykke_auditor: Auditor, tmp_path: Path) -> None:
    root = build(tmp_path, [body(EARLY)])
    with serving(root) as address:
        target = Target.open(tmp_path, tmp_path / "register.toml", address)
        options = Options(address=address, states=("before",), all_pages=True, lang="en")
        result = samtykke_auditor.audit(target, options)

    assert [p.path.removeprefix(address) for p in result.pages] == ["", "om.html", "flyttet", "borte"]
    assert (result.site, result.root) == (address, "")
    found = {(f.rule, f.position.path.removeprefix(address)) for f in result.findings}
    assert ("request-before-consent", "") in found
    assert {page for rule, page in found if rule == "undeclared-storage"} == {"om.html", "flyttet"}
    assert {page for rule, page in found if rule == "page-not-verified"} == {"borte"}

    visits = {v.page.removeprefix(address): v for v in result.visits}
    assert [t.text for t in visits["borte"].troubles] == ["404"]
    # The site itself is asked; the third party is not.
    own = [r for v in result.visits for r in v.requests if r.party is Party.FIRST]
    assert own
    assert not any(r.stood_in for r in own)
    (pixel,) = [r for r in visits[""].requests if r.host == "counter.test"]
    assert (pixel.stood_in, pixel.status) == (True, 200)
    (basket,) = [c for c in visits["om.html"].cookies if c.name == "kurv"]
    assert (basket.by, basket.http_only, basket.same_site, basket.path) == ("http", True, "Strict", "/")
    assert basket.lifetime == pytest.approx(3600, abs=60)


def test_a_site_that_is_down_is_not_clean(tmp_path: Path) -> None:
    root = build(tmp_path)
    with serving(root) as address:
        pass
    args = ("--register", str(tmp_path / "register.toml"), "--state", "before", "--no-sandbox", "--lang", "en")
    done = subprocess.run(
        [sys.executable, "-m", "samtykke", "audit", address, *args], capture_output=True, text=True, timeout=240,
        check=False,
    )  # fmt: skip

    assert done.returncode == 3, done.stdout + done.stderr
    said = " ".join(done.stdout.split())
    assert "The page could not be verified before any choice: the page could not be loaded: ERR_" in said


class Locked(Server):
    """Asks for a name and a password, of everything."""

    told: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        given = self.headers.get("Authorization", "")
        self.told.add(given)
        if base64.b64decode(given.removeprefix("Basic ")).decode() == "ola:nøkkel/1":
            super().do_GET()
            return
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="ikke åpnet"')
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.mark.slow
def test_a_site_that_is_not_open_yet_is_looked_at_and_the_password_kept_nowhere(tmp_path: Path) -> None:
    root = build(tmp_path, [body(EARLY)])
    with serving(root, Locked) as address:
        there = address.replace("://", "://ola:n%C3%B8kkel%2F1@")
        args = ("--register", "register.toml", "--state", "before", "--all", "--no-sandbox", "--lang", "en")
        done = subprocess.run(
            [sys.executable, "-m", "samtykke", "audit", there, *args, "--evidence", "evidence", "--format", "text",
             "--format", "json=report.json"],
            capture_output=True, text=True, timeout=240, check=False, cwd=tmp_path,
        )  # fmt: skip

    assert done.returncode == 1, done.stdout + done.stderr
    assert "request-before-consent" in done.stdout
    assert "om.html" in done.stdout, "the sitemap is asked for with the password too"
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in ("kkel", "ola:", Login.taken_out(there)[1].header.removeprefix("Basic ")):
        assert secret.encode() not in written
        assert secret not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("address", "plain", "login"),
    [
        ("https://site.test/a?b@c", "https://site.test/a?b@c", None),
        ("https://Ola@Site.test:8443/", "https://Site.test:8443/", Login("https://site.test:8443", "Ola", "")),
        ("http://a:b:c%40@[::1]/", "http://[::1]/", Login("http://[::1]", "a", "b:c@")),
    ],
)
def test_a_login_is_taken_out_of_an_address(address: str, plain: str, login: Login | None) -> None:
    assert Login.taken_out(address) == (plain, login)
    assert "b:c" not in repr(login)
