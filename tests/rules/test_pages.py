"""Every rule on single pages flags what it must and leaves the near misses alone."""

from __future__ import annotations

from collections import defaultdict

import pytest

from rules.cases import FLAGGED, MISSED
from samtykke.model import Finding, Level
from samtykke.rules import RULES

PAGE = '<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>x</title></head><body>\n{}\n</body></html>\n'
FLAGGED_CASES = [(rule, i) for rule, bodies in FLAGGED.items() for i in range(len(bodies))]
MISSED_CASES = [(rule, i) for rule, bodies in MISSED.items() for i in range(len(bodies))]


@pytest.fixture(scope="module")
def findings(judge) -> dict[str, list[Finding]]:
    pages = {f"f/{rule}-{i}.html": PAGE.format(FLAGGED[rule][i]) for rule, i in FLAGGED_CASES}
    pages |= {f"m/{rule}-{i}.html": PAGE.format(MISSED[rule][i]) for rule, i in MISSED_CASES}
    pages["f/frameset.html"] = (
        "<!doctype html><div><script src=/a.js></script><template></template><frameset><frame src=/b.html></frameset>"
    )
    found = defaultdict(list)
    for finding in judge(pages).findings:
        found[finding.position.path].append(finding)
    return found


@pytest.mark.parametrize(("rule", "number"), FLAGGED_CASES)
def test_flagged(findings: dict[str, list[Finding]], rule: str, number: int) -> None:
    on_page = findings[f"f/{rule}-{number}.html"]

    hits = [f for f in on_page if f.rule == rule and f.level is not Level.NOTE]

    assert hits, (FLAGGED[rule][number], [(f.rule, f.message) for f in on_page])
    assert all(f.position.line == 2 for f in hits)
    assert all(f.fingerprint and f.help for f in hits)


@pytest.mark.parametrize(("rule", "number"), MISSED_CASES)
def test_near_miss(findings: dict[str, list[Finding]], rule: str, number: int) -> None:
    on_page = findings[f"m/{rule}-{number}.html"]

    assert [f for f in on_page if f.rule == rule and f.level is not Level.NOTE] == [], MISSED[rule][number]


@pytest.mark.parametrize("rule", ["false-gate", "never-block-marker", "gated-twin"])
def test_one_mistake_is_one_finding(findings: dict[str, list[Finding]], rule: str) -> None:
    """Where a particular rule explains a request, the general ones are silent."""
    general = {"ungated-service", "noscript-leak", "resource-hint-leak"}
    for number in range(len(FLAGGED[rule])):
        on_page = findings[f"f/{rule}-{number}.html"]
        assert [f for f in on_page if f.rule in general] == [], FLAGGED[rule][number]


def test_a_twin_names_the_line_of_the_gate(judge) -> None:
    gtag = "https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"
    gate = f'<script type="text/plain" data-category="analytics" data-service="google-analytics" data-src="{gtag}">'
    body = f'<link rel="preconnect" href="{gtag}">\n<p>x</p>\n{gate}</script>\n<script src="{gtag}"></script>'

    found = judge({"a.html": PAGE.format(body)}).findings

    twins = [(f.position.line, f.message) for f in found if f.rule == "gated-twin"]
    assert [line for line, _ in twins] == [2, 5]
    assert all(message.startswith("Line 4 ") for _, message in twins)


def test_ambiguous_markup(findings: dict[str, list[Finding]]) -> None:
    """The parser loses the body before a late frameset; what a browser may load must not be lost with it."""
    hits = [f for f in findings["f/frameset.html"] if f.rule == "ambiguous-markup"]

    assert hits
    assert all(f.unverified for f in hits)


def test_every_rule_has_cases() -> None:
    elsewhere = {  # test_sites.py
        "undeclared-catalogue-storage",
        "banner-missing",
        "withdrawal-link-missing",
        "statement-stale",
        "unfinished-declaration",
        "unused-declaration",
        "lifetime-mismatch",
        "observed-differs",  # tests/audit/test_record.py
        "retired-service",
        "unreadable-document",
        "register-published",
        "policy-missing", "policy-too-wide", "policy-breaks-service",  # test_policies.py
        "invalid-ignore", "unused-ignore",  # tests/test_suppress.py
    }  # fmt: skip
    seen = {r.id for r in RULES if r.observe and not (r.check or r.conclude or r.noted)}  # tests/audit
    assert {r.id for r in RULES} == set(FLAGGED) | elsewhere | seen
    assert set(FLAGGED) == set(MISSED)
