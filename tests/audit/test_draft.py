"""What is not declared is drafted from what was seen, and added without disturbing what stands in the register."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from samtykke.audit import states
from samtykke.audit.draft import added, drafts
from samtykke.audit.judge import judge
from samtykke.audit.model import AuditResult, CookieSeen, Initiator, Request, Step, Visit
from samtykke.audit.report import FORMATS, drawn
from samtykke.checking import Target, judging
from samtykke.model import Party
from samtykke.register import parse
from samtykke.rules.observation import Observation
from samtykke.vendors import Vendor, Vendors

GTAG = "/gtag/js?id=G-1"
REGISTER = """# Ours.
[site]
url = "https://site.test"

[[category]]
id = "analytics"
title.nb = "Statistikk"
purpose.nb = "Tall."

[[category]]
id = "necessary"
necessary = true
title.nb = "Nødvendige"
purpose.nb = "Det som må til."

[[service]]
id = "samtykke"
name = "Valget"
provider = "Vi AS"
country = "NO"
category = "necessary"
basis = "necessary"
reason.nb = "Du ber oss huske det."
purpose.nb = "Husker det."

  [[service.storage]]
  name = "samtykke"
  lifetime = "P182D"
  purpose.nb = "Svaret."

[[service]]
id = "counter"
name = "Counter"
provider = "Counter AS"
country = "NO"
category = "analytics"
basis = "consent"
hosts = ["counter.test"]
purpose.nb = "Teller."

  [[service.storage]]
  name = "_counter"   # the number
  lifetime = "P1D"
  purpose.nb = "Et nummer."

# Ads, of the summer only.
[[service]]
id = "ads"
name = "Ads"
provider = "Ads AS"
country = "NO"
category = "analytics"
basis = "consent"
hosts = ["ads.test"]
purpose.nb = "Annonser."
"""


def request(host: str, path: str = "/x") -> Request:
    script = Initiator("script", f"https://{host}/x.js", 1, 1)
    return Request(f"https://{host}{path}", host, Party.THIRD, "image", "GET", 1, Step.LOAD, states.NONE, script)


def cookie(name: str, setter: str, lifetime: float | None) -> CookieSeen:
    return CookieSeen(
        name, "site.test", "/", Party.FIRST, lifetime, False, False, "Lax", True, "script",
        Initiator("script", setter, 1, 1), 1, Step.LOAD, states.NONE, kept=True,
    )  # fmt: skip


def observed(tmp_path: Path, visit: Visit) -> Observation:
    (tmp_path / "register.toml").write_text(REGISTER, "utf-8")
    target = Target.open(tmp_path, tmp_path / "register.toml")
    result = AuditResult("https://site.test/", "", "", 0, "", "stand-ins", "", "", ("before",), (), (visit,))
    return Observation(result, judging(target, "en"))


def test_drafts(tmp_path: Path) -> None:
    visit = Visit(
        "index.html", "https://site.test/", "before",
        requests=(request("counter.test"), request("a.stranger.test"), request("www.googletagmanager.com", GTAG)),
        cookies=(
            cookie("_more", "https://counter.test/x.js", 86_400.0),
            cookie("mine", "https://site.test/", None),
        ),
    )  # fmt: skip

    made = drafts(observed(tmp_path, visit))
    text = added(REGISTER, made)

    assert [(d.service, d.hosts, d.names) for d in made] == [
        ("counter", (), ("_more",)),
        ("google-analytics", ("www.googletagmanager.com",), ()),
        ("own-site-test", (), ("mine",)),
        ("stranger-test", ("a.stranger.test",), ()),
    ]
    register = parse(text)
    counter = register.find_service("counter")
    assert counter is not None
    assert [(s.name, s.lifetime) for s in counter.storage] == [("_counter", "P1D"), ("_more", "P1D")]
    found = register.find_storage("cookie", "mine")
    assert found is not None
    assert found[1].lifetime == "session"
    assert [line for line in REGISTER.splitlines() if line not in text.splitlines()] == []
    assert text.index("_more") < text.index("# Ads, of the summer only.")


def test_who_is_probably_behind_a_host_is_a_hint_in_finding_and_draft(tmp_path: Path) -> None:
    """Nothing else differs from an audit without that knowledge, in either language."""
    vendors = Vendors(
        [Vendor("Stranger Ltd.", "ad", "", ("*.stranger.test",)), Vendor("Nobody", "", "", ("counter.test",))]
    )
    (tmp_path / "register.toml").write_text(REGISTER, "utf-8")
    target = Target.open(tmp_path, tmp_path / "register.toml")
    visit = Visit(
        "index.html", "https://site.test/", "before",
        requests=(request("counter.test"), request("a.stranger.test"), request("other.test")),
    )  # fmt: skip
    result = AuditResult("https://site.test/", "", "", 0, "", "stand-ins", "", "", ("before",), (), (visit,))

    plain = judge(result, target, (), "nb")
    named = judge(result, replace(target, vendors=vendors), (), "nb")

    assert {f.host: f.probably for f in named.findings if f.host} == {
        "counter.test": "",
        "a.stranger.test": "Stranger Ltd.",
        "other.test": "",
    }
    assert tuple(replace(f, probably="") for f in named.findings) == plain.findings
    assert named.wordings == plain.wordings
    hint = "# Trolig Stranger Ltd. (ifølge third-party-web).\n"
    assert [d.toml.replace(hint, "") for d in named.drafts] == [d.toml for d in plain.drafts]
    assert sum(hint in d.toml for d in named.drafts) == 1
    added(REGISTER, named.drafts)
    complete = replace(result, findings=named.findings, drafts=named.drafts)
    text = FORMATS["text"].render(drawn(complete, target.register, "nb"))
    assert text.count("Trolig Stranger Ltd. (ifølge third-party-web).") == 1
    assert "Nobody" not in text


def test_nothing_is_drafted_for_what_is_declared(tmp_path: Path) -> None:
    visit = Visit(
        "index.html", "https://site.test/", "before",
        requests=(request("counter.test"), request("ads.test")),
        cookies=(cookie("_counter", "https://counter.test/x.js", 60.0),),
    )  # fmt: skip

    assert drafts(observed(tmp_path, visit)) == ()
