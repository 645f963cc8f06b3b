"""A Content-Security-Policy in the build against the register: wider, too narrow, or not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samtykke import guards
from samtykke.checking import Target, check
from samtykke.model import Kind

REGISTER = """[site]
url = "https://www.example.no"
own_hosts = ["media.example.no"]
[[category]]
id = "necessary"
necessary = true
title = { nb = "N" }
purpose = { nb = "N" }
[[service]]
id = "bank"
name = "Bank"
provider = "B"
country = "NO"
category = "necessary"
basis = "necessary"
reason = { nb = "B" }
purpose = { nb = "B" }
hosts = ["pay.example", "*.cdn.example"]
"""
LOADS = '<script src="https://pay.example/x.js"></script><img src="https://a.cdn.example/a.png" alt="">'


def page(policy: str, body: str = LOADS) -> str:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f'<!doctype html><html lang="nb"><head><meta charset="utf-8">{meta}<title>x</title></head><body>{body}'


def found(judge, pages: dict[str, str]) -> list[tuple[str, str, str]]:
    result = judge(pages, REGISTER)
    return [(f.rule, f.level.value, f.message) for f in result.findings if f.rule.startswith("policy-")]


FITS = "default-src 'none'; script-src 'self' https://pay.example/; img-src 'self' data: *.cdn.example media.example.no"


def test_a_policy_that_fits(judge) -> None:
    assert found(judge, {"a.html": page(FITS)}) == []
    assert found(judge, {"a.html": page(""), "_headers": f"/*\n  Content-Security-Policy: {FITS}\n"}) == []


@pytest.mark.parametrize(
    ("policy", "sources"),
    [
        (FITS.replace("'self' https", "'self' evil.example https"), "script-src evil.example"),
        (FITS.replace("*.cdn", "*"), "img-src *.example"),
        (FITS + "; connect-src https:", "connect-src https:"),
        (FITS + "; frame-src *", "frame-src *"),
        (FITS.replace("script-src", "script-src 'unsafe-inline' 'unsafe-eval'"),
         "script-src 'unsafe-inline', script-src 'unsafe-eval'"),
    ],
)  # fmt: skip
def test_a_policy_that_is_too_wide(judge, policy: str, sources: str) -> None:
    says = f"The policy lets in more than the register declares: {sources}."

    assert found(judge, {"a.html": page(policy)}) == [("policy-too-wide", "warning", says)]
    headers = {"a.html": page(FITS), "_headers": f"/*\n  Content-Security-Policy: {policy}\n"}
    assert found(judge, headers) == [("policy-too-wide", "warning", says)]
    reported = {"a.html": page(FITS), "_headers": f"/*\n  Content-Security-Policy-Report-Only: {policy}\n"}
    assert found(judge, reported) == []


def test_what_makes_a_policy_not_wide(judge) -> None:
    kept = FITS.replace("script-src", "script-src 'unsafe-inline' 'sha256-abc='")
    assert found(judge, {"a.html": page(kept + "; style-src 'unsafe-inline'")}) == []
    assert found(judge, {"a.html": page("upgrade-insecure-requests")}) == []


def test_a_policy_that_stops_what_is_declared(judge) -> None:
    stopped = "The policy (script-src) stops pay.example of Bank, which a.html:1 loads."

    assert found(judge, {"a.html": page(FITS.replace("https://pay.example/", ""))}) == [
        ("policy-breaks-service", "error", stopped)
    ]
    headers = "/*\n  Content-Security-Policy: default-src 'self'\n"
    assert {(rule, level) for rule, level, _ in found(judge, {"a.html": page(FITS), "_headers": headers})} == {
        ("policy-breaks-service", "warning")
    }
    assert found(judge, {"a.html": page(FITS.replace("https://pay.example/", ""), "<p>x")}) == []


def test_a_policy_elsewhere_than_in_the_head_is_none(judge) -> None:
    body = '<meta http-equiv="Content-Security-Policy" content="script-src *">'
    assert found(judge, {"a.html": page(FITS, f"<p>x</p>{body}")}) == []


def test_a_missing_policy_is_told_where_it_is_asked_for(tmp_path) -> None:
    (tmp_path / "register.toml").write_text(REGISTER, "utf-8")
    out = tmp_path / "output"
    out.mkdir()
    (out / "a.html").write_text(page(FITS), "utf-8")
    (out / "b.html").write_text("<!doctype html><title>x</title>", "utf-8")

    def rules(required: bool) -> list[tuple[str, str]]:
        target = replace(Target.open(out, tmp_path / "register.toml"), policy_required=required)
        result = check(target, "nb", jobs=1)
        return [(f.rule, f.position.path) for f in result.findings if f.rule == "policy-missing"]

    assert rules(False) == []
    assert rules(True) == [("policy-missing", "b.html")]
    (out / "_headers").write_text(f"/*\n  Content-Security-Policy: {FITS}\n", "utf-8")
    assert rules(True) == []


@pytest.mark.parametrize(
    ("policy", "kind", "host", "allowed"),
    [
        ("script-src a.example", Kind.SCRIPT, "a.example", True),
        ("script-src A.Example:443/path", Kind.SCRIPT, "a.example", True),
        ("script-src a.example", Kind.SCRIPT, "b.a.example", False),
        ("script-src *.a.example", Kind.SCRIPT, "a.example", False),
        ("script-src *.a.example", Kind.SCRIPT, "b.c.a.example", True),
        ("script-src 'none'", Kind.IFRAME, "a.example", True),
        ("default-src 'none'", Kind.IFRAME, "a.example", False),
        ("child-src a.example; default-src 'none'", Kind.IFRAME, "a.example", True),
        ("default-src a.example; script-src", Kind.SCRIPT, "a.example", False),
        ("default-src 'none'", Kind.FORM, "a.example", True),
        ("form-action 'self'", Kind.FORM, "a.example", False),
        ("connect-src wss://a.example", Kind.CONNECTION, "a.example", True),
        ("script-src 'nonce-x' 'strict-dynamic'", Kind.SCRIPT, "a.example", True),
        ("img-src https:", Kind.IMAGE, "a.example", True),
        ("img-src data:", Kind.IMAGE, "a.example", False),
        ("img-src b; img-src a.example", Kind.IMAGE, "a.example", False),
        ("; ;", Kind.IMAGE, "a.example", True),
    ],
)
def test_what_a_policy_allows(policy: str, kind: Kind, host: str, allowed: bool) -> None:
    assert guards.allows(guards.parsed(policy), kind, host) is allowed
