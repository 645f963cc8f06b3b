"""The facts about forms, ticked boxes and banners that the rules are built on."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from samtykke import banner
from samtykke.extract import SiteContext, configs, scan
from samtykke.model import Form, Problem
from samtykke.register import load
from samtykke.site import Document
from samtykke.urls import Hosts

REGISTER = Path(__file__).parents[1] / "rules" / "register.toml"
RULES = {"preticked-consent", "preticked-category", "reject-not-equal"}
SITE = SiteContext(Hosts("https://www.example.no"), "/nowhere")


def read(body: str, path: str = "a/index.html") -> tuple[tuple[Form, ...], list[Problem]]:
    html = f'<!doctype html><html lang="nb"><title>x</title><body>{body}</body></html>'
    found = scan(Document(path, "html", html.encode()), SITE)
    assert found.page is not None, found.problems
    return found.page.forms, [p for p in found.problems if p.rule in RULES]


def test_facts_of_a_form() -> None:
    forms, _ = read(
        '\n<section><h2>Nyhetsbrev</h2><form action="//b.example/" method="post">\n<input type="email" name="e">'
        '<label><input type="checkbox"> Jeg samtykker</label>\n<button formaction="/c">Send til Brevdue</button></form>'
        '<p><a href="../personvern/">Personvern</a></section>'
    )

    assert len(forms) == 1
    form = forms[0]
    assert (form.line, form.column) == (2, 29)
    assert form.places == ((2, 29), (4, 1))
    assert (form.personal, form.newsletter, form.consent) == (True, True, "box")
    assert form.links == (("https://www.example.no/personvern/", "Personvern"),)
    assert "Send til Brevdue" in form.text


@pytest.mark.parametrize(
    "field",
    [
        "<input type=email>",
        "<input type=tel>",
        "<input name=epost>",
        "<input name=E-mail>",
        "<input id=mobilnummer>",
        "<input placeholder='Telefonnummer'>",
        "<input name=x1 autocomplete='section-a billing email'>",
        "<input name=firstName>",
        "<input aria-label='Fullt navn'>",
        "<label for=q>Etternavn</label><input id=q>",
        "<label>Adresse <input name=a></label>",
        "<span id=l>Postadresse</span><input aria-labelledby=l>",
        "<p>Navn: <input name=felt1></p>",
        "<input type=unknown name=email>",
        "<textarea name=melding></textarea>",
        "<input name=fodselsdato autocomplete=bday>",
    ],
)
def test_personal(field: str) -> None:
    forms, _ = read(f"<form method=post>{field}<button>Send</button></form>")

    assert [f.personal for f in forms] == [True]


@pytest.mark.parametrize(
    "field",
    [
        "<input name=q>",
        "<input type=search name=email>",
        "<input type=hidden name=email>",
        "<input type=password name=p><input type=email>",
        "<input name=username>",
        "<input name=filnavn>",
        "<input name=domain_name>",
        "<input name=ipaddress>",
        "<input name=antall type=number>",
        "<input name=name readonly value='Kurs i ERP'>",
        "<input name=adresse type=range>",
        "<input name=mobilitet>",
        "<textarea name=kode></textarea>",
        "<button name=email value=1>Send</button>",
        "<select name=navnet><option>a</select>",
        "",
    ],
)
def test_not_personal(field: str) -> None:
    forms, _ = read(f"<form method=post>{field}<button>Send</button></form>")

    assert [f for f in forms if f.personal] == []


def test_own_banner_is_fair() -> None:
    """The engine's own banner and dialog have nothing ticked, and no is as near as yes."""
    register = load(REGISTER)
    for lang in ("nb", "nn", "en"):
        markup = banner.body(register, lang, "")
        assert "data-samtykke-banner" in markup
        assert read(markup)[1] == []
        unfair = markup.replace('data-samtykke-do="reject">', 'hidden data-samtykke-do="reject">', 1)
        assert [p.rule for p in read(unfair)[1]] == ["reject-not-equal"]
        ticked = markup.replace("data-samtykke-all", "checked data-samtykke-all", 1)
        assert [p.rule for p in read(ticked)[1]] == ["preticked-category"]


def test_markup_that_a_script_writes() -> None:
    script = (
        '<script>document.write(\'<div class="cookie-banner"><button>Godta</button><input type=checkbox name=a checked>'
        "</div>')</script>"
    )

    assert {p.rule for p in read(script)[1]} == {"preticked-category"}


def test_place_of_a_setting() -> None:
    page = (
        "<script>\n  // klaro\n  window.klaroConfig = {\n    services: [\n      {name: 'a', default: true}]}</script>"
    )
    (problem,) = read(page)[1]
    assert (problem.position.line, problem.position.column, problem.detail) == (5, 7, "a (default: true)")

    file = Document("a.js", "js", b"var x;\nvar klaroConfig={apps:[{name:'b',default:!0}]}")
    (problem,) = [p for p in scan(file, SITE).problems if p.rule in RULES]
    assert (problem.position.path, problem.position.line, problem.position.column) == ("a.js", 2, 24)


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("klaroConfig = {f() { return {a: 1} }, ...rest, [x]: 1, g, services: [{name: 'a', default: true}]}", 1),
        (
            "klaroConfig = {re: /[}\\]'\"]/, s: `}${a}`, /* } */ apps: [{name: 'a', cb: () => { }, default: true}]}",
            1,
        ),
        ("klaroConfig = {services: [a ? {default: true} : {}, ...more, {name: 'b', default: !0}]}", 1),
        ("klaroConfig = {services: [{name: 'a', default: true}", 0),
        ("klaroConfig = {services: [{name: 'a', default: isTrue}, {name: 'b', default: true && x}]}", 0),
        ("klaroConfig = {services: [{name: 'a', note: 'default: true'}]}", 0),
        ("var other = {services: [{name: 'klaro', default: true}]}", 0),
    ],
)
def test_literals(code: str, seen: int) -> None:
    assert len(list(configs.read(code))) == seen


HOSTILE = {
    "one form in another's place": "<form method=post>" * 20_000,
    "inputs": "<form method=post>" + "<input type=email>" * 30_000,
    "deep": "<div class=cookie-banner>" * 400 + "<input type=checkbox checked>" * 5_000,
    "long class": f"<div class='{'cookie' * 50_000}'><button>Godta</button></div>",
    "accepts": "<div class=cookie-banner>" + "<button>Godta alle</button>" * 20_000,
    "banners": "<div class=cookie-banner><button>Godta alle</button></div>" * 10_000,
    "labels": "<label for=a>x</label>" * 20_000 + "<form>" + "<input id=a>" * 5_000 + "</form>",
    "long label": "<form method=post><label>" + "nyheter " * 100_000 + "<input type=checkbox checked></label></form>",
    "braces": "<script>klaroConfig = " + "{" * 100_000 + "</script>",
    "members": "<script>klaroConfig = {" + "a:1," * 100_000 + "</script>",
    "anchors": "<script>/* klaro " + "categories:{a:1}, " * 20_000 + "*/</script>",
    "slashes": "<script>klaroConfig={a:" + "/[" * 50_000 + "</script>",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile(case: str) -> None:
    body = HOSTILE[case]
    started = time.process_time()
    read(body)
    assert time.process_time() - started < 10
