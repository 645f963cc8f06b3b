"""One Chromium and one Firefox for the whole run; every page gets a profile of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from browser.bidi import Firefox
from browser.chromium import Chromium
from browser.harness import Browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium."""
    with Chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def firefox() -> Iterator[Browser]:
    """Firefox."""
    with Firefox() as browser:
        yield browser


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Browser:
    """Each browser in turn."""
    found: Browser = request.getfixturevalue(request.param)
    return found
