"""Rules that look at the whole site or at the register."""

from __future__ import annotations

import pytest

from rules.conftest import REGISTER
from samtykke import banner, statement
from samtykke.checking import Result
from samtykke.register import load, parse

TEXT = REGISTER.read_text("utf-8")
DECLARED = load(REGISTER)


def page(body: str = "", *, register=DECLARED, with_banner: bool = True, link: bool = True) -> str:
    head = banner.head(register, "nb", "") if with_banner else ""
    rest = banner.body(register, "nb", "") if with_banner else ""
    footer = banner.link(register, "nb") if link else ""
    return (
        f'<!doctype html><html lang="nb"><head><title>x</title>{head}</head>'
        f"<body><main>{body}</main><footer>{footer}</footer>{rest}</body></html>"
    )


def the_statement(register=DECLARED) -> str:
    return statement.cookie_table(register, "nb") + statement.recipients(register, "nb")


def site(**pages: str) -> dict[str, str | bytes]:
    made: dict[str, str | bytes] = {"personvern/index.html": page(the_statement()), "index.html": page()}
    made |= {name.replace("__", "/") + ".html": html for name, html in pages.items()}
    for name, data in banner.assets(DECLARED).items():
        made[f"samtykke/{name}"] = data
    return made


def rules(result: Result, *wanted: str) -> list[tuple[str, str]]:
    return [(f.rule, f.position.path) for f in result.findings if f.rule in wanted]


GATE = (
    '<script type="text/plain" data-category="analytics" data-service="google-analytics"'
    ' data-src="https://www.googletagmanager.com/gtag/js?id=G-X"></script>'
)


def test_a_site_as_it_should_be_has_no_errors(judge) -> None:
    result = judge(site(a=page(GATE)))

    assert [f for f in result.findings if f.level == "error"] == []
    assert result.unverified == 0


def test_banner_missing_beside_gates(judge) -> None:
    result = judge(site(a=page(GATE, with_banner=False), b=page(GATE)))

    assert rules(result, "banner-missing") == [("banner-missing", "a.html")]


def test_banner_missing_on_a_page_without_gates(judge) -> None:
    result = judge(site(a=page("bare", with_banner=False)))

    assert rules(result, "banner-missing") == [("banner-missing", "a.html")]


def test_banner_of_yesterdays_register(judge) -> None:
    old = parse(TEXT.replace("Besøksstatistikk.", "Statistikk over besøk."), REGISTER)
    result = judge(site(a=page(GATE, register=old)))

    assert rules(result, "banner-missing") == [("banner-missing", "a.html")]


def test_banner_without_its_runtime(judge) -> None:
    html = page(GATE).replace("data-samtykke-runtime", "data-other")
    result = judge(site(a=html))

    assert rules(result, "banner-missing") == [("banner-missing", "a.html")]


def test_no_banner_is_wanted_where_all_is_necessary(judge) -> None:
    start, middle = TEXT.split('[[service]]\nid = "google-analytics"')
    necessary = start + middle[middle.index('[[service]]\nid = "payment"') :].replace("ip-anonymised", "")
    result = judge({"index.html": page(with_banner=False, link=False)}, register=necessary)

    assert rules(result, "banner-missing", "withdrawal-link-missing") == []


def test_withdrawal_link_missing(judge) -> None:
    result = judge(site(a=page(GATE, link=False)))

    assert rules(result, "withdrawal-link-missing") == [("withdrawal-link-missing", "a.html")]


def test_statement_of_yesterdays_register(judge) -> None:
    pages = site()
    old = parse(TEXT.replace('lifetime = "P182D"', 'lifetime = "P90D"'), REGISTER)
    pages["personvern/index.html"] = page(the_statement(old))

    assert rules(judge(pages), "statement-stale") == [("statement-stale", "personvern/index.html")]


def test_statement_edited_by_hand(judge) -> None:
    pages = site()
    html = str(pages["personvern/index.html"])
    assert "Skiller besøkende." in html
    pages["personvern/index.html"] = html.replace("Skiller besøkende.", "Gjør ingenting.", 1)

    assert rules(judge(pages), "statement-stale") == [("statement-stale", "personvern/index.html")]


@pytest.mark.parametrize("part", ["cookies", "recipients"])
def test_statement_lacks_a_part(judge, part: str) -> None:
    whole = {"cookies": statement.recipients(DECLARED, "nb"), "recipients": statement.cookie_table(DECLARED, "nb")}
    pages = site()
    pages["personvern/index.html"] = page(whole[part])

    assert rules(judge(pages), "statement-stale") == [("statement-stale", "personvern/index.html")]


def test_statement_not_built(judge) -> None:
    pages = site()
    del pages["personvern/index.html"]

    found = [f for f in judge(pages).findings if f.rule == "statement-stale"]

    assert len(found) == 1
    assert found[0].position.path.endswith("register.toml")


UNFINISHED = (
    TEXT.replace('provider = "Pure Chat, Inc."\ncountry = "US"', 'provider = "TODO"\ncountry = "ZZ"')
    .replace('nb = "Holder på økten."', 'nb = "TODO: hva?"')
    .replace('nb = "Teller besøk."', 'nb = "TODO"')
)


@pytest.mark.parametrize(
    ("pages", "level"),
    [
        ({"index.html": page(with_banner=False, link=False)}, "warning"),
        ({"index.html": page(register=parse(UNFINISHED))}, "error"),
        ({"index.html": page(the_statement(parse(UNFINISHED)), with_banner=False)}, "error"),
    ],
)
def test_unfinished_declaration(judge, pages: dict[str, str], level: str) -> None:
    found = [f for f in judge(pages, register=UNFINISHED).findings if f.rule == "unfinished-declaration"]

    lines = UNFINISHED.splitlines()
    assert {
        (f.service, lines[f.position.line - 1].split()[0], f.message.rpartition(": ")[2], f.level) for f in found
    } == {
        ("", "purpose", "purpose.", level),
        ("google-analytics", "purpose", "storage.purpose.", level),
        ("pure-chat", "provider", "provider, country.", level),
    }
    assert len({f.fingerprint for f in found}) == 3


@pytest.mark.parametrize("words", ["Todo-lister og notater.", "METODOLOGI"])
def test_finished_declaration(judge, words: str) -> None:
    text = TEXT.replace('nb = "Chat."', f'nb = "{words}"') + "# TODO: ask the others\n"
    assert words in text
    assert rules(judge(site(), register=text), "unfinished-declaration") == []


def test_unused_declaration(judge) -> None:
    def unused(body: str) -> list[str]:
        return [f.service for f in judge(site(a=page(body))).findings if f.rule == "unused-declaration"]

    chat = GATE.replace("analytics", "functional").replace("www.googletagmanager.com", "app.purechat.com")
    pay = '<script src="https://pay.example/x.js"></script>'

    assert unused("") == ["google-analytics", "pure-chat", "payment"]
    assert unused(GATE + chat + pay) == []


def test_elsewhere_is_not_expected(judge) -> None:
    text = TEXT.replace('hosts = ["pay.example"]', 'hosts = ["pay.example"]\nset_by = "elsewhere"')
    result = judge(site(), register=text)

    assert "payment" not in [f.service for f in result.findings if f.rule == "unused-declaration"]


def test_undeclared_catalogue_storage(judge) -> None:
    """The cookie that no HTML shows: without `_ga` in the register, the catalogue still knows of it."""
    start, rest = TEXT.split('  [[service.storage]]\n  name = "_ga"\n')
    without = start + rest[rest.index("[[service.storage]]") - 2 :]
    result = judge(site(), register=without)

    found = [f for f in result.findings if f.rule == "undeclared-catalogue-storage" and f.level == "error"]

    assert [(f.service, "«_ga»" in f.message) for f in found] == [("google-analytics", True)]
    assert found[0].position.line == without[: without.index('id = "google-analytics"')].count("\n")
    assert rules(judge(site()), "undeclared-catalogue-storage") == []


def test_lifetime_mismatch(judge) -> None:
    text = TEXT.replace('name = "_ga"\n  lifetime = "P2Y"', 'name = "_ga"\n  lifetime = "P1Y"')
    found = [f for f in judge(site(), register=text, lang="nb").findings if f.rule == "lifetime-mismatch"]

    assert len(found) == 1
    assert "1 år" in found[0].message
    assert "2 år" in found[0].message
    assert found[0].level == "warning"
    assert text.splitlines()[found[0].position.line - 1] == '  lifetime = "P1Y"'
    assert rules(judge(site()), "lifetime-mismatch") == []


def test_retired_service_declared(judge) -> None:
    text = TEXT.replace('id = "payment"', 'id = "addthis"')
    found = [f for f in judge(site(), register=text, lang="nb").findings if f.rule == "retired-service"]

    assert len(found) == 1
    assert "31. mai 2023" in found[0].message
    assert rules(judge(site()), "retired-service") == []


def test_retired_service_on_a_page(judge) -> None:
    result = judge(site(a=page('<script src="https://s7.addthis.com/js/300/addthis_widget.js"></script>')))

    assert rules(result, "retired-service") == [("retired-service", "a.html")]


def test_unreadable_document(judge) -> None:
    result = judge({"empty.html": "", "ok.html": "<!doctype html><p>ok"})

    found = [f for f in result.findings if f.rule == "unreadable-document"]

    assert [f.position.path for f in found] == ["empty.html"]
    assert found[0].unverified


SELF_HOSTED = "document.cookie = '_ga=1; max-age=60'; new Image().src = 'https://www.google-analytics.com/collect'"


@pytest.mark.parametrize(
    ("tag", "flagged"),
    [
        (GATE.replace("https://www.googletagmanager.com/gtag/js?id=G-X", "/js/own.js"), False),
        ('<script src="/js/own.js"></script>', True),
        ("", True),
    ],
)
def test_a_file_of_the_site_behind_a_gate_waits_with_it(judge, tag: str, flagged: bool) -> None:
    result = judge({**site(a=page(GATE + tag)), "js/own.js": SELF_HOSTED})

    assert ("ungated-service" in [f.rule for f in result.findings]) is flagged


def told(result: Result, rule: str) -> list[tuple[str, str, int]]:
    """(level, file name, line) of a rule's findings."""
    return [(f.level.value, f.position.path.split("/")[-1], f.position.line) for f in result.findings if f.rule == rule]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("written", "now", "level"),
    [
        ('name = "_ga"\n  lifetime = "P1Y"', 'name = "_ga"\n  lifetime = "P2Y"', "note"),  # as Google documents it
        ('name = "_ga"\n  lifetime = "P1Y"', 'name = "_ga"\n  lifetime = "P14M"', "warning"),
        ('name = "samtykke"\n  lifetime = "P182D"', 'name = "samtykke"\n  lifetime = "P3Y"', "warning"),
        (
            'name = "_ga"\n  lifetime = "P1Y"',
            'name = "_ga"\n  kind = "local"\n  lifetime = "forever"',
            "note",
        ),
        ('name = "_ga"\n  lifetime = "P1Y"', 'name = "_ga"\n  lifetime = "P13M"', None),
        ('name = "_ga"\n  lifetime = "P1Y"', 'name = "_ga"\n  lifetime = "P395D"', None),
        ('name = "_ga"\n  lifetime = "P1Y"', 'name = "_ga"\n  lifetime = "unknown"', None),
        ('name = "_ga"\n  lifetime = "P1Y"', 'name = "_ga"\n  lifetime = "P2Y"\n  legacy = true', None),
    ],
)
def test_overlong_lifetime_in_the_register(judge, written: str, now: str, level: str | None) -> None:
    text = TEXT.replace('"P2Y"', '"P1Y"')
    assert written in text
    text = text.replace(written, now)

    expected = [] if level is None else [(level, "register.toml", line_of(text, now) + now.count("\n"))]
    assert told(judge(site(), register=text), "overlong-lifetime") == expected


def test_overlong_lifetime_is_told_once(judge) -> None:
    """What the register itself declares for too long is not told again on the page that writes it."""
    script = "<script>document.cookie = '_ga=1; max-age=63072000'</script>"
    long = judge(site(a=page(script)))
    short = judge(site(a=page(script)), register=TEXT.replace('"P2Y"', '"P1Y"'))

    assert {path for _, path, _ in told(long, "overlong-lifetime")} == {"register.toml"}
    assert {path for _, path, _ in told(short, "overlong-lifetime")} == {"a.html"}


ADSENSE = '<script async src="https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js"></script>'


def test_needs_certified_cmp(judge) -> None:
    pages = {"a.html": page(ADSENSE + ADSENSE), "b.html": page(ADSENSE)}
    declared = TEXT.replace('id = "pure-chat"', 'id = "ads"').replace("app.purechat.com", "*.googlesyndication.com")
    by_id = TEXT.replace('id = "pure-chat"', 'id = "google-adsense"')

    assert [p for _, p, _ in told(judge(pages), "needs-certified-cmp")] == ["a.html", "b.html"]
    for text in (declared, by_id):
        where = [(p, line) for _, p, line in told(judge(pages, register=text), "needs-certified-cmp")]
        assert where[0] == ("register.toml", line_of(text, 'name = "Pure Chat"') - 2)
    assert len(told(judge(pages, register=declared), "needs-certified-cmp")) == 1


FONTS = '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=%s">'


def test_remote_font_is_a_note_beside_the_error(judge) -> None:
    result = judge({"a.html": page(FONTS % "A" + FONTS % "B")})

    assert told(result, "remote-font") == [("note", "a.html", 2)]
    assert "a.html" in [p for level, p, _ in told(result, "undeclared-third-party") if level == "error"]
    assert "@font-face" in next(f.help for f in result.findings if f.rule == "remote-font")


def test_remote_font_declared_necessary_is_a_warning(judge) -> None:
    text = TEXT.replace('"pay.example"', '"fonts.googleapis.com"')

    assert told(judge({"a.html": page(FONTS % "A")}, register=text), "remote-font") == [("warning", "a.html", 2)]


def test_unknown_category_says_what_was_meant_and_is_told_once(judge) -> None:
    html = GATE.replace('"analytics"', '"analytcs"')
    found = [f for f in judge(site(a=page(html))).findings if f.rule in ("unknown-category", "wrong-category")]

    assert [f.rule for f in found] == ["unknown-category"]
    assert found[0].message.endswith("Did you mean «analytics»?")


def test_consent_mode_does_not_silence_the_tag(judge) -> None:
    call = "<script>function gtag() { (window.dataLayer = window.dataLayer || []).push(arguments) }\n%s</script>\n"
    tag = '<script async src="https://www.googletagmanager.com/gtag/js?id=G-X"></script>'
    default = call % "gtag('consent', 'default', { ad_storage: 'denied' })"
    result = judge({"a.html": page(default + default + tag)})
    update = judge({"a.html": page(call % "gtag('consent', 'update', { ad_storage: 'granted' })" + tag)})

    assert told(result, "consent-mode-advanced") == [("warning", "a.html", 2)]
    assert "line 6 " in next(f.message for f in result.findings if f.rule == "consent-mode-advanced")
    assert told(result, "ungated-service") == [("error", "a.html", 6)]
    assert told(update, "consent-mode-advanced") == []


def test_an_unknown_vendor_is_named_by_its_domain(judge) -> None:
    hosts = ["a.example.co.uk", "cdn.b.example.co.uk", "example.co.uk"]
    tags = "".join(f'<img src="https://{host}/x.png" alt="">' for host in [*hosts, "ada.github.io", "bob.github.io"])
    found = [f for f in judge({"a.html": page(tags)}).findings if f.rule == "undeclared-third-party"]

    assert [f.host for f in found] == [*hosts, "ada.github.io", "bob.github.io"]
    assert len({f.message for f in found}) == 3
    assert all(" example.co.uk," in f.message for f in found[:3])
    assert " ada.github.io," in found[3].message


def test_a_known_service_comes_with_the_catalogues_advice(judge) -> None:
    html = FONTS % "A" + '<img src="https://cdn.example/a.png" alt="">'
    helps = {f.host: f.help for f in judge({"a.html": page(html)}, lang="nb").findings if f.rule.startswith("undecl")}

    assert helps["fonts.googleapis.com"].endswith("Google Fonts: Legg skriftfilene på eget nettsted.")
    assert helps["fonts.googleapis.com"].startswith(helps["cdn.example"])
