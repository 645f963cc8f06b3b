"""Every locked dependency has a licence under which it may be used beside ours, which is MIT; the list tells which."""

from __future__ import annotations

import pytest

from distribution import licences


@pytest.mark.parametrize("name", licences.NAMES)
def test_licence(name: str) -> None:
    licence = licences.said(name)
    if licence is None:
        pytest.skip("not for this system or Python")
    listed = licences.DOC.read_text("utf-8")
    assert licences.row(name, licence) in listed, "python tests/distribution/licences.py"
    if name not in licences.JUDGED:
        assert licences.FREE.search(licence), licence
        assert not licences.STRONG.search(licences.FREE.sub("", licence)), licence


def test_nothing_else_is_listed_or_judged() -> None:
    lines = licences.DOC.read_text("utf-8").splitlines()
    listed = {line.split(" | ")[0].removeprefix("| ") for line in lines if line.startswith("| ")} - {"package", "---"}
    assert listed <= set(licences.NAMES)
    assert licences.JUDGED.keys() <= set(licences.NAMES)
