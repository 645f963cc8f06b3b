"""Sites that misbehave in one way each, what the audit must say of them, and how each is mended.

A case is a few edits of the site in `tests/sites/audit`: `wrong` breaks it, `right` does the same thing as it should be
done. `homemade` cases are about the banner, and have the one that the shop made for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from audit.site import Edit, body, declared, file, gate, head

BEFORE, REJECT, ACCEPT, WITHDRAW, GPC, NO_SCRIPT = "before", "reject", "accept", "withdraw", "gpc", "no-script"
ANALYTICS, MARKETING = "only-analytics", "only-marketing"

COOKIE = "document.cookie = '_teller=1; path=/; max-age=2592000';"
HIT = "new Image().src = 'https://counter.test/early';"


class Found(NamedTuple):
    """A thing that the audit finds."""

    rule: str
    state: str
    page: str = "index.html"
    by: str = ""
    """The path of the script that did it; that of the page for a script in it. Empty where it is not asked for."""
    subject: str = ""
    """A host, or the name of what is stored; it stands in the message, or is the finding's host."""


@dataclass(frozen=True)
class Case:
    """A way to misbehave."""

    name: str
    wrong: tuple[Edit, ...]
    right: tuple[Edit, ...]
    found: Found
    homemade: bool = False
    states: tuple[str, ...] = ()
    """The states that are visited, where they are others than those of the findings."""
    every_page: bool = False
    """The second page is opened too, as it is where a finding lies on it."""
    headers: tuple[tuple[str, str], ...] = ()
    """What the server of the wrong site says beside, with the front page."""
    also: tuple[Found, ...] = ()
    """What cannot be told from it: a service worker that asks is stored, too."""


def inline(script: str) -> str:
    """A script of the page."""
    return f"<script>{script}</script>"


def ungated(name: str, script: str, found: Found, more: tuple[Edit, ...] = ()) -> Case:
    """What a page does by itself; in the mended site it waits for consent."""
    return Case(name, (body(inline(script)), *more), (body(gate(script)), *more), found)


FRAME = '<!doctype html><html lang="nb"><title>Ramme</title><img src="https://counter.test/early" alt=""></html>'
WORKER = "self.addEventListener('activate', (event) => event.waitUntil(fetch('https://counter.test/early', { mode: 'no-cors' })));"
REGISTER = "navigator.serviceWorker.register('/sw.js');"
SCROLL = f"addEventListener('scroll', () => {{ {HIT} }}, {{ once: true }}); document.body.style.minHeight = '3000px';"
TALL = "<div style='height: 4000px'></div>"
PIXEL = '<img src="https://counter.test/early" alt="" loading="lazy">'
GATED_PIXEL = '<img data-category="analytics" data-service="counter" data-src="https://counter.test/early" alt="">'
DATABASE = "indexedDB.open('teller-db');"
CACHE = "caches.open('teller-v1').then((cache) => cache.put('/x', new Response('x')));"
LIVE = "document.body.style.minHeight = '3000px'; addEventListener('scroll', () => fetch('https://counter.test/live', { mode: 'no-cors' }));"
OWN_CHOICE = "document.cookie.includes('samtykke=')"


def item(name: str, kind: str, lifetime: str = "forever") -> tuple[Edit, ...]:
    """An item more that the register declares."""
    return (declared(f'  name = "{name}"\n  kind = "{kind}"\n  lifetime = "{lifetime}"'),)


SERVICE_WORKER = (file("sw.js", WORKER), *item("/", "serviceworker"))
BEFORE_CONSENT = (
    ungated("cookie", COOKIE, Found("storage-before-consent", BEFORE, by="/", subject="_teller")),
    Case(
        "cookie-by-header",
        (),
        (),
        Found("storage-before-consent", BEFORE, subject="_teller"),
        headers=(("Set-Cookie", "_teller=1; Path=/; Max-Age=2592000"),),
    ),
    ungated(
        "local-storage",
        "localStorage.setItem('teller', '1');",
        Found("storage-before-consent", BEFORE, by="/", subject="teller"),
        item("teller", "local"),
    ),
    ungated(
        "session-storage",
        "sessionStorage.setItem('teller', '1');",
        Found("storage-before-consent", BEFORE, by="/", subject="teller"),
        item("teller", "session", "session"),
    ),
    ungated(
        "indexed-db",
        DATABASE,
        Found("storage-before-consent", BEFORE, subject="teller-db"),
        item("teller-db", "indexeddb"),
    ),
    ungated(
        "cache-storage",
        CACHE,
        Found("storage-before-consent", BEFORE, subject="teller-v1"),
        item("teller-v1", "cache"),
    ),
    Case(
        "service-worker",
        (body(inline(REGISTER)), *SERVICE_WORKER),
        (body(gate(REGISTER)), *SERVICE_WORKER),
        Found("request-before-consent", BEFORE, by="/sw.js", subject="counter.test"),
        also=(Found("storage-before-consent", BEFORE, by="/", subject="/"),),
    ),
    ungated("request", HIT, Found("request-before-consent", BEFORE, by="/", subject="counter.test")),
    ungated(
        "request-by-a-file",
        "document.head.append(Object.assign(document.createElement('script'), { src: '/felles.js' }));",
        Found("request-before-consent", BEFORE, by="/felles.js", subject="counter.test"),
        (file("felles.js", HIT),),
    ),
    ungated("scrolling", SCROLL, Found("request-before-consent", BEFORE, by="/", subject="counter.test")),
    ungated(
        "late",
        f"setTimeout(() => {{ {HIT} }}, 1500);",
        Found("request-before-consent", BEFORE, by="/", subject="counter.test"),
    ),
    ungated(
        "idle",
        f"setTimeout(() => requestIdleCallback(() => {{ {HIT} }}), 300);",
        Found("request-before-consent", BEFORE, by="/", subject="counter.test"),
    ),
    ungated(
        "leaving",
        "addEventListener('pagehide', () => navigator.sendBeacon('https://counter.test/early', 'x'));",
        Found("request-before-consent", BEFORE, by="/", subject="counter.test"),
    ),
    ungated(
        "socket",
        "new WebSocket('wss://counter.test/early');",
        Found("request-before-consent", BEFORE, by="/", subject="counter.test"),
    ),
    ungated(
        "event-source",
        "new EventSource('https://counter.test/early');",
        Found("request-before-consent", BEFORE, by="/", subject="counter.test"),
    ),
    ungated(
        # After the document has been read, Chromium itself does not say who opened it.
        "event-source-late",
        "addEventListener('load', () => setTimeout(() => new EventSource('https://counter.test/early'), 1000));",
        Found("request-before-consent", BEFORE, by="/", subject="counter.test"),
    ),
    ungated(
        "worker",
        "new Worker(URL.createObjectURL(new Blob([\"fetch('https://counter.test/early', { mode: 'no-cors' })\"])));",
        Found("request-before-consent", BEFORE, subject="counter.test"),
    ),
    ungated(
        "pointer",
        f"addEventListener('pointermove', () => {{ {HIT} }}, {{ once: true }});",
        Found("request-before-consent", BEFORE, by="/", subject="counter.test"),
    ),
    Case(
        "lazy-image",
        (body(TALL + PIXEL),),
        (body(TALL + GATED_PIXEL),),
        Found("request-before-consent", BEFORE, subject="counter.test"),
    ),
    Case(
        "style-sheet",
        (body("<style>h1 { background: url(https://counter.test/early) }</style>"),),
        (body(gate("document.querySelector('h1').style.background = 'url(https://counter.test/early)';")),),
        Found("request-before-consent", BEFORE, subject="counter.test"),
    ),
    Case(
        "frame",
        (body('<iframe src="/ramme.html" title="Ramme"></iframe>'), file("ramme.html", FRAME)),
        (
            body(
                '<iframe data-category="analytics" data-service="counter" data-src="/ramme.html" title="Ramme"></iframe>'
            ),
            file("ramme.html", FRAME.replace("<html ", '<html data-x="" ')),
        ),
        Found("request-before-consent", BEFORE, subject="counter.test"),
    ),
    Case(
        "frame-within-markup",
        (body(f"<iframe srcdoc='<script>{HIT.replace(chr(39), chr(34))}</script>' title='Ramme'></iframe>"),),
        (body(gate(HIT)),),
        Found("request-before-consent", BEFORE, subject="counter.test"),
    ),
    Case(
        "second-page",
        (body(inline(HIT), "om.html"),),
        (body(gate(HIT), "om.html"),),
        Found("request-before-consent", BEFORE, "om.html", "/om.html", "counter.test"),
    ),
    Case(
        "preconnect",
        (head('<link rel="preconnect" href="https://counter.test">'),),
        (),
        Found("request-before-consent", BEFORE, subject="counter.test"),
    ),
    Case(
        "without-script",
        (body('<noscript><img src="https://counter.test/early" alt=""></noscript>'),),
        (body("<noscript><p>Siden virker uten skript.</p></noscript>"),),
        Found("request-before-consent", NO_SCRIPT, subject="counter.test"),
    ),
    Case(
        "scripted-consent",
        (
            body(
                inline(
                    "document.addEventListener('DOMContentLoaded', () => document.querySelector('[data-samtykke-do=accept]').click());"
                )
            ),
        ),
        (body(inline("document.addEventListener('DOMContentLoaded', () => document.querySelector('h1').click());")),),
        Found("scripted-consent", BEFORE),
    ),
)
"""What happens before the visitor has chosen."""

AFTER_REJECT = (
    Case(
        "any-answer-is-a-yes",
        (body(inline(f"if ({OWN_CHOICE}) {{ {HIT} }}"), "om.html"),),
        (body(gate(HIT), "om.html"),),
        Found("request-after-reject", REJECT, "om.html", "/om.html", "counter.test"),
    ),
    Case(
        "told-of-the-refusal",
        (body(inline(f"document.addEventListener('samtykke:change', () => {{ {HIT} }});")),),
        (body(inline("document.addEventListener('samtykke:change', () => {});")),),
        Found("request-after-reject", REJECT, by="/", subject="counter.test"),
    ),
    Case(
        "cookie-of-the-refusal",
        (body(inline(f"document.addEventListener('samtykke:change', () => {{ {COOKIE} }});")),),
        (body(inline("document.addEventListener('samtykke:change', () => {});")),),
        Found("storage-after-reject", REJECT, by="/", subject="_teller"),
    ),
    Case(
        "fake-reject",
        (Edit("banner.js", "no: () => choose([])", "no: () => choose(ALL)"),),
        (),
        Found("reject-is-accept", REJECT),
        homemade=True,
    ),
)

AFTER_ACCEPT = (
    Case(
        "undeclared-host",
        (Edit("counter.js", "", "new Image().src = 'https://ukjent.test/hit';"),),
        (),
        Found("undeclared-third-party", ACCEPT, by="/counter.js", subject="ukjent.test"),
    ),
    Case(
        "undeclared-cookie",
        (Edit("counter.js", "", "document.cookie = '_fremmed=1; path=/; max-age=60';"),),
        (),
        Found("undeclared-storage", ACCEPT, by="/counter.js", subject="_fremmed"),
    ),
    Case(
        "undeclared-local",
        (Edit("counter.js", "", "localStorage.setItem('fremmed', '1');"),),
        (),
        Found("undeclared-storage", ACCEPT, by="/counter.js", subject="fremmed"),
    ),
    Case(
        "lifetime",
        (Edit("counter.js", "max-age=2592000", "max-age=63072000"),),
        (),
        Found("lifetime-exceeded", ACCEPT, by="/counter.js", subject="_teller"),
    ),
    Case(
        "lifetime-of-a-session",
        (
            *item("_besok", "cookie", "session"),
            Edit("counter.js", "", "document.cookie = '_besok=1; max-age=60';"),
        ),
        (
            *item("_besok", "cookie", "session"),
            Edit("counter.js", "", "document.cookie = '_besok=1';"),
        ),
        Found("lifetime-exceeded", ACCEPT, by="/counter.js", subject="_besok"),
    ),
    Case(
        "never-seen",
        item("_aldri", "cookie", "P1D"),
        (*item("_aldri", "cookie", "P1D"), Edit("counter.js", "", "document.cookie = '_aldri=1; max-age=86400';")),
        Found("never-seen", ACCEPT, "register.toml", subject="_aldri"),
        every_page=True,
    ),
    Case(
        "category-lets-another-through",
        (Edit("banner.js", "save: () => choose(ticked())", "save: () => choose(ticked().length ? ALL : [])"),),
        (),
        Found("category-leak", ANALYTICS, by="/ads.js", subject="ads.test"),
        homemade=True,
    ),
    Case(
        "consent-mode",
        (
            Edit(
                "counter.js",
                "",
                "window.dataLayer = []; function gtag() { dataLayer.push(arguments); } gtag('consent', 'default', { ad_storage: 'granted', analytics_storage: 'granted' });",
            ),
        ),
        (
            Edit(
                "counter.js",
                "",
                "window.dataLayer = []; function gtag() { dataLayer.push(arguments); } gtag('consent', 'default', { ad_storage: 'denied', analytics_storage: 'granted' });",
            ),
        ),
        Found("consent-mode-wrong", ANALYTICS),
    ),
)

AFTER_WITHDRAWAL = (
    Case(
        "clears-nothing",
        (Edit("banner.js", "    clear();\n", ""),),
        (),
        Found("not-cleared", WITHDRAW, by="/counter.js", subject="_teller"),
        homemade=True,
        also=(Found("not-cleared", WITHDRAW, by="/ads.js", subject="_annonse"),),
    ),
    Case(
        "clears-one-kind",
        (
            *item("teller", "local"),
            Edit("counter.js", "", "localStorage.setItem('teller', '1');"),
            Edit("banner.js", 'const ITEMS = ["teller"]', "const ITEMS = []"),
        ),
        (*item("teller", "local"), Edit("counter.js", "", "localStorage.setItem('teller', '1');")),
        Found("not-cleared", WITHDRAW, subject="teller"),
        homemade=True,
    ),
    Case(
        "goes-on",
        (
            Edit("banner.js", "    location.reload();\n", ""),
            Edit("counter.js", "", LIVE),
        ),
        (Edit("counter.js", "", LIVE),),
        Found("request-after-withdrawal", WITHDRAW, by="/counter.js", subject="counter.test"),
        homemade=True,
    ),
    Case(
        "no-way-back",
        (Edit("index.html", "Endre samtykke", "Tilbake"), Edit("om.html", "Endre samtykke", "Tilbake")),
        (),
        Found("withdrawal-link-missing", WITHDRAW),
        homemade=True,
    ),
)

BANNER = (
    Case(
        "no-reject",
        (Edit("index.html", '<button type="button" data-do="no">Avvis alle</button>\n', ""),),
        (),
        Found("reject-missing", BEFORE),
        homemade=True,
    ),
    Case(
        "smaller",
        (Edit("banner.css", "", "#kaker [data-do=no] { font-size: 0.6rem; padding: 0; }"),),
        (),
        Found("reject-weaker", BEFORE),
        homemade=True,
    ),
    Case(
        "paler",
        (Edit("banner.css", "", "#kaker [data-do=no] { background: #fff; color: #ccc; border-color: #fff; }"),),
        (),
        Found("reject-weaker", BEFORE),
        homemade=True,
    ),
    Case(
        "louder",
        (Edit("banner.css", "", "#kaker [data-do=yes] { background: #0a0; border-color: #0a0; color: #000; }"),),
        (Edit("banner.css", "#123; color: #fff; border: 1px solid #123", "#0a0; color: #000; border: 1px solid #0a0"),),
        Found("reject-weaker", BEFORE),
        homemade=True,
    ),
    Case(
        "a-link",
        (
            Edit(
                "index.html",
                '<button type="button" data-do="no">Avvis alle</button>',
                '<a href="#" data-do="no">Avvis alle</a>',
            ),
        ),
        (),
        Found("reject-weaker", BEFORE),
        homemade=True,
    ),
    Case(
        "ticked",
        (Edit("index.html", 'value="marketing" autocomplete="off"', 'value="marketing" autocomplete="off" checked'),),
        (),
        Found("preticked-category", BEFORE, subject="Markedsføring"),
        homemade=True,
    ),
    Case(
        "closing",
        (Edit("banner.js", "close: () => (box.hidden = true)", "close: () => choose(ALL)"),),
        (),
        Found("closing-is-consent", BEFORE),
        homemade=True,
    ),
    Case(
        "forgets",
        (Edit("banner.js", "  keep(categories);\n", ""),),
        (),
        Found("choice-not-kept", REJECT),
        homemade=True,
    ),
    Case(
        "returns",
        (Edit("banner.js", "if (kept() !== undefined) run(granted());", "if (granted().length) run(granted());"),),
        (),
        Found("banner-returns", REJECT),
        homemade=True,
    ),
    Case(
        "deaf-to-gpc",
        (
            Edit(
                "banner.js",
                "else if (!navigator.globalPrivacyControl) box.hidden = false;",
                "else if (!navigator.globalPrivacyControl) box.hidden = false;\nelse run(ALL);",
            ),
        ),
        (),
        Found("gpc-ignored", GPC),
        homemade=True,
    ),
    Case(
        "no-banner",
        tuple(Edit(page, '<div id="kaker"', '<div id="kake"') for page in ("index.html", "om.html")),
        (),
        Found("banner-not-found", BEFORE),
        homemade=True,
    ),
)

CASES = (*BEFORE_CONSENT, *AFTER_REJECT, *AFTER_ACCEPT, *AFTER_WITHDRAWAL, *BANNER)
