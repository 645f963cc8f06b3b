"""What the banner's browser tests share: a small site with one of everything, and words for what is looked at."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from browser import samples
from browser.harness import Site, Visit, read, serve, until
from samtykke import banner
from samtykke.register.model import Register

AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
DECLARED = samples.register()
GA = "https://www.googletagmanager.com/gtag/js?id=G-1"
COUNTER = "https://counter.test/count.js"
CHAT = "https://chat.test/chat.js"
VIDEO = "https://video.test/embed/1"
ACCEPT, REJECT = (f".samtykke-banner [data-samtykke-do={what}]" for what in ("accept", "reject"))
CONTENT = (
    samples.script("analytics", "google-analytics", GA)
    + samples.inline("analytics", "google-analytics", "(window.ran = window.ran || []).push('inline')")
    + samples.script("analytics", "counter", COUNTER)
    + samples.script("functional", "chat", CHAT)
    + banner.embed(DECLARED, "video", VIDEO, "En film", "nb")
    + banner.choice(DECLARED, "nb")
)


def whole(folder: Path) -> AbstractContextManager[Site]:
    """The site, in two languages."""
    pages = {"index.html": samples.page(DECLARED, CONTENT), "en.html": samples.page(DECLARED, CONTENT, "en")}
    return serve(samples.write(folder, DECLARED, pages))


def urls(visit: Visit, phase: str | None = None) -> list[str]:
    """What third parties were asked for, in one phase or all."""
    return [url for url, when in visit.requests if phase in (None, when)]


def hosts(found: list[str]) -> set[str]:
    """The hosts of addresses."""
    return {urlsplit(url).hostname or "" for url in found}


def cookies(visit: Visit) -> dict[str, str]:
    """Names and values."""
    return {cookie.name: cookie.value for cookie in visit.cookies()}


def state(visit: Visit) -> object:
    """What the head snippet and the runtime say on the root element."""
    return read(visit, "document.documentElement.dataset.samtykke")


def shown(visit: Visit) -> bool:
    """Whether the banner is seen."""
    return bool(read(visit, "document.querySelector('.samtykke-banner').checkVisibility()"))


def done(visit: Visit, what: str = ACCEPT) -> None:
    """Answer on the first layer."""
    visit.click(what)
    until(visit, "document.documentElement.dataset.samtykke === 'chosen'")


def base36(number: int) -> str:
    """A number as the choice's cookie writes its time."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def custom(tmp_path: Path, content: str, declared: Register = DECLARED, head: str = "") -> AbstractContextManager[Site]:
    """A site of one page."""
    return serve(samples.write(tmp_path, declared, {"index.html": samples.page(declared, content, head=head)}))


@cache
def axe() -> str:
    """The checker's script; npm brings it."""
    if not AXE.is_file():
        pytest.fail("axe-core is not installed; run: make node", pytrace=False)
    return AXE.read_text(encoding="utf-8")


def findings(visit: Visit) -> list[Any]:
    """What axe-core holds against the page as it stands, its recommendations beyond WCAG included."""
    if not visit.evaluate("'axe' in window"):
        visit.evaluate(f"(() => {{ {axe()} }})()")
    # What fades in has no colour of its own yet.
    until(visit, "document.getAnimations().length === 0")
    found: list[Any] = visit.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>"
        " violations.map(v => [v.id, v.help, ...v.nodes.map(n => n.html + ' ' + n.failureSummary)]))"
    )
    return found
