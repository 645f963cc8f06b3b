"""The only way out for a browser's profile: a proxy on loopback, one for each, that answers instead of the world.

Whatever a page, a frame, a worker or the browser itself sends comes by here, also what no interception inside the
browser sees: the requests of service workers, beacons on leaving, connections that a hint opens. So nothing leaves the
machine that is not meant to, and nothing goes unseen.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from .certificate import identity

_LONGEST_HEAD = 1 << 20
_LONGEST_BODY = 1 << 26
_IDLE = 60.0
"""Seconds that a connection may lie unused."""
_SETTLING = 5
"""Turns of the loop in which a connection that was just taken becomes a task of ours, and one that ends is closed."""
_CONNECTED = b"HTTP/1.1 200 Connected\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, as it came."""

    method: str
    url: str
    host: str
    """Without the port, in lower case."""
    headers: Mapping[str, str]
    """Names in lower case; of repeated ones the last."""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered."""

    body: bytes = b""
    type: str = "text/plain"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What came by: a request, or a connection on which nothing was asked."""

    host: str
    url: str
    """Empty for a connection."""
    method: str
    time: float
    """Of `time.monotonic`, seconds."""
    headers: Mapping[str, str] = field(default_factory=dict)
    relayed: bool = False
    held: bool = False
    """Would have been relayed, and was kept back and answered here."""


Answering = Callable[[Asked], Answer]
Relay = Callable[[str], bool]
"""Whether what goes to a host is passed on to it, instead of being answered here."""
Holding = Callable[[Asked], bool]
"""Whether a request that would be passed on is kept back; it is asked without the body."""


class Proxy:
    """Listens on a free port of loopback; use it in an `async with` statement."""

    def __init__(self, answer: Answering, relay: Relay = lambda _host: False, holds: Holding | None = None) -> None:
        self._answer = answer
        self._relay = relay
        self._holds = holds
        self._tasks: set[asyncio.Task[None]] = set()
        self.seen: list[Seen] = []
        self.busy = 0
        """Requests that are being answered now."""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=_LONGEST_HEAD)
        return self

    async def __aexit__(self, *exc: object) -> None:
        try:
            # A server closed while a connection is being taken forgets to close that (CPython 3.11): first no more.
            with suppress(NotImplementedError):  # Windows, which takes connections in another way
                asyncio.get_running_loop().remove_reader(self._server.sockets[0].fileno())
            await _settled()
        finally:
            self._server.close()
            for task in self._tasks:
                task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await _settled()

    @property
    def address(self) -> str:
        """For the browser."""
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._converse(reader, writer, None)
        except (OSError, EOFError, TimeoutError, ValueError, asyncio.LimitOverrunError):
            pass  # browsers hang up in the middle
        except asyncio.CancelledError:
            pass  # by ourselves, at the end; asyncio would tell of it as of an error
        finally:
            self._tasks.discard(task)
            writer.transport.abort()

    async def _converse(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, tunnel: Tunnel | None
    ) -> None:
        """Answer what is asked on a connection, one thing after the other."""
        while True:
            async with asyncio.timeout(_IDLE):
                head = await reader.readuntil(b"\r\n\r\n")
            method, target, headers = _parsed(head)
            if method == "CONNECT":
                await self._tunnelled(reader, writer, target)
                return
            if tunnel is not None:
                target = tunnel.origin + target
                if tunnel.seen in self.seen:
                    self.seen.remove(tunnel.seen)
            host = _host(target)
            self.busy += 1
            try:
                relayed = self._relay(host)
                held = relayed and self._holds is not None and self._holds(Asked(method, target, host, headers))
                relayed = relayed and not held
                self.seen.append(Seen(host, target, method, time.monotonic(), headers, relayed, held))
                if relayed:
                    await _forward(reader, writer, head, target)
                    return
                answer = self._answer(Asked(method, target, host, headers, await _body(reader, headers)))
                writer.write(_bytes(answer, whole=method != "HEAD"))
                await writer.drain()
            finally:
                self.busy -= 1
            if headers.get("connection", "").lower() == "close" or answer.status == HTTPStatus.SWITCHING_PROTOCOLS:
                return

    async def _tunnelled(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: str) -> None:
        host, _, port = target.rpartition(":")
        shown, host = host, host.strip("[]").lower().rstrip(".")
        seen = Seen(host, "", "CONNECT", time.monotonic(), relayed=self._relay(host))
        self.seen.append(seen)
        # What is in a tunnel can be kept back only where it ends here.
        if seen.relayed and self._holds is None:
            there = await _reach(host, int(port))
            writer.write(_CONNECTED)
            await _pump(reader, writer, *there)
            return
        writer.write(_CONNECTED)
        # Browsers speak TLS in a tunnel, but for ws:// addresses.
        plain = port == "80"
        if not plain:
            await writer.start_tls(identity().context, ssl_handshake_timeout=_IDLE)
        usual = port == ("80" if plain else "443")
        origin = f"{'http' if plain else 'https'}://{shown}" + ("" if usual else f":{port}")
        await self._converse(reader, writer, Tunnel(origin, seen))


async def _settled() -> None:
    for _ in range(_SETTLING):
        await asyncio.sleep(0)


class Tunnel(NamedTuple):
    """A connection to a host by way of the proxy."""

    origin: str
    seen: Seen
    """Kept only while nothing was asked on it."""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def _parsed(head: bytes) -> tuple[str, str, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _version = first.split(" ")
    pairs = (line.partition(":") for line in lines if line)
    return method, target, {name.lower(): value.strip() for name, _, value in pairs}


async def _body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    """The body; of a very long one the beginning."""
    if headers.get("transfer-encoding", "").lower() == "chunked":
        parts = []
        while size := int((await reader.readline()).split(b";")[0], 16):
            parts.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        return b"".join(parts)
    left = int(headers.get("content-length", "0"))
    kept = await reader.readexactly(min(left, _LONGEST_BODY))
    left -= len(kept)
    while left > 0:
        left -= len(await reader.readexactly(min(left, 1 << 16)))
    return kept


def _bytes(answer: Answer, *, whole: bool) -> bytes:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [f"HTTP/1.1 {answer.status} {phrase}", f"Content-Type: {answer.type}"]
    if answer.status not in (101, 204, 304):
        lines.append(f"Content-Length: {len(answer.body)}")
    lines += (f"{name}: {value}" for name, value in answer.headers)
    head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
    return head + answer.body if whole else head


async def _forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes, url: str) -> None:
    """Pass a plain request on to its host, and what comes back; the connection ends with it."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    there = await _reach(parts.hostname or "", parts.port or (443 if secure else 80), secure=secure)
    first, _, rest = head.partition(b"\r\n")
    method, _, version = first.split(b" ")
    path = url.encode("latin-1")[len(f"{parts.scheme}://{parts.netloc}") :] or b"/"
    upgraded = b"\r\nupgrade:" in head.lower()
    kept = [line for line in rest.split(b"\r\n") if line and not line.lower().startswith((b"proxy-", b"connection:"))]
    kept.append(b"Connection: Upgrade" if upgraded else b"Connection: close")
    there[1].write(b"\r\n".join([b" ".join((method, path, version)), *kept, b"", b""]))
    await _pump(reader, writer, *there)


async def _reach(host: str, port: int, *, secure: bool = False) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to the world. With `secure`, its certificate is verified as anybody's."""
    return await asyncio.open_connection(host, port, ssl=ssl.create_default_context() if secure else None)


async def _pump(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    out_reader: asyncio.StreamReader,
    out_writer: asyncio.StreamWriter,
) -> None:
    """Both ways, until the far side is done or the near one has gone."""
    sending = asyncio.create_task(_copy(reader, out_writer))
    try:
        await _copy(out_reader, writer)
    finally:
        sending.cancel()
        out_writer.transport.abort()


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(1 << 16):
        sink.write(data)
        await sink.drain()
