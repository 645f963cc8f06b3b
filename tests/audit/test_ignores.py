"""What is ignored in an audit: by register, comment or baseline; and what check and audit each say of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit.site import body, build
from samtykke import baseline
from samtykke.audit.evidence import Opened
from samtykke.audit.model import AuditResult
from samtykke.audit.report import FORMATS, drawn, drawn_from
from samtykke.audit.run import Auditor, Options
from samtykke.audit.saved import dumps, loads
from samtykke.checking import Target, check
from samtykke.exit import ExitCode

pytestmark = pytest.mark.browser
EARLY = '<img alt="" src="https://counter.test/pixel.gif">'
IGNORE = '\n[[ignore]]\nrule = "{0}"\npath = "{1}"\nreason = "Known, and mended in May"\n'
Audit = Callable[..., AuditResult]


@pytest.fixture
def audit(samtykke_auditor: Auditor, tmp_path: Path) -> Audit:
    """Of a page that counts too early, with lines more in its register, in some states."""

    def run(register: str = "", markup: str = EARLY, states: tuple[str, ...] = ("before",)) -> AuditResult:
        build(tmp_path, [body(markup)])
        with (tmp_path / "register.toml").open("a", encoding="utf-8") as file:
            file.write(register)
        target = Target.open(tmp_path / "site", tmp_path / "register.toml")
        return samtykke_auditor.audit(target, Options(lang="en", states=states, all_pages=True))

    return run


def rules(result: AuditResult) -> list[str]:
    return [f.rule for f in result.findings]


def ignored(result: AuditResult) -> list[tuple[str, str, str]]:
    return [(i.finding.rule, i.by, i.reason) for i in result.suppressed]


def test_the_register_ignores_in_an_audit_and_it_is_told(audit: Audit) -> None:
    result = audit(IGNORE.format("request-before-consent", "index.html"))

    assert ignored(result) == [("request-before-consent", "register", "Known, and mended in May")]
    assert "request-before-consent" not in rules(result)
    assert result.exit_code("error") is ExitCode.CLEAN
    assert loads(dumps(result)) == result


def test_a_comment_ignores_what_its_element_does(audit: Audit) -> None:
    result = audit(markup=f"<!-- samtykke: ignore[request-before-consent] ours -->{EARLY}")

    assert ignored(result) == [("request-before-consent", "inline", "ours")]


def test_without_any_it_is_found(audit: Audit) -> None:
    result = audit(IGNORE.format("request-before-consent", "om.html"))

    assert "request-before-consent" in rules(result)
    assert ignored(result) == []
    # Not all states were looked at, so nothing is said of what is ignored elsewhere.
    assert "unused-ignore" not in rules(result)


@pytest.mark.slow
def test_each_tells_what_is_unused_of_its_own_rules(audit: Audit, tmp_path: Path) -> None:
    lines = "".join(IGNORE.format(rule, "nowhere.html") for rule in ("request-before-consent", "opaque-script"))
    states = ("before", "reject", "only-analytics", "only-marketing", "accept", "withdraw", "gpc", "no-script")

    audited = audit(lines, "", states)
    checked = check(Target.open(tmp_path / "site", tmp_path / "register.toml"), "en", jobs=1)

    def unused(findings: object) -> list[str]:
        return [f.message.split()[3] for f in findings if f.rule == "unused-ignore"]  # type: ignore[attr-defined]

    assert unused(audited.findings) == ["request-before-consent"]
    assert unused(checked.findings) == ["opaque-script"]


def test_what_only_the_audit_may_see_of_a_shared_rule_is_no_warning_of_the_check(tmp_path: Path) -> None:
    site = build(tmp_path)
    with (tmp_path / "register.toml").open("a", encoding="utf-8") as file:
        file.write(IGNORE.format("undeclared-third-party", "index.html"))

    (told,) = [
        f for f in check(Target.open(site, tmp_path / "register.toml"), "en", jobs=1).findings
        if f.rule == "unused-ignore"
    ]  # fmt: skip

    assert (told.level.value, "samtykke audit" in told.message) == ("note", True)


@pytest.mark.slow
def test_the_baseline_accepts_in_an_audit(audit: Audit, tmp_path: Path) -> None:
    first = audit()
    file = tmp_path / baseline.NAME
    baseline.write(file, baseline.accept(first.findings, date(2999, 1, 1)))
    for path in sorted((tmp_path / "site").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (tmp_path / "site").rmdir()

    result = audit()

    assert rules(result) == []
    assert {by for _, by, _ in ignored(result)} == {"baseline"}
    # The check has nothing to say of what only an audit finds.
    checked = check(Target.open(tmp_path / "site", tmp_path / "register.toml"), "en", jobs=1)
    said = [f.message for f in checked.findings if f.rule == "unused-ignore"]
    assert not any("request-before-consent" in message for message in said)


def test_findings_are_told_in_the_language_of_the_report(audit: Audit, tmp_path: Path) -> None:
    result = audit(IGNORE.format("request-before-consent", "index.html"), EARLY + "<img alt='' src='https://ny.test/'>")
    opened = Opened(tmp_path, loads(dumps(result)), Target.open(tmp_path / "site", tmp_path / "register.toml").register)
    (tmp_path / "SHA256SUMS").write_text("", "utf-8")

    english, norwegian = (drawn_from(opened, lang).view.result for lang in ("en", "nb"))

    assert english.findings == result.findings
    assert result.findings
    assert result.suppressed
    told = [(*r.findings, *(ignored.finding for ignored in r.suppressed)) for r in (result, norwegian)]
    for one, other in zip(*told, strict=True):
        assert (one.rule, one.position, one.url) == (other.rule, other.position, other.url)
        assert one.message != other.message
        assert one.help != other.help
    assert norwegian.findings[0].message in FORMATS["html"].render(drawn_from(opened, "nb"))
    again = drawn_from(replace(opened, result=replace(opened.result, wordings={})), "nb").view.result
    assert again.findings == result.findings, "evidence of old speaks the audit's language"


@pytest.mark.slow
def test_what_the_audit_put_in_the_baseline_is_the_audits_to_miss(audit: Audit, tmp_path: Path) -> None:
    first = audit()
    site, file = tmp_path / "site", tmp_path / baseline.NAME
    entries = baseline.accept(first.findings, date(2999, 1, 1), audited=True)
    gone = [replace(e, fingerprint=f"{n:016}", path="borte.html") for n, e in enumerate(entries)]
    baseline.write(file, baseline.merged([*entries, *gone]))

    checked = check(Target.open(site, tmp_path / "register.toml", baseline_path=file), "en", jobs=1)

    assert [f.message for f in checked.findings if f.rule == "unused-ignore" and "borte.html" in f.message] == []
    shutil.rmtree(site)
    told = [f.message for f in audit(states=()).findings if f.rule == "unused-ignore"]
    assert len(told) == len(gone)
    assert all("borte.html" in message for message in told)


def test_every_report_lists_what_is_ignored(audit: Audit, tmp_path: Path) -> None:
    result = audit(IGNORE.format("request-before-consent", "index.html"))
    made = drawn(result, Target.open(tmp_path / "site", tmp_path / "register.toml").register, "en")

    for name in ("text", "html", "json", "sarif", "junit", "markdown"):
        assert "Known, and mended in May" in FORMATS[name].render(made), name
    assert json.loads(FORMATS["json"].render(made))["suppressed"][0]["suppression"]["by"] == "register"
