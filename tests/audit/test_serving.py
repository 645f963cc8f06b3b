"""What the proxy, the tree and the stand-ins answer, asked without a browser."""

from __future__ import annotations

import asyncio
import gc
import socket
import ssl
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from samtykke import catalogue
from samtykke.audit.certificate import identity
from samtykke.audit.proxy import Answer, Asked, Proxy
from samtykke.audit.standins import StandIns
from samtykke.audit.tree import Tree
from samtykke.register import Register
from samtykke.register.model import Site
from samtykke.urls import Hosts

REGISTER = Register(site=Site(url="https://site.test"))


def asked(url: str, **headers: str) -> Asked:
    host = url.split("/")[2]
    return Asked("GET", url, host, {name.replace("_", "-"): value for name, value in headers.items()})


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    root = tmp_path / "site"
    (root / "a").mkdir(parents=True)
    for name, text in {
        "index.html": "front", "a/index.html": "folder", "b.html": "page", "x.js": "script", "404.html": "lost",
        "_headers": "# all\n/*\n  X-One: 1\n/a/*\n  Set-Cookie: a=b; Path=/\n",
    }.items():  # fmt: skip
        (root / name).write_text(text, "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    return Tree(root, Hosts("https://site.test"))


@pytest.mark.parametrize(
    ("path", "status", "body", "kind"),
    [
        ("", 200, b"front", "text/html"),
        ("?q=1", 200, b"front", "text/html"),
        ("a/", 200, b"folder", "text/html"),
        ("a", 301, b"", "text/plain"),
        ("b", 200, b"page", "text/html"),
        ("x.js?v=2", 200, b"script", "text/javascript; charset=utf-8"),
        ("nowhere", 404, b"lost", "text/html"),
        ("../secret.txt", 404, b"lost", "text/html"),
        ("%2e%2e/secret.txt", 404, b"lost", "text/html"),
        ("..%2fsecret.txt", 404, b"lost", "text/html"),
        ("out.txt", 404, b"lost", "text/html"),
    ],
)
def test_the_tree_answers_as_a_server_would(tree: Tree, path: str, status: int, body: bytes, kind: str) -> None:
    answer = tree.answer(asked(f"https://site.test/{path}"))

    assert (answer.status, answer.body, answer.type) == (status, body, kind)


def test_headers_and_parts(tree: Tree) -> None:
    assert tree.answer(asked("https://site.test/a/")).headers == (("X-One", "1"), ("Set-Cookie", "a=b; Path=/"))
    part = tree.answer(asked("https://site.test/x.js", range="bytes=1-3"))
    assert (part.status, part.body) == (206, b"cri")
    assert ("Cache-Control", "max-age=3600") in part.headers
    assert tree.answer(asked("https://site.test/x.js", range="bytes=9-")).status == 416


@pytest.mark.parametrize(
    ("url", "use", "expected"),
    [
        ("https://www.googletagmanager.com/gtag/js?id=G-ABC", "script", [b'["cookie", "_ga", 63072000]', b"_ga_ABC"]),
        ("https://static.hotjar.com/c/hotjar-1.js", "script", [b"_hjSession"]),
        ("https://stranger.test/x.js", "script", []),
        ("https://www.youtube.com/embed/x", "iframe", [b"<!doctype html>"]),
        ("https://stranger.test/x.gif", "image", [b"GIF89a"]),
    ],
)
def test_stand_ins_store_what_the_catalogue_documents(url: str, use: str, expected: list[bytes]) -> None:
    answer = StandIns(catalogue.load(), REGISTER).answer(asked(url, sec_fetch_dest=use))

    assert answer.status == 200
    for part in expected:
        assert part in answer.body
    if not expected:
        assert answer.body == b""


def test_a_service_sets_its_own_cookies_by_http() -> None:
    answer = StandIns(catalogue.load(), REGISTER).answer(
        asked("https://www.youtube.com/embed/x", sec_fetch_dest="iframe")
    )

    cookies = [value for name, value in answer.headers if name == "Set-Cookie"]
    known = [s for s in catalogue.load().services["youtube"].storage if s.party == "third" and not s.conditional]
    assert len(cookies) == len([s for s in known if s.kind == "cookie"]) > 0
    assert all("SameSite=None" in cookie for cookie in cookies)


def through(talk: Callable[[Proxy, str, int], object], answer: Callable[[Asked], Answer]) -> Proxy:
    """A proxy that was talked to."""

    async def run() -> Proxy:
        async with Proxy(answer) as proxy:
            host, port = proxy.address.removeprefix("http://").split(":")
            await talk(proxy, host, int(port))  # type: ignore[misc]
        return proxy

    # In a thread of its own: a browser of Playwright's synchronous sort keeps a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, run()).result(timeout=60)


def test_the_proxy_answers_in_a_tunnel_and_remembers() -> None:
    async def talk(_proxy: Proxy, host: str, port: int) -> None:
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(b"CONNECT shop.test:443 HTTP/1.1\r\nHost: shop.test:443\r\n\r\n")
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
        trusting = ssl.create_default_context()
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE
        await writer.start_tls(trusting, server_hostname="shop.test")
        for path in ("/one", "/two"):
            writer.write(f"POST {path} HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\n\r\nabc".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 OK")
            assert await reader.readexactly(4) == b"abc!"
        writer.close()

    proxy = through(talk, lambda a: Answer(a.body + b"!"))

    assert [(s.method, s.url) for s in proxy.seen] == [
        ("POST", "https://shop.test/one"),
        ("POST", "https://shop.test/two"),
    ]


def test_a_connection_on_which_nothing_is_asked_is_seen_too() -> None:
    async def talk(_proxy: Proxy, host: str, port: int) -> None:
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(b"CONNECT hint.test:443 HTTP/1.1\r\n\r\n")
        await reader.readuntil(b"\r\n\r\n")
        writer.close()
        other = await asyncio.open_connection(host, port)
        other[1].write(b"nonsense\r\n\r\n")
        assert await other[0].read() == b""
        other[1].close()

    proxy = through(talk, lambda _: Answer())

    assert [(s.host, s.url) for s in proxy.seen] == [("hint.test", "")]


def test_the_key_is_made_once_and_trusted_by_its_fingerprint() -> None:
    assert identity() is identity()
    assert len(identity().fingerprint) == 44


@pytest.mark.parametrize("turns", range(6))
def test_no_connection_outlives_the_proxy(turns: int) -> None:
    """One that is being taken just as the proxy ends is closed like any other, however far it has come."""

    async def end_meanwhile() -> None:
        async with Proxy(lambda _asked: Answer(status=502)) as proxy:
            parts = urlsplit(proxy.address)
            for _ in range(3):
                socket.create_connection((parts.hostname, parts.port)).close()
            for _ in range(turns):
                await asyncio.sleep(0)

    def run() -> None:
        loop = asyncio.new_event_loop()
        loop.run_until_complete(end_meanwhile())
        loop.close()

    with warnings.catch_warnings(record=True, action="always") as told:
        # In a thread of its own: another test's browser may have left this one with a loop that runs.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(run).result()
        gc.collect()
    assert [str(one.message) for one in told if one.category is ResourceWarning] == []
