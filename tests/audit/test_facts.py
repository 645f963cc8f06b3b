"""Stacks, cookies, pages and buttons: what is made of what the browser tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samtykke.audit import pages, stacks
from samtykke.audit.model import Control, Frame, Initiator, Page, Request, Role, Step
from samtykke.audit.network import Moment, joined
from samtykke.audit.proxy import Seen
from samtykke.audit.states import allows, states
from samtykke.audit.storage import Ledger, asked_lifetime
from samtykke.locale import translator
from samtykke.model import Party
from samtykke.register import lifetime, load
from samtykke.rules.reject_weaker import weaknesses
from samtykke.urls import Hosts

HOSTS = Hosts("https://www.site.test", ("site.test",))
NOW = Moment(1.0, Step.LOAD, "none")


def test_a_stack_as_text() -> None:
    text = (
        "Error\n    at f (samtykke-audit-recorder:1:2)\n    at g (https://a.test/x.js:3:4)\n    at https://a.test/:5:6"
    )

    found = stacks.of_text(text)

    assert found == (Frame("g", "https://a.test/x.js", 3, 4), Frame("", "https://a.test/", 5, 6))
    assert stacks.script(found) == Initiator("script", "https://a.test/x.js", 3, 4, found)


@pytest.mark.parametrize(
    ("attributes", "seconds"),
    [
        (" path=/; max-age=60", 60.0),
        ("Max-Age=0", 0.0),
        ("max-age=60; expires=Thu, 01 Jan 1970 00:00:00 GMT", 60.0),
        ("path=/", None),
        ("expires=nonsense", None),
    ],
)
def test_lifetime_that_is_asked_for(attributes: str, seconds: float | None) -> None:
    assert asked_lifetime(attributes) == seconds


def test_a_date_in_the_past_removes() -> None:
    past = asked_lifetime("expires=Thu, 01 Jan 1970 00:00:00 GMT")
    assert past is not None
    assert past < 0


@pytest.mark.parametrize(
    ("seconds", "text"), [(63_072_000, "P2Y"), (1_800, "PT30M"), (86_400.4, "P1D"), (5, "PT5S"), (5_400, "PT90M")]
)
def test_lifetime_in_words(seconds: float, text: str) -> None:
    assert lifetime.of_seconds(seconds) == text


def told(name: str, **more: object) -> dict[str, object]:
    stack = "Error\n    at https://a.test/x.js:3:4"
    return {"kind": "cookie", "name": name, "origin": "https://www.site.test", "stack": stack, "there": True, **more}


def jar(name: str, **more: object) -> dict[str, object]:
    return {"name": name, "value": "1", "domain": "www.site.test", "path": "/", "expires": -1, **more}


def test_a_ledger_of_cookies() -> None:
    ledger = Ledger(HOSTS)
    ledger.told(told("_a", attributes="; max-age=60"), NOW)
    ledger.told(told("gone"), NOW)
    ledger.told(told("refused", there=False), NOW)
    ledger.told_by_http("https://www.site.test/", "h=1; Path=/", NOW)
    ledger.look([jar("_a", expires=2e9), jar("h"), jar("_found", domain=".site.test")], {}, NOW)

    seen = {c.name: c for c in ledger.cookies}
    assert set(seen) == {"_a", "gone", "h", "_found"}
    assert (seen["_a"].by, seen["_a"].lifetime, seen["_a"].setter.url) == ("script", 60.0, "https://a.test/x.js")
    assert not seen["gone"].kept
    assert (seen["h"].by, seen["_found"].by) == ("http", "unknown")
    assert all(c.party is Party.FIRST for c in seen.values())

    ledger.turn()
    ledger.look([jar("_a", expires=2e9)], {}, Moment(2.0, Step.NEXT, "reject"))

    assert {(c.name, c.kept, c.new, c.consent) for c in ledger.cookies} == {
        ("_a", True, False, "none"), ("h", False, False, "none"), ("_found", False, False, "none"),
    }  # fmt: skip


def test_a_ledger_of_items() -> None:
    ledger = Ledger(HOSTS)
    ledger.told(told("k", kind="local"), NOW)
    ledger.look([], {"https://www.site.test": [("local", "k"), ("session", "s")]}, NOW)
    ledger.look([], {"https://www.site.test": []}, Moment(2.0, Step.CHOICE, "reject"))

    assert [(i.kind, i.name, i.kept, i.setter.url) for i in ledger.items] == [
        ("local", "k", False, "https://a.test/x.js"), ("session", "s", False, ""),
    ]  # fmt: skip


def request(url: str) -> Request:
    host = url.split("/")[2]
    return Request(url, host, HOSTS.party(host), "script", "GET", 1, Step.LOAD, "none", Initiator("parser"))


def test_what_only_the_proxy_saw_is_told() -> None:
    seen = [
        Seen("a.test", "https://a.test/x.js", "GET", 0),
        Seen("a.test", "https://a.test/x.js", "GET", 0, {"referer": "https://www.site.test/"}),
        Seen("b.test", "https://b.test/", "POST", 0, {"referer": "https://www.site.test/", "sec-fetch-dest": "empty"}),
        Seen("c.test", "", "CONNECT", 0),
        Seen("a.test", "", "CONNECT", 0),
    ]
    moments = [(one, NOW) for one in seen]

    found = joined([request("https://a.test/x.js")], moments, HOSTS, {"https://www.site.test/sw.js"})

    assert [(r.host, r.kind, r.initiator.kind, r.initiator.url) for r in found] == [
        ("a.test", "script", "parser", ""),
        ("a.test", "other", "worker", "https://www.site.test/sw.js"),
        ("b.test", "fetch", "worker", "https://www.site.test/sw.js"),
        ("c.test", "connection", "other", ""),
    ]
    assert joined([], moments[2:3], HOSTS, set())[0].initiator.kind == "script"


def test_pages_are_chosen_by_group() -> None:
    made = pages.in_order(
        Page(path, f"https://site.test/{path}", group, visited=False)
        for path, group in (("b.html", "x"), ("index.html", "x"), ("a/c.html", "x"), ("z.html", "y"))
    )

    def names(**more: object) -> list[str]:
        given = {"every": False, "most": 0, "named": (), **more}
        return [p.path for p in pages.chosen(made, **given) if p.visited]  # type: ignore[arg-type]

    assert [p.path for p in made] == ["index.html", "b.html", "z.html", "a/c.html"]
    assert names() == ["index.html", "b.html", "z.html"]
    assert names(every=True) == ["index.html", "b.html", "z.html", "a/c.html"]
    assert names(most=2) == ["index.html", "z.html"]
    assert names(named=("/a/c.html", "https://site.test/index.html")) == ["index.html", "a/c.html"]
    with pytest.raises(LookupError):
        names(named=("nope",))


def test_states_of_the_real_register(pytestconfig: pytest.Config) -> None:
    register = load(pytestconfig.rootpath / "content" / "register.toml")

    assert [s.id for s in states(register)] == [
        "before", "reject", "only-functional", "only-analytics", "only-media", "accept", "withdraw", "gpc", "no-script",
    ]  # fmt: skip
    assert allows("only-media", "media")
    assert not allows("only-media", "analytics")
    assert not allows("none", "analytics")
    assert allows("accept", "analytics")


BUTTON = Control(Role.ACCEPT, "Godta", "button", 1, 120, 44, 16, 600, 12, 8, "#ffffff", "#112233")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, 0),
        ({"width": 100}, 0),
        ({"tag": "a"}, 1),
        ({"height": 20}, 1),
        ({"font_size": 12}, 1),
        ({"font_weight": 400}, 1),
        ({"contrast": 2}, 1),
        ({"prominence": 1}, 1),
        ({"tag": "a", "contrast": 2, "prominence": 1}, 3),
    ],
)
def test_a_weaker_no(changed: dict[str, object], says: int) -> None:
    reject = replace(BUTTON, role=Role.REJECT, **changed)  # type: ignore[arg-type]

    assert len(list(weaknesses(BUTTON, reject, translator("en")))) == says


def test_a_louder_yes() -> None:
    loud = replace(BUTTON, background="#00aa00")

    assert len(list(weaknesses(loud, replace(BUTTON, role=Role.REJECT), translator("nb")))) == 1
