"""The audit of sites that ask with another tool: the real packages from npm, configured by our export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.test_banner_drivers import write
from browser import samples
from browser.test_export_tools import TOOLS, Tool
from samtykke.audit.run import Auditor, Options
from samtykke.checking import Target

pytestmark = pytest.mark.browser

STATES = ("before", "reject", "only-analytics", "accept", "withdraw")
BY_CATEGORY = {"analytics": {"www.googletagmanager.com", "counter.test"}, "functional": {"chat.test"}}


@pytest.fixture(scope="module")
def auditor() -> Iterator[Auditor]:
    with Auditor(sandbox=False) as running:
        yield running


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
@pytest.mark.slow  # the drivers themselves are tried in every run: test_banner_drivers.py
def test_a_site_with_another_tool_is_audited(tool: Tool, tmp_path: Path, auditor: Auditor) -> None:
    register = samples.register()
    write(tool, tmp_path, register)
    target = Target(tmp_path, register, None, "", register.site.url, asks=False)
    result = auditor.audit(target, Options(states=STATES, lang="en", compare=False))
    contacted = {
        state: {r.host for v in result.visits for r in v.requests if v.state == state and r.party == "third"}
        for state in STATES
    }

    assert [t for v in result.visits for t in v.troubles if t.fatal] == []
    assert {v.banner.tool for v in result.visits if v.banner} == {tool.name}
    assert all(v.banner.tested for v in result.visits if v.banner)
    assert contacted["before"] == contacted["reject"] == set()
    assert contacted["only-analytics"] == BY_CATEGORY["analytics"]
    assert contacted["accept"] > BY_CATEGORY["analytics"] | BY_CATEGORY["functional"]
    assert not {f.rule for f in result.findings} & {"request-before-consent", "request-after-reject", "category-leak"}
