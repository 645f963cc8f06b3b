"""A result as an audit could have come to, made by hand: what reports and evidence are tried with."""

from __future__ import annotations

from pathlib import Path

from audit.site import SOURCE
from samtykke.audit.model import (
    AuditResult,
    BannerSeen,
    Control,
    CookieSeen,
    Draft,
    Frame,
    Initiator,
    Page,
    Request,
    Role,
    Step,
    StorageSeen,
    Trouble,
    Visit,
)
from samtykke.model import Finding, Level, Party, Position, StorageKind
from samtykke.register import Register, load

SITE = "https://www.nettbutikk.test"
REGISTER: Register = load(SOURCE / "register.toml")
REGISTER_TEXT = (SOURCE / "register.toml").read_text("utf-8")
PNG = Path(__file__).with_name("seen.png")
COUNTER = Initiator("script", f"{SITE}/counter.js", 2, 13, (Frame("", f"{SITE}/counter.js", 2, 13),))
PARSER = Initiator("parser", f"{SITE}/", 17)
CONSENT = {"before": "none", "gpc": "none", "no-script": "none"}


def request(url: str, at: float, step: Step, consent: str, by: Initiator = COUNTER, kind: str = "image") -> Request:
    host = url.split("/")[2]
    party = Party.FIRST if host.endswith("nettbutikk.test") else Party.THIRD
    return Request(
        url, host, party, kind, "GET", at, step, consent, by, status=200, mime="image/png", size=120,
        request_headers=(("accept", "image/*"),), response_headers=(("content-type", "image/png"),), stood_in=party is Party.THIRD,
    )  # fmt: skip


def cookie(name: str, lifetime: float | None, step: Step, consent: str, kept: bool = True) -> CookieSeen:
    return CookieSeen(
        name, "www.nettbutikk.test", "/", Party.FIRST, lifetime, False, False, "Lax", True, "script", COUNTER, 320, step, consent, kept
    )  # fmt: skip


def control(role: Role, text: str, **changes: float) -> Control:
    looks: dict[str, float] = {"width": 120, "height": 44, "font_size": 16, "contrast": 12.4, "prominence": 12.4}
    looks |= changes
    return Control(role, text, "button", 1, font_weight=700, color="#ffffff", background="#112233", **looks)  # type: ignore[arg-type]


BANNER = BannerSeen(
    "samtykke",
    shown=True,
    controls=(
        control(Role.REJECT, "Avvis alle"),
        control(Role.ACCEPT, "Godta alle"),
        control(Role.SETTINGS, "Tilpass"),
    ),
    closing="none",
)


def visit(state: str, page: str = "index.html", *, first: bool = True) -> Visit:
    """A page in a state: itself, and after consent the counter; before it too, in the state `before`."""
    consent = CONSENT.get(state, state)
    found = [request(f"{SITE}/{page}", 0, Step.LOAD, "none", Initiator("browser"), "document")]
    cookies: list[CookieSeen] = []
    storage: list[StorageSeen] = []
    if state == "before":
        found.append(request("https://counter.test/early?id=1", 212, Step.LOAD, "none", PARSER))
    if consent in ("accept", "only-analytics", "withdraw"):
        step = Step.CHOICE if first else Step.NEXT
        given = "accept" if consent == "withdraw" else consent
        found.append(request("https://counter.test/hit", 480, step, given))
        cookies.append(cookie("_teller", 63072000, step, given, kept=consent != "withdraw"))
        cookies.append(cookie("samtykke", 15724800, step, given))
        cookies.append(cookie("_fremmed", None, step, given))
    if consent == "accept":
        storage.append(
            StorageSeen(StorageKind.LOCAL, "fremmed", SITE, Party.FIRST, COUNTER, 500, Step.CHOICE, "accept", True)
        )
        found.append(request("https://ukjent.test/x.js", 510, Step.CHOICE, "accept", kind="script"))
    return Visit(
        page, f"{SITE}/{page}", state, first, tuple(found), tuple(cookies), tuple(storage),
        BANNER if first and state != "no-script" else None, duration=900,
    )  # fmt: skip


def finding(rule: str, level: Level, message: str, state: str, page: str = "index.html", **more: str) -> Finding:
    return Finding(
        rule, level, message, Position(page), fingerprint=f"{rule}{state}"[:16], help="Slik rettes det.", state=state, **more  # type: ignore[arg-type]
    )  # fmt: skip


STATES = ("before", "reject", "only-analytics", "only-marketing", "accept", "withdraw", "gpc", "no-script")
RESULT = AuditResult(
    site=SITE,
    root="output",
    started="2026-11-27T08:00:00Z",
    seconds=7.3,
    browser="Chromium 156.0",
    mode="stand-ins",
    register_path="content/register.toml",
    register_digest="0123456789abcdef",
    states=STATES,
    pages=(
        Page("index.html", f"{SITE}/", "a", True),
        Page("om.html", f"{SITE}/om.html", "b", True),
        Page("kontakt.html", f"{SITE}/kontakt.html", "b", False),
    ),
    visits=tuple(visit(s, p, first=p == "index.html") for s in STATES for p in ("index.html", "om.html")),
    findings=(
        finding("request-before-consent", Level.ERROR, "Telleren (counter.test) ble kontaktet før noen hadde valgt.", "before",
                url="https://counter.test/early?id=1", host="counter.test", service="counter"),
        finding("undeclared-third-party", Level.ERROR, "ukjent.test er ikke i registeret.", "accept",
                url="https://ukjent.test/x.js", host="ukjent.test", script=f"{SITE}/counter.js:2"),
        finding("lifetime-exceeded", Level.WARNING, "_teller varer i 2 år, og registeret sier 30 dager.", "accept",
                service="counter", script=f"{SITE}/counter.js:1"),
        finding("never-seen", Level.NOTE, "_annonse er aldri sett.", "accept", page="content/register.toml", service="ads"),
    ),
    drafts=(Draft("ukjent", '[[service]]\nid = "ukjent"\nhosts = ["ukjent.test"]\n', ("ukjent.test",)),),
    tool="0.1.0",
)  # fmt: skip
UNVERIFIED = Trouble("load", "om.html ble ikke lastet: net::ERR_CONNECTION_REFUSED")
