"""The newsletter: a form where it has somewhere to send, and an honest word where it has not."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from machinery.conftest import Site
from multicase import newsletter


def settings(endpoint: str) -> SimpleNamespace:
    values = {"NEWSLETTER_ENDPOINT": endpoint, "SITE_ADDRESS": "https://www.multicase.no", "PATH": "/nowhere/content"}
    return SimpleNamespace(settings=values, pages=[SimpleNamespace(template=newsletter.TEMPLATE)])


def test_the_page_and_the_build_say_that_there_is_no_form(site: Site) -> None:
    page = site.page("/nyhetsbrev/").select_one("main")
    assert not page.select("form")
    assert "Det er ikke tatt i bruk ennå" in page.get_text()
    assert newsletter.UNSET in (site.root / "said").read_text("utf-8")


def test_a_form_to_somebody_else_ends_the_build(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        newsletter.check(settings("https://list-manage.com/subscribe"))
    newsletter.check(settings("/abonner"))


def test_the_form(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The template itself, with an address: what is asked for, that nothing is ticked, and where the statement is."""
    output = tmp_path_factory.mktemp("form")
    done = site.run("-o", str(output), "-e", f"NEWSLETTER_ENDPOINT={json.dumps('/abonner')}")
    assert done.returncode == 0, done.stdout + done.stderr
    form = BeautifulSoup((output / "nyhetsbrev/index.html").read_text("utf-8"), "html.parser").select_one("main form")
    assert (form["method"], form["action"]) == ("post", "/abonner")
    assert {field["name"]: field["type"] for field in form.select("input")} == {
        "email": "email",
        "consent": "checkbox",
        "lang": "hidden",
        "statement": "hidden",
    }
    box = form.select_one("[name=consent]")
    assert "required" in box.attrs
    assert "checked" not in box.attrs
    words = form.select_one(f"label[for={box['id']}]").get_text()
    assert "2–4 ganger i måneden" in words
    assert "trekke samtykket når som helst" in words
    assert form.select_one('a[href="/personvern/"]')
    assert form.select_one("[name=statement]")["value"] == "2026-11-23"
