"""What real browsers do with pages: whom they contact, and which elements Chromium has.

Nothing leaves the machine: see `browser/harness.py`.
"""

from __future__ import annotations

import base64
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from browser.bidi import Firefox
from browser.chromium import Chromium
from browser.harness import Request, Visit, World, serve
from fuzz.generate import DOMAIN
from fuzz.readings import TAGS, Element

_TABS = 6
_STAYS = 1.6
"""Seconds that each page stays open, at least."""
_DOM = """(() => {
  const bytes = Uint8Array.from(atob('RAW'), (c) => c.charCodeAt(0))
  const tree = new DOMParser().parseFromString(new TextDecoder('CHARSET').decode(bytes), 'text/html')
  const names = { 'http://www.w3.org/1999/xhtml': 'html', 'http://www.w3.org/2000/svg': 'svg' }
  const found = []
  const walk = (node) => {
    if (node.localName) {
      const attributes = [...node.attributes].map((a) => [a.name, a.value])
      found.push([node.localName, names[node.namespaceURI] || 'math', attributes])
    }
    for (const child of node.childNodes) walk(child)
    if (node.content && node.localName === 'template') walk(node.content)
  }
  walk(tree)
  return found
})()"""

Contacts = dict[str, tuple[str, ...]]
"""Host → the browsers that ask for it."""


def contacts(pages: Mapping[str, bytes]) -> dict[str, Contacts]:
    """Whom each page makes Chromium and Firefox contact, with JavaScript and, where there is noscript, without.

    The hosts of the page NAME are those below `NAME.truth.example`.
    """
    silent = [name for name, raw in pages.items() if b"noscript" in raw.lower().replace(b"\\0", b"")]
    runs = {
        "chromium": (Chromium, True, list(pages)),
        "firefox": (Firefox, True, list(pages)),
        "chromium without JavaScript": (Chromium, False, silent),
        "firefox without JavaScript": (Firefox, False, silent),
    }
    found: dict[str, dict[str, list[str]]] = {name: {} for name in pages}
    with _served(pages) as site, ThreadPoolExecutor(2) as pool:
        asked = pool.map(lambda run: asked_for(run[0], site, run[2], javascript=run[1]), runs.values())
        for who, hosts in zip(runs, asked, strict=True):
            for host in hosts:
                page = host.removesuffix("." + DOMAIN).rpartition(".")[2]
                found.get(page, {}).setdefault(host, []).append(who)
    return {name: {host: tuple(sorted(hosts[host])) for host in sorted(hosts)} for name, hosts in found.items()}


@contextmanager
def _served(pages: Mapping[str, bytes]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        for name, raw in pages.items():
            (Path(folder) / f"{name}.html").write_bytes(raw)
        with serve(Path(folder)) as site:
            yield site.url


def asked_for(make: type[Chromium | Firefox], site: str, names: Sequence[str], *, javascript: bool) -> set[str]:
    """The hosts below truth.example that a browser asks for while it loads some pages of a site."""
    tabs: list[tuple[Visit, float]] = []
    requests: list[Request] = []
    with make() as browser:
        for name in names:
            url = f"{site}/{name}.html"
            if len(tabs) < _TABS:
                visit = browser.open(url, javascript=javascript, wait=False)
            else:
                visit, since = tabs.pop(0)
                visit.rest(max(0.0, since + _STAYS - time.monotonic()))
                try:
                    visit.goto(url, wait=False)
                except Exception:  # a page that goes elsewhere by itself gets in the way
                    requests += visit.requests
                    visit.close()
                    visit = browser.open(url, javascript=javascript, wait=False)
            tabs.append((visit, time.monotonic()))
        for visit, since in tabs:
            visit.rest(max(0.0, since + _STAYS - time.monotonic()))
            requests += visit.requests
            visit.close()
        lines = " ".join(browser.connections).replace("/", " ").replace(":", " ").split()
    hosts = {urlsplit(request.url).hostname or "" for request in requests} | set(lines)
    return {host for host in (host.rstrip(".").lower() for host in hosts) if host.endswith("." + DOMAIN)}


def elements(raw: bytes, encoding: str) -> list[Element]:
    """The elements that Chromium's parser makes, for visitors without JavaScript; nothing is loaded."""
    call = _DOM.replace("RAW", base64.b64encode(raw).decode()).replace("CHARSET", encoding)
    with Chromium() as browser:
        visit = browser.open("about:blank", world=World())
        found = visit.evaluate(call)
        visit.close()
    return sorted(
        Element(tag, namespace, tuple(sorted((name, value) for name, value in attributes)))
        for tag, namespace, attributes in found
        if tag in TAGS
    )
