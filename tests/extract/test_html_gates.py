"""Gates in a page: what they hold back, and when they hold back nothing."""

from __future__ import annotations

import pytest

from extract.pages import only, problems, read, third
from samtykke.model import Gate, Kind, State

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


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<script data-category=a src=//c.example/x></script>", "a script runs unless"),
        ("<script data-cookieyes=cookieyes-analytics src=//c.example/x></script>", "this mark helps only if"),
        ("<img data-osano=MARKETING src=//c.example/x>", "this mark helps only if"),
        ("<iframe data-category=a data-service=b src=//c.example/x></iframe>", "the address still stands"),
        ("<video data-category=a data-service=b data-src=/x poster=//c.example/x></video>", "the address still stands"),
        ("<style type=text/plain data-category=a>@import '//c.example/x';</style>", "browsers fetch what a style"),
        ("<svg><script type=text/plain data-category=a href=//c.example/x></script></svg>", "browsers fetch the"),
        ("<script type=rocketlazyloadscript data-rocket-src=//c.example/x></script>", "such a type only delays"),
        ("<script type=litespeed/javascript data-src=//c.example/x></script>", "such a type only delays"),
        ("<script type=pmdelayedscript src=//c.example/x></script>", "such a type only delays"),
        ("<script src=/l.js></script><iframe class='lazyload optanon-category-C4' data-src=//c.example/x></iframe>",
         "a lazy loader fetches"),
        ("<template data-purpose=ads><img src=//c.example/x></template>", "Firefox fetches pictures"),
        ("<template data-purpose=ads><svg><script href=//c.example/x></script></svg></template>", "Firefox fetches"),
    ],
)  # fmt: skip
def test_a_false_gate_says_why(markup: str, reason: str) -> None:
    found = [p for p in read(markup).problems if p.rule == "false-gate"]
    assert len(found) == 1
    assert found[0].reason.startswith(reason)
    assert State.LIVE in {r.state for r in read(markup).references if r.host == "c.example"}


@pytest.mark.parametrize(
    ("markup", "state"),
    [
        ("<img class=lazyload data-src=//c.example/x>", None),
        ("<script src=/l.js></script><img class=lazyload data-src=//c.example/x>", State.LIVE),
        ("<script src=/l.js></script><template><img class=lazyload data-src=//c.example/x></template>", None),
        ("<script src=/l.js></script><iframe class=lazyload data-cookieblock-src=//c.example/x></iframe>", State.GATED),
        ("<iframe class='lazyload optanon-category-C4' data-src=//c.example/x></iframe>", State.GATED),
        (
            "<script src=/l.js></script><template data-purpose=a><iframe src=//c.example/x></iframe></template>",
            State.GATED,
        ),
    ],
)
def test_what_waits_for_the_window_waits_for_nobody(markup: str, state: State | None) -> None:
    assert {r.state for r in read(markup).references if r.host == "c.example"} == ({state} if state else set())


@pytest.mark.parametrize(
    ("markup", "service", "gate"),
    [
        ("<div data-service=youtube data-id=x></div>", "youtube", Gate("iframemanager", None, "youtube")),
        ("<div class=vimeo_player videoID=x></div>", "vimeo", Gate("tarteaucitron", None, "vimeo")),
        ("<script>(tarteaucitron.job = tarteaucitron.job || []).push('gtag')</script>", "google-analytics",
         Gate("tarteaucitron", None, "google-analytics")),
        ("<amp-youtube data-block-on-consent data-videoid=x></amp-youtube>", "youtube", Gate("amp")),
    ],
)  # fmt: skip
def test_a_placeholder_without_an_address_is_a_gated_reference(markup: str, service: str, gate: Gate) -> None:
    found = only(read(markup))
    assert (found.service, found.host, found.state, found.gate) == (service, "", State.GATED, gate)


def test_the_picture_of_a_placeholder_does_not_wait() -> None:
    markup = "<script src=/i.js></script><div data-service=youtube data-id=x data-thumbnail=//c.example/x></div>"
    assert [(r.host, r.state.value) for r in read(markup).references[1:]] == [("", "gated"), ("c.example", "live")]
    markup = (
        "<script src=/i.js></script><iframe data-src-cmplz=//a.example/ data-placeholder-image=//c.example/x></iframe>"
    )
    assert third(markup) == {"a": "gated", "c": "live"}
    assert "c" not in third(markup.replace("<script src=/i.js></script>", ""))


def test_automatic_blocking_holds_nothing_back() -> None:
    loader = "<script id=Cookiebot src=//consent.cookiebot.com/uc.js data-blockingmode=auto></script>"
    markup = f"{loader}<script src=//c.example/x></script>"
    assert problems(markup) == ["automatic-blocking"]
    assert third(markup) == {"consent": "live", "c": "live"}
    assert problems(loader.replace("src=", "type=text/plain src=")) == []


def test_a_wrapper_holds_nothing_back() -> None:
    assert third("<div data-cookieconsent=marketing><script src=//c.example/x></script></div>") == {"c": "live"}
    assert third("<dp-content data-cookieconsent=a><iframe src=//c.example/x></iframe></dp-content>") == {"c": "live"}


def test_amp_waits_unless_a_refusal_will_do() -> None:
    assert third("<amp-iframe data-block-on-consent src=//c.example/x></amp-iframe>") == {"c": "gated"}
    markup = "<amp-iframe data-block-on-consent=_till_responded src=//c.example/x></amp-iframe>"
    assert third(markup) == {"c": "live"}
    assert problems(markup) == ["never-block-marker"]


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


def test_what_follows_content_in_a_template_is_fetched_ahead_whoever_opens_it() -> None:
    waiting = (
        "<script src=//s.example/></script><link rel=stylesheet href=//l.example/><style>@import '//i.example/'</style>"
    )
    for template in ("<template>", "<template data-purpose=ads>"):
        inert = read(f"{template}{waiting}</template>")
        assert "live" not in {r.state.value for r in inert.references}
        assert not inert.problems
        leaking = read(f"{template}<p>x</p>{waiting}</template>")
        live = {r.host for r in leaking.references if r.state.value == "live"}
        assert live == {"s.example", "l.example", "i.example"}
        assert bool(leaking.problems) == ("data-purpose" in template)
