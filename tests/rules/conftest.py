"""A way to judge a handful of pages against the register of these tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from samtykke.checking import Result, Target, check

REGISTER = Path(__file__).with_name("register.toml")

Judge = Callable[..., Result]


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """`judge({path: html}, register=text)` → Result."""

    def run(pages: Mapping[str, str | bytes], register: str | None = None, lang: str = "en") -> Result:
        root = tmp_path_factory.mktemp("site")
        file = root / "register.toml"
        file.write_text(register or REGISTER.read_text("utf-8"), "utf-8")
        out = root / "output"
        out.mkdir()
        for name, html in pages.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(html if isinstance(html, bytes) else html.encode())
        return check(Target.open(out, file), lang, jobs=1)

    return run
