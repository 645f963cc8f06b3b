"""Whatever the bytes, a scan ends, says the same twice and never raises."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pages import SITE
from samtykke.extract import scan
from samtykke.site import Document

KINDS = ["html", "css", "svg", "xml", "json", "headers"]
PIECES = st.sampled_from(
    ["<", ">", "/", "=", "'", '"', "&", ";", "&#0;", "<!--", "-->", "--!>", "<![CDATA[", "]]>", "<?", "</", "\0",
     "\r\n", " ", "src", "href", "srcset", "style", "type", "//a.example/", "text/plain", "url(", "@import ", "{",
     "}", "\\", "<script", "</script>", "<style>", "</style>", "<template", " shadowrootmode=open", "</template>",
     "<noscript>", "</noscript>", "<svg>", "</svg>", "<math>", "<table>", "<frameset>", "<select>", "<img",
     "<image", "<link", "<base", "<iframe", " srcdoc=", "<meta", " data-category=a", " data-src=", " onload=",
     "<plaintext>", "<body", "😀", "\ud83d", "æ", "<xml:a", "xmlns:a='http://www.w3.org/2000/svg'",
     "<!ENTITY a '&b;'>", "javascript:", "data:text/html,"]
)  # fmt: skip


def check(kind: str, raw: bytes) -> None:
    found = scan(Document("a/b", kind, raw), SITE)
    assert found == scan(Document("a/b", kind, raw), SITE)
    assert list(found.references) == sorted(found.references, key=lambda r: r.position)
    assert len(set(found.references)) == len(found.references)
    assert all(p.position.path == "a/b" and p.position.line > 0 for p in found.problems)
    assert not any(p.detail.endswith(("Error", "Exception")) for p in found.problems), found.problems
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(raw=st.binary(max_size=300))
def test_random_bytes(kind: str, raw: bytes) -> None:
    check(kind, raw)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150)
@given(pieces=st.lists(PIECES, max_size=40), encoding=st.sampled_from(["utf-8", "utf-16-le", "latin-1"]))
def test_random_markup(kind: str, pieces: list[str], encoding: str) -> None:
    check(kind, "".join(pieces).encode(encoding, "replace"))


def test_unknown_kind() -> None:
    assert [p.rule for p in scan(Document("a", "exe", b"x"), SITE).problems] == ["unreadable-document"]
