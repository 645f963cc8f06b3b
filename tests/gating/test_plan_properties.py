"""Whatever a page holds: bytes outside the edits stay, a second run changes nothing, and nothing fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gating import sites
from gating.sites import PAGES, gated, live, settled
from gating.test_plan import GTAG

PIECES = (
    "<p>", "</p>", "<div style=a>", "</div>", "<table>", "<tr><td>", "<svg>", "</svg>", "<noscript>", "</noscript>", "<a>",
    "</a>", "<template>", "</template>", "<select>", "<!--", "-->", "<style>", "</style>", "<title>", "<textarea>", "<b", '"',
    "æ", "😀", "\r\n", "\n", "\t", "\0", "&amp;", "<![CDATA[", "<math>", "<frameset>", "</body>", "<head>", "<base href=//x.example>",
    f"<script src={GTAG}>", "</script>", "<script>", f"<img src='{GTAG}'", ">", "<iframe src='https://player.example/'>",
    "</iframe>", "<picture>", "<source srcset='https://player.example/1 2x'>", "<object data=https://player.example/2>",
    "</object>", "<video poster=https://player.example/3>", "<link rel=preconnect href=https://player.example>",
    "<link rel=stylesheet href=https://fonts.googleapis.com/css>", "@import 'https://fonts.googleapis.com/css';",
    "var s = new Image(); s.src = 'https://player.example/4';", "<p style='background:url(https://player.example/5)'>",
    "<img src=https://unknown.example/6 alt=ø>", " type=text/plain ", " data-category=media ", " src=a ",
)  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sites.write(tmp_path_factory.mktemp("broken"), {})


def holds(before: bytes, root: Path) -> None:
    """What is true of every page."""
    raw, done = gated(before, root)
    at, expected = 0, b""
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    text = before[len(mark) :]
    for splice in sorted({s for edit in done.edits for s in edit.splices}):
        expected += text[at : splice.start] + splice.text.encode("latin-1")
        at = splice.end
    assert raw == mark + expected + text[at:]
    raw, last = settled(raw, root)
    assert last.raw is None, "it comes to rest"
    # What acts in the end is told.
    assert live(raw, root) <= {one.host for one in last.left}


@given(MARKUP, st.sampled_from(["utf-8", "windows-1252", "utf-8-sig"]))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_broken_markup(root: Path, markup: str, encoding: str) -> None:
    holds(markup.encode(encoding, "xmlcharrefreplace"), root)


@given(st.sampled_from(sorted(PAGES)), st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_with_something_lost_or_put_in(root: Path, name: str, data: st.DataObject) -> None:
    raw = PAGES[name].read_bytes()
    at = data.draw(st.integers(0, len(raw)))
    size = data.draw(st.integers(0, 40))
    holds(raw[:at] + data.draw(st.sampled_from(PIECES)).encode() + raw[at + size :], root)


@given(st.binary(max_size=200))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes(root: Path, noise: bytes) -> None:
    holds(noise + f"<script src={GTAG}></script>".encode() + noise, root)
