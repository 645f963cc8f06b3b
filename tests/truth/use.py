"""What every visitor does with a page without meaning anything by it: point, scroll, tab, follow a fragment, turn the
screen, print. Nothing is clicked and nothing is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from browser.bidi import FirefoxVisit
from browser.chromium import ChromiumVisit
from browser.harness import Visit

_POINTS = [(14, y) for y in range(192, 12, -12)]
"""Over the first lines of a page, in CSS pixels; at last over its first paragraph."""
_BELOW = (20, 70)
"""Over what comes after it."""
_PAUSE = 100
"""Milliseconds in which a page can be painted."""
Step = Callable[[], object]
_NARROW = (500, 400, 3)
"""Width, height, and device pixels to a CSS pixel."""


def use(visit: Visit) -> None:
    """Do it all. A page that leads elsewhere, or has no scripts, lets some of it fail."""
    steps = _chromium(visit) if isinstance(visit, ChromiumVisit) else _firefox(visit)
    for step in steps:
        with suppress(Exception):
            step()


def _chromium(visit: ChromiumVisit) -> Iterator[Step]:
    page = visit.page

    def metrics() -> None:
        width, height, ratio = _NARROW
        session = visit.context.new_cdp_session(page)
        size = {"width": width, "height": height, "deviceScaleFactor": ratio, "mobile": False}
        session.send("Emulation.setDeviceMetricsOverride", size)

    yield page.bring_to_front  # hidden pages do not render
    for x, y in _POINTS:
        yield partial(page.mouse.move, x, y)
    yield lambda: page.wait_for_timeout(_PAUSE)
    yield partial(page.mouse.move, *_BELOW)
    yield lambda: page.mouse.wheel(0, 60)
    yield partial(page.keyboard.press, "Tab")
    yield partial(page.keyboard.press, "Tab")
    yield lambda: page.evaluate("location.hash = 'here'")
    yield metrics
    yield lambda: page.wait_for_timeout(_PAUSE)
    yield lambda: page.emulate_media(color_scheme="dark")
    yield lambda: page.wait_for_timeout(_PAUSE)
    yield lambda: page.emulate_media(media="print")
    yield page.pdf


def _firefox(visit: FirefoxVisit) -> Iterator[Step]:
    def call(method: str, **params: object) -> None:
        visit.bidi.call(method, {"context": visit.id, **params}, seconds=5)

    yield lambda: call("browsingContext.activate")
    moves = [{"type": "pointerMove", "x": x, "y": y} for x, y in _POINTS]
    moves.append({"type": "pause", "duration": _PAUSE})
    yield lambda: call("input.performActions", actions=[{"type": "pointer", "id": "mouse", "actions": moves}])
    wheel = {"type": "scroll", "x": _BELOW[0], "y": _BELOW[1], "deltaX": 0, "deltaY": 60}
    yield lambda: call("input.performActions", actions=[{"type": "wheel", "id": "wheel", "actions": [wheel]}])
    yield lambda: visit.press("Tab", "Tab")
    yield lambda: visit.evaluate("location.hash = 'here'")
    width, height, ratio = _NARROW
    view = {"width": width, "height": height}
    yield lambda: call("browsingContext.setViewport", viewport=view, devicePixelRatio=ratio)
    yield partial(visit.rest, _PAUSE / 1000)
    yield lambda: call("browsingContext.print")
