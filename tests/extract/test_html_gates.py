"""Gates in a page: what they hold back, and when they hold back nothing."""

from __future__ import annotations

import pytest

from extract.pages import only, problems, read, third
from samtykke.model import Gate, Kind

OURS = "data-category=media data-service=yt"


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        (f"<script type=text/plain {OURS} data-src=//c.example/x></script>", Kind.SCRIPT),
        (f"<script type=text/plain {OURS} src=//c.example/x></script>", Kind.SCRIPT),
        (f"<figure {OURS} data-src=//c.example/x data-title=x></figure>", Kind.IFRAME),
        (f"<iframe {OURS} data-src=//c.example/x></iframe>", Kind.IFRAME),
        (f"<img {OURS} data-src=//c.example/x alt=''>", Kind.IMAGE),
        (f"<img {OURS} data-src=//c.example/x src='data:image/gif,x' alt=''>", Kind.IMAGE),
        (f"<link {OURS} rel=stylesheet data-href=//c.example/x>", Kind.STYLESHEET),
        (f"<link {OURS} rel=preconnect data-href=//c.example/x>", Kind.HINT),
        (f"<script type=text/plain {OURS} data-type=text/html><img src=//c.example/x></script>", Kind.IMAGE),
        (f"<script type=text/plain {OURS} data-type=text/html><td background=//c.example/x></script>", Kind.IMAGE),
        (f"<style type=text/plain {OURS}>p{{background:url(//c.example/x)}}</style>", Kind.IMAGE),
    ],
)
def test_ours(markup: str, kind: Kind) -> None:
    found = only(read(markup))
    assert (found.kind, found.state, found.host) == (kind, "gated", "c.example")
    assert found.gate == Gate("samtykke", "media", "yt")
    assert problems(markup) == []


def test_a_service_is_not_needed_on_scripts() -> None:
    found = only(read("<script type=text/plain data-category=a data-src=//c.example/x></script>"))
    assert found.gate == Gate("samtykke", "a", None)


@pytest.mark.parametrize(
    "markup",
    [
        "<script data-category=a src=//c.example/x></script>",
        "<script type=text/javascript data-category=a data-service=b src=//c.example/x></script>",
        "<script data-category=a>f()</script>",
        "<script data-cookieyes=cookieyes-analytics src=//c.example/x></script>",
        "<iframe data-category=a data-service=b src=//c.example/x></iframe>",
        "<iframe type=text/plain data-category=a src=//c.example/x></iframe>",
        "<img data-osano=MARKETING src=//c.example/x>",
        "<style type=text/plain data-category=a>@import '//c.example/x';</style>",
        "<link rel=stylesheet type=text/plain data-category=a href=//c.example/x>",
        "<svg><script type=text/plain data-category=a href=//c.example/x></script></svg>",
        "<script type=text/partytown src=//c.example/x></script>",
        "<script type=ab12-text/javascript src=//c.example/x></script>",
    ],
)
def test_false_gates(markup: str) -> None:
    assert problems(markup) == ["false-gate"]
    if "f()" not in markup:
        assert third(markup) == {"c": "live"}


@pytest.mark.parametrize(
    "markup",
    [
        "<script data-cookieconsent=necessary src=/own.js></script>",
        "<img data-category=nature src=/a.jpg>",
        "<p data-category=news>x</p>",
        "<iframe data-category=a data-service=b data-src=//c.example/x></iframe>",
        "<script data-cc-category=a data-src=//c.example/x></script>",
        "<script src='' data-consent-src=//c.example/x data-category-consent=cookie_cat_marketing></script>",
        "<template><script data-category=a src=//c.example/x></script></template>",
    ],
)
def test_no_false_gate(markup: str) -> None:
    assert problems(markup) == []


def test_never_block() -> None:
    markup = "<script data-cookieconsent=ignore src=//c.example/x></script>"
    assert problems(markup) == ["never-block-marker"]
    assert third(markup) == {"c": "live"}
    markup = "<script type=text/plain data-category='!a' data-src=//c.example/x></script>"
    assert problems(markup) == ["never-block-marker"]
    assert third(markup) == {"c": "live"}


def test_orejime_template_and_its_leak() -> None:
    markup = "<template data-purpose=ads><script src=//s.example/></script><img src=//i.example/></template>"
    found = [(r.host, r.state.value, r.gate) for r in read(markup).references]
    assert found == [
        ("s.example", "gated", Gate("orejime", "ads")),
        ("i.example", "gated", Gate("orejime", "ads")),
        ("i.example", "live", None),
    ]


def test_markup_in_base64() -> None:
    markup = "<div data-borlabs-cookie-content='PGlmcmFtZSBzcmM9Ly9jLmV4YW1wbGU+'></div>"
    found = only(read(markup))
    assert (found.kind, found.state, found.host) == (Kind.IFRAME, "gated", "c.example")


def test_gate_in_gated_markup_keeps_the_outer_one() -> None:
    inner = "<script src=//c.example/></script><template><img src=//d.example/></template>"
    markup = f"<script type=text/plain {OURS} data-type=text/html>{inner.replace('</script>', '')}"
    assert {r.state.value for r in read(markup).references} == {"gated"}


def test_twins_both_stand() -> None:
    markup = (
        "<script type=text/plain data-category=a data-src=//c.example/x></script>"
        "<link rel=preload as=script href=//c.example/x>"
    )
    assert [(r.kind.value, r.state.value) for r in read(markup).references] == [("script", "gated"), ("hint", "live")]
