"""A fixture for other projects' tests: pytest finds it wherever Samtykke is installed.

    def test_consent(samtykke_audit):
        samtykke_audit("output")

The browser is started when the first test asks for it, and shared. Nothing else is imported before that.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .model import AuditResult
    from .run import Auditor

    Audit = Callable[..., AuditResult]


@pytest.fixture(scope="session")
def samtykke_auditor() -> Iterator[Auditor]:
    """The browser that `samtykke_audit` uses; define a fixture of this name to start another one."""
    from .run import AuditError, Auditor

    browser = os.environ.get("SAMTYKKE_BROWSER")
    # As root there is no sandbox to be had, and in CI everything is often done as root.
    try:
        with Auditor(Path(browser) if browser else None, sandbox=getattr(os, "geteuid", lambda: 1)() != 0) as auditor:
            yield auditor
    except AuditError as error:
        pytest.fail(f"samtykke: {error}", pytrace=False)


@pytest.fixture
def samtykke_audit(samtykke_auditor: Auditor) -> Audit:
    """Audit a built site in a real browser; the test fails with the report where it does not keep to its register.

    `samtykke_audit(path, register=None, base_url=None, fail_on="error", lang="en", **options)`; `fail_on` is a level,
    or None to look at the result oneself. Options are those of `samtykke.audit.run.Options`: states, pages, sample, …
    What could not be verified fails the test too.
    """

    def audit(
        path: str | Path,
        register: str | Path | None = None,
        base_url: str | None = None,
        fail_on: str | None = "error",
        lang: str = "en",
        **options: Any,
    ) -> AuditResult:
        from samtykke.checking import Target
        from samtykke.model import Level

        from .report import FORMATS, drawn
        from .run import AuditError, Options

        target = Target.open(Path(path), Path(register) if register else None, base_url)
        try:
            result = samtykke_auditor.audit(target, Options(lang=lang, **options))
        except AuditError as error:
            pytest.fail(f"samtykke: {error}", pytrace=False)
        except LookupError as error:
            pytest.fail(f"samtykke: there is no such page or state: {error.args[0]}", pytrace=False)
        if fail_on is not None:
            order = list(Level)
            grave = order[: order.index(Level(fail_on)) + 1]
            made = drawn(result, target.register, lang)
            if made.view.unverified or any(f.level in grave for f in result.findings):
                pytest.fail("samtykke\n" + FORMATS["text"].render(made), pytrace=False)
        return result

    return audit
