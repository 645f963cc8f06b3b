"""A page with a typeface of Google and a library of cdnjs, before and after copies are kept, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.chromium import Chromium
from browser.common import urls
from browser.harness import serve, settle, until
from selfhost.conftest import started
from selfhost.hosts import FILES, GOOGLE, JQUERY, WOFF2, Answer, playing

pytestmark = pytest.mark.browser
FONT = next((Path(__file__).parents[2] / "theme").rglob("*.woff2"))
PAGE = f"""<title>a</title>
<link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>
<link rel="stylesheet" href="{GOOGLE.replace("&", "&amp;")}">
<script src="{JQUERY}" crossorigin="anonymous"></script>
<script>window.version = window.jQuery && jQuery.fn.jquery</script>
<body><p style="font-family: Inter">blåbær <b>fet</b>"""
LOADED = "[...document.fonts].filter(face => face.status === 'loaded').length === 2"


def test_nobody_is_contacted_and_both_load(tmp_path: Path, chromium: Chromium) -> None:
    fonts = {url: Answer(FONT.read_bytes(), WOFF2) for url in FILES if "gstatic" in url}
    with playing(FILES | fonts) as world, serve(tmp_path / "public") as site:
        project = started(tmp_path, world)
        project.page(PAGE)
        with chromium.open(f"{site.url}/index.html") as visit:
            settle(visit, 0.1)
            assert {GOOGLE, JQUERY} <= set(urls(visit)), "or this would prove nothing"
        assert not project.gather().failures
        project.localise()
        with chromium.open(f"{site.url}/index.html") as visit:
            until(visit, LOADED)
            assert visit.evaluate("window.version") == "3.7.1"
            settle(visit, 0.1)
            assert urls(visit) == []
