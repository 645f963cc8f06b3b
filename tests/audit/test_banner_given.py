"""A banner whose words say nothing, with selectors for its parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.site import build
from samtykke.audit.banners import given
from samtykke.audit.run import Auditor, Options
from samtykke.checking import Target
from samtykke.cli import main
from samtykke.exit import ExitCode

MUTE = {
    "Informasjonskapsler": "Heisann",
    "Vi vil gjerne telle besøk og vise annonser. Det gjør vi bare hvis du sier ja.": "Hva sier du?",
    "Avvis alle": "Niks",
    "Godta alle": "Hurra",
    "Tilpass": "Tja",
    "Lagre valg": "Sånn",
}
PARTS = {
    "banner": "#kaker",
    "accept": "[data-do=yes]",
    "reject": "[data-do=no]",
    "settings": "[data-do=more]",
    "layer": "#valg",
    "save": "[data-do=save]",
    "switches": "#valg input",
    "close": "[data-do=close]",
    "reopen": "[data-do=open]",
}


def mute(folder: Path) -> Target:
    """The shop with its own banner, every telling word of it taken away."""
    site = build(folder, homemade=True)
    for page in site.glob("*.html"):
        text = page.read_text("utf-8")
        for telling, mute_ in MUTE.items():
            text = text.replace(telling, mute_)
        page.write_text(text, "utf-8")
    return Target.open(site, folder / "register.toml", asks=False)


@pytest.mark.browser
def test_it_is_driven_by_what_is_named(samtykke_auditor: Auditor, tmp_path: Path) -> None:
    target = mute(tmp_path)

    unaided = samtykke_auditor.audit(target, Options(states=("reject",), compare=False))
    aided = samtykke_auditor.audit(target, Options(banner=PARTS, compare=False))

    assert {f.rule for f in unaided.findings} == {"banner-not-found"}
    assert unaided.exit_code("error") is ExitCode.UNVERIFIED
    assert [(f.rule, f.state, f.message) for f in aided.findings] == []
    assert {v.state for v in aided.visits if v.banner and v.banner.tool == "given"} >= {"before", "reject", "withdraw"}
    assert any(c.name == "_annonse" for v in aided.visits if v.state == "accept" for c in v.cookies)


@pytest.mark.browser
def test_what_is_named_and_not_there_is_not_found(samtykke_auditor: Auditor, tmp_path: Path) -> None:
    nowhere = {"accept": "#ja", "reject": "#nei"}

    result = samtykke_auditor.audit(mute(tmp_path), Options(states=("reject",), banner=nowhere, compare=False))

    assert {f.rule for f in result.findings} == {"banner-not-found"}


@pytest.mark.parametrize(
    ("parts", "missing"),
    [
        ({"accept": "#a"}, "reject or settings"),
        ({"reject": "#a"}, "accept"),
        ({"accept": "#a", "settings": "#b"}, "save"),
        ({"accept": "#a", "reject": "#b", "knapp": "#c"}, "knapp"),
    ],
)
def test_too_little_is_told(parts: dict[str, str], missing: str) -> None:
    with pytest.raises(ValueError, match=missing):
        given(parts)


@pytest.mark.parametrize("value", ["accept", "accept=", "accept=#a"])
def test_wrong_usage(value: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title>", "utf-8")

    result = CliRunner().invoke(main, ["audit", str(tmp_path), "--banner", value])

    assert result.exit_code == ExitCode.USAGE
    assert "--banner" in result.output
