"""What the catalogue knows of a script by its text, where the sandbox did not see it fetched."""

from __future__ import annotations

import pytest

from extract.pages import read
from samtykke.model import Evidence, State

LATER = (
    "function later() { var s = document.createElement('script'); s.src = 'https://www.google-analytics.com/ga.js' }"
)


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (LATER, State.ACTION),
        (LATER + "; throw new Error('early')", State.LIVE),
        ("var s = new Image(); s.src = 'https://www.google-analytics.com/ga.js'", None),
        ("var s = 'https://google-analytics.com.example/ga.js'", None),
    ],
)
def test_fragments(code: str, state: State | None) -> None:
    scan = read(f"<!doctype html><script>{code}</script>")

    found = [r.state for r in scan.references if r.evidence is Evidence.SIGNATURE]

    assert found == ([state] if state else [])


def test_a_gated_script_cannot_hide_what_a_live_one_does() -> None:
    """The live one looks, after the page has loaded, whether a flag is set; before consent nobody has set it."""
    scan = read(
        "<!doctype html><script>addEventListener('load', function () {"
        " if (!window.done) new Image().src = 'https://live.example/' })</script>"
        '<script type="text/plain" data-category="analytics" data-service="x">'
        "window.done = true; new Image().src = 'https://gated.example/'</script>"
    )

    assert {(r.host, r.state) for r in scan.references} == {
        ("live.example", State.LIVE),
        ("gated.example", State.GATED),
    }
