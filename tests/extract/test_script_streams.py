"""Streams, channels and what else frameworks hand themselves their own data through."""

# ruff: noqa: E501  page code stands in one piece

from __future__ import annotations

import pytest

from extract.test_script_modules import PAGE, Site
from samtykke.extract import script_world
from samtykke.extract.script import Script, run
from samtykke.extract.script_ledger import TIME

FEED = "new ReadableStream({ start(c) { c.enqueue('/a'); setTimeout(() => { c.enqueue('b'); c.close() }) } })"


@pytest.mark.parametrize(
    ("code", "fetched"),
    [
        (f"const r = {FEED}.getReader(); let all = ''; (function more() {{ r.read().then(({{ done, value }}) =>"
         " done ? fetch(all) : (all += value, more())) })()", ["/ab"]),
        (f"(async () => {{ let all = ''; for await (const part of {FEED}) all += part; fetch(all) }})()", ["/ab"]),
        ("let n = 0; const r = new ReadableStream({ pull(c) { n++ < 3 ? c.enqueue('/' + n) : c.close() } }).getReader();"
         " (async () => { for (let one; !(one = await r.read()).done;) fetch(one.value) })()", ["/1", "/2", "/3"]),
        ("let n = 0; new ReadableStream({ pull() { n += 1 } }).getReader().read(); onload = () => fetch('/' + n)", ["/1"]),
        ("new ReadableStream({ start(c) { c.error(new Error('x')) } }).getReader().read().catch(() => fetch('/broken'))",
         ["/broken"]),
        (f"const r = {FEED}.getReader(); r.read().then(() => r.read()).then(() => r.read()); r.closed.then(() => fetch('/closed'))",
         ["/closed"]),
        (f"const [a, b] = {FEED}.tee(); for (const s of [a, b]) s.getReader().read().then((one) => fetch(one.value + (s === a)))",
         ["/atrue", "/afalse"]),
        ("new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('/å')); c.close() } })"
         ".pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream({ write(part) { fetch(part) } }))", ["/å"]),
        ("const t = new TransformStream({ transform(part, c) { c.enqueue(part + 1) }, flush(c) { c.enqueue('/end') } });"
         " const w = t.writable.getWriter(); w.write('/x'); w.close();"
         " (async () => { for await (const part of t.readable) fetch(part) })()", ["/x1", "/end"]),
        ("const all = new TextEncoder().encode('/æ😀'), d = new TextDecoder(); let text = '';"
         " for (const byte of all) text += d.decode(new Uint8Array([byte]), { stream: true }); fetch(text)", ["/æ😀"]),
        ("fetch(new TextDecoder().decode(new Uint8Array([47, 255, 97]).subarray(0, 3)))", ["/\ufffda"]),
        ("const { port1, port2 } = new MessageChannel(); port1.onmessage = (e) => fetch(e.data);"
         " port2.addEventListener('message', (e) => fetch(e.data)); port1.postMessage('/two'); port2.postMessage('/one')",
         ["/two", "/one"]),
        (f"new Response({FEED}).text().then(fetch)", ["/ab"]),
        ("new Response('{\"u\": \"/j\"}', { headers: { A: 'b' } }).json().then((o) => fetch(o.u))", ["/j"]),
        ("const r = new Request('/q', { method: 'POST', headers: { 'X-A': 'b' } }); if (r.headers.has('X-A')) fetch(r)", ["/q"]),
        ("const h = new Headers({ 'Content-Type': 'x' }); h.append('A-B', 'y'); fetch('/' + h.get('content-type') + h.get('a-b'))",
         ["/xy"]),
        ("fetch('data:,%7B%7D').then((r) => r.headers.get('Content-Type') && fetch('/told'))", ["/told"]),
        ("const c = new AbortController(); c.signal.addEventListener('abort', () => fetch('/' + c.signal.aborted)); c.abort()",
         ["/true"]),
        ("queueMicrotask(() => fetch('/micro')); setTimeout(() => fetch('/task')); Promise.resolve().then(() => fetch('/job'))",
         ["/micro", "/job", "/task"]),
        ("const a = document.createElement('link'), b = document.createElement('link'); a.rel = b.rel = 'x';"
         " if (a.isEqualNode(b)) fetch('/same'); b.rel = 'y'; if (!a.isEqualNode(b)) fetch('/other')", ["/same", "/other"]),
    ],
)  # fmt: skip
def test_what_is_put_in_comes_out(code: str, fetched: list[str]) -> None:
    assert [load.url for load in run([Script(code)], PAGE).loads if load.via == "fetch"] == fetched


def test_a_file_of_the_site_is_read_as_a_stream() -> None:
    code = (
        "fetch('/u.txt').then(async (r) => { for await (const part of r.body) fetch(new TextDecoder().decode(part)) })"
    )
    loads = run([Script(code)], PAGE, None, Site({"u.txt": "https://a.example.com/"})).loads
    assert [load.url for load in loads] == ["/u.txt", "https://a.example.com/"]


def test_a_stream_without_end_comes_to_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script_world, "EACH", 0.3)
    code = "new ReadableStream({ start(c) { for (;;) c.enqueue('x') } })"
    assert TIME in [o.reason for o in run([Script(code)], PAGE).opaque]
