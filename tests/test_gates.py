"""What browsers run, and the marks of consent tools."""

from __future__ import annotations

import pytest

from samtykke import catalogue
from samtykke.conventions import AUTOMATIC, CONVENTIONS, SERVICE_KEYS, TARTEAUCITRON
from samtykke.gates import CLASS_PARTS, automatic, jobs, marked, recognise, script_type

ESSENCES = [
    "application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
    "text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
    "text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript", "text/livescript",
    "text/x-ecmascript", "text/x-javascript",
]  # fmt: skip


@pytest.mark.parametrize(
    "kind", [None, "", *ESSENCES, "TEXT/JavaScript", " \t\n\f text/javascript \r", "\vtext/javascript"]
)
def test_runs(kind: str | None) -> None:
    assert script_type(kind, None) == ("classic", True)


@pytest.mark.parametrize(
    "kind",
    [" ", "text/plain", "TEXT/PLAIN", "text/plain;x", "text/javascript; charset=utf-8", "text/javascript;",
     "text/javascript1.6", "javascript", "\xa0text/javascript", "text/java\ufffdscript", "application/json",
     "application/ld+json", "text/babel", "opt-in", "didomi/javascript", "text/template", "\vMODULE"],
)  # fmt: skip
def test_does_not_run(kind: str) -> None:
    assert script_type(kind, None) == ("", False)


@pytest.mark.parametrize(("kind", "runs"), [("module", "module"), (" Module ", "module")])
def test_modules(kind: str, runs: str) -> None:
    assert script_type(kind, None) == (runs, True)
    assert script_type(kind, None, nomodule=True).runs == "module"


def test_nomodule_is_for_old_browsers() -> None:
    assert script_type(None, None, nomodule=True) == ("", False)


@pytest.mark.parametrize(
    ("kind", "language", "expected"),
    [
        (None, "javascript", ("classic", True)),
        (None, "JavaScript1.5", ("classic", True)),
        (None, "", ("classic", True)),
        ("", "vbscript", ("classic", True)),
        (None, "vbscript", ("", True)),  # not run, but Firefox requests it
        ("text/plain", "javascript", ("", False)),
    ],
)
def test_language(kind: str | None, language: str, expected: tuple[str, bool]) -> None:
    assert script_type(kind, language) == expected


@pytest.mark.parametrize(
    ("event", "target", "runs"),
    [
        ("y", "x", False),
        ("onload", "window", True),
        (" OnLoad() ", " WINDOW ", True),
        (None, "x", True),
        ("y", None, True),
    ],
)
def test_for_and_event(event: str | None, target: str | None, runs: bool) -> None:
    assert bool(script_type(None, None, event=event, target=target).runs) is runs


FIELD = [
    ("script", "type=text/plain; data-category=a; data-service=s; data-src=U", "samtykke", "a", "s"),
    ("script", "type=text/plain; data-cookiecategory=a; data-src=U", "vanilla-cookieconsent-2", "a", None),
    ("script", "type=text/plain; data-type=application/javascript; data-src=U; data-name=s", "klaro", None, "s"),
    ("img", "data-name=s; data-src=U", "klaro", None, "s"),
    ("script", "type=opt-in; data-name=s; data-src=U", "orejime-2", None, "s"),
    ("div", "class=tac_iframe; data-url=U", "tarteaucitron", None, None),
    ("script", "type=text/plain; data-cookieconsent=statistics, marketing; data-src=U",
     "cookiebot", "statistics, marketing", None),
    ("iframe", "data-cookieconsent=marketing; data-cookieblock-src=U", "cookiebot", "marketing", None),
    ("iframe", "class=x optanon-category-C0002-C0004; data-src=U", "onetrust", "C0002-C0004", None),
    ("iframe", "data-cookieyes=cookieyes-analytics; data-src=U", "cookieyes", "cookieyes-analytics", None),
    ("script", "type=text/plain; data-cli-script-type=a; data-cli-src=U", "cookieyes-legacy", "a", None),
    ("iframe", "data-category=marketing; data-service=yt; data-src-cmplz=U", "complianz", "marketing", "yt"),
    ("iframe", "class=cmplz-iframe x; data-category=marketing; data-src=U", "complianz", "marketing", None),
    ("script", "type=text/plain; data-cookiescript=accepted; data-cookiecategory=p; data-src=U",
     "cookie-script", "p", None),
    ("script", "type=text/plain; class=_iub_cs_activate; data-iub-purposes=4; suppressedsrc=U", "iubenda", "4", None),
    ("iframe", "data-usercentrics=YouTube Video; uc-src=U", "usercentrics", None, "YouTube Video"),
    ("script", "type=didomi/javascript; data-vendor=c:ga; data-src=U", "didomi", None, "c:ga"),
    ("iframe", "data-osano=MARKETING; data-src=U", "osano", "MARKETING", None),
    ("script", "type=text/plain; data-categories=analytics; data-src=U", "termly", "analytics", None),
    ("iframe", "data-requires-vendor-consent=youtube; data-src=U", "axeptio", None, "youtube"),
    ("iframe", "data-cookiefirst-category=functional; data-src=U", "cookiefirst", "functional", None),
    ("script", "src=; data-consent-src=U; data-category-consent=cookie_cat_marketing",
     "cookie-information", "cookie_cat_marketing", None),
    ("script", "type=text/template; data-borlabs-cookie-script-blocker-id=ga; data-borlabs-cookie-script-blocker-src=U",
     "borlabs", None, "ga"),
    ("script", "data-cc-category=analytics; data-src=U", "civic", "analytics", None),
    ("script", "type=text/template; data-borlabs-script-blocker-id=ga; data-borlabs-script-blocker-src=U",
     "borlabs", None, "ga"),
    ("amp-iframe", "data-block-on-consent=; src=U", "amp", None, None),
    ("script", "type=application/consent; consent-original-src-_=U; consent-required=7",
     "real-cookie-banner", None, "7"),
    ("iframe", "class=cmplazyload; data-cmp-src=U; data-cmp-vendor=s1", "consentmanager", None, "s1"),
    ("script", "type=text/plain; data-consent=analytics; data-src=U", "cookiehub", "analytics", None),
    ("script", "type=text/x-ccm-loader; data-ccm-loader-group=g; data-ccm-loader-src=U", "ccm19", "g", None),
    ("iframe", "data-gdpr-iframesrc=U", "moove", None, None),
    ("iframe", "data-mon-consent-required=marketing; data-src=U", "monsido", "marketing", None),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "attrs", "name", "category", "service"), FIELD, ids=[f"{f[2]}-{f[0]}" for f in FIELD])
def test_conventions(tag: str, attrs: str, name: str, category: str | None, service: str | None) -> None:
    parsed = dict(attr.split("=", 1) for attr in attrs.split("; "))
    assert marked(tag, parsed)
    mark = recognise(tag, parsed)
    assert mark is not None
    assert (mark.gate.convention, mark.gate.category, mark.gate.service) == (name, category, service)
    assert mark.src == ("U",)
    assert not mark.never
    assert not mark.delays


def test_every_convention_is_tested() -> None:
    others = {"orejime", "partytown", "wp-rocket", "rocket-loader", "litespeed", "perfmatters"}
    assert {c.name for c in CONVENTIONS} == {f[2] for f in FIELD} | others
    assert len({c.name for c in CONVENTIONS}) >= 30


@pytest.mark.parametrize(
    ("tag", "attrs"),
    [
        ("p", {"data-category": "news"}),
        ("li", {"data-category": "shoes", "data-src": "/a.jpg"}),
        ("div", {"data-name": "x", "data-src": "/a.jpg"}),
        ("button", {"data-consent": "all"}),
        ("script", {"data-name": "x", "src": "/a.js"}),
        ("script", {"type": "application/ld+json"}),
        ("div", {"data-purpose": "x"}),
        ("a", {"class": "tac_iframes"}),
        ("iframe", {"data-src": "https://x.example/"}),
        ("iframe", {"data-block-on-consent": "", "src": "U"}),
        ("div", {"data-service": "rørlegger", "data-id": "3"}),
        ("div", {"data-service": "youtube"}),
        ("div", {"data-id": "3"}),
        ("div", {"class": "youtube_player"}),
        ("div", {"class": "my_youtube_player", "videoid": "x"}),
        ("script", {"data-service": "youtube", "data-id": "3"}),
        ("script", {"data-name": "a", "data-src": "U"}),
        ("script", {"data-categories": "a", "src": "U"}),
        ("div", {"class": "lazyload", "data-src": "U"}),
        ("img", {"class": "lazyloaded-soon", "data-src": "U"}),
    ],
)
def test_common_words_are_no_marks(tag: str, attrs: dict[str, str]) -> None:
    assert recognise(tag, attrs) is None


@pytest.mark.parametrize(
    "attrs",
    [{"data-cookieconsent": "ignore"}, {"class": "a _iub_cs_skip"}, {"data-uc-allowed": "true"},
     {"data-borlabs-cookie-script-blocker-ignore": ""}, {"type": "text/plain", "data-category": "!analytics"},
     {"data-cookieconsent": " Ignore "}, {"data-ot-ignore": ""}, {"data-cmp-ab": "1"}, {"consent-skip-blocker": "1"}],
)  # fmt: skip
def test_never_block(attrs: dict[str, str]) -> None:
    mark = recognise("script", attrs)
    assert mark is not None
    assert mark.never


@pytest.mark.parametrize("kind", ["text/partytown", "rocketlazyloadscript", "a1b2c3d4-text/javascript"])
def test_delays_are_no_gates(kind: str) -> None:
    mark = recognise("script", {"type": kind, "src": "U"})
    assert mark is not None
    assert mark.delays
    assert mark.src == ("U",)


@pytest.mark.parametrize("attrs", [{"data-uc-allowed": "false"}, {"data-cmp-ab": "0"}, {"class": "x_iub_cs_skip"}])
def test_no_exemptions(attrs: dict[str, str]) -> None:
    mark = recognise("script", attrs)
    assert mark is None or not mark.never


@pytest.mark.parametrize(
    ("tag", "attrs", "service"),
    [
        ("div", {"data-service": "youtube", "data-id": "x"}, "youtube"),
        ("div", {"data-service": "googleMaps", "data-id": "x"}, "google-maps"),
        ("div", {"data-service": "Dailymotion", "data-id": "x", "data-autoscale": ""}, "dailymotion"),
        ("div", {"class": "x youtube_player", "videoid": "x"}, "youtube"),
        ("div", {"class": "vimeo_player", "data-videoid": "x"}, "vimeo"),
        ("div", {"class": "googlemaps-canvas", "latitude": "1"}, "google-maps"),
        ("amp-youtube", {"data-block-on-consent": "", "data-videoid": "x"}, "youtube"),
    ],
)
def test_placeholders_name_a_service(tag: str, attrs: dict[str, str], service: str) -> None:
    assert marked(tag, attrs)
    mark = recognise(tag, attrs)
    assert mark is not None
    assert (mark.stands_for, mark.src) == (service, ())


def test_the_keys_of_placeholders_are_services_of_the_catalogue() -> None:
    assert set(SERVICE_KEYS.values()) <= set(catalogue.load().services)
    assert all(key == "".join(filter(str.isalnum, key.lower())) for key in SERVICE_KEYS)


def test_jobs_of_tarteaucitron() -> None:
    script = "(tarteaucitron.job = tarteaucitron.job || []).push('gtag');\ntarteaucitron.job.push(\"youtube\")"
    assert jobs(script) == ("google-analytics", "youtube")
    assert jobs("(other.job = other.job || []).push('gtag')") == ()
    assert jobs("tarteaucitron.user.x = 'gtag'; list.push('gtag')") == ()


LOADERS = {
    "OneTrust": "https://cdn.cookielaw.org/consent/0/OtAutoBlock.js",
    "Termly": "https://app.termly.io/resource-blocker/0?autoBlock=on",
    "CookieYes": "//cdn-cookieyes.com/client_data/0/script.js",
    "Usercentrics": "https://privacy-proxy.usercentrics.eu/latest/uc-block.bundle.js",
    "iubenda": "https://cs.iubenda.com/autoblocking/0.js",
    "consentmanager": "https://cdn.consentmanager.net/delivery/autoblocking/0.js",
    "Osano": r"https:\\cmp.osano.com\0\osano.js",
    "CookieFirst": "https://consent.cookiefirst.com/sites/x.no-0/consent.js",
    "Cookie-Script": "https://cdn.cookie-script.com/s/0.js",
}


def test_automatic_blocking_is_recognised() -> None:
    assert {automatic({"src": src}) for src in LOADERS.values()} == set(AUTOMATIC)
    assert all(automatic({"src": src}) == tool for tool, src in LOADERS.items())
    assert automatic({"src": "/uc.js", "data-blockingmode": "AUTO"}) == "Cookiebot"
    assert automatic({"src": "//app.termly.io/embed.min.js", "data-auto-block": "on"}) == "Termly"


@pytest.mark.parametrize(
    "attrs",
    [
        {"src": "https://cdn.cookielaw.org/scripttemplates/otSDKStub.js"},
        {"src": "https://consent.cookiebot.com/uc.js", "data-blockingmode": "manual"},
        {"src": "https://app.termly.io/embed.min.js"},
        {"src": "https://app.usercentrics.eu/browser-ui/latest/loader.js"},
        {"src": "/otautoblock.json"},
        {},
    ],
)
def test_other_loaders_block_nothing_by_themselves(attrs: dict[str, str]) -> None:
    assert automatic(attrs) == ""


@pytest.mark.parametrize(
    "name",
    [
        *sorted(TARTEAUCITRON.classes), "cmplz-iframe", "cmplz-placeholder-element", "optanon-category-C0002",
        "_iub_cs_activate-inline", "cmplazyload", "tac_iframe",
    ],
)  # fmt: skip
def test_no_page_with_a_telling_class_is_passed_over(name: str) -> None:
    assert marked("div", {"class": name})
    assert any(part in name for part in CLASS_PARTS)
