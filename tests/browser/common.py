"""What the banner's browser tests share: a small site with one of everything, and words for what is looked at."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from browser import samples
from browser.harness import Site, Visit, serve, until
from samtykke import banner
from samtykke.register.model import Register

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


def cookies(visit: Visit) -> dict[str, str]:
    """Names and values."""
    return {cookie.name: cookie.value for cookie in visit.cookies()}


def state(visit: Visit) -> object:
    """What the head snippet and the runtime say on the root element."""
    return visit.evaluate("document.documentElement.dataset.samtykke")


def shown(visit: Visit) -> bool:
    """Whether the banner is seen."""
    return bool(visit.evaluate("document.querySelector('.samtykke-banner').checkVisibility()"))


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
