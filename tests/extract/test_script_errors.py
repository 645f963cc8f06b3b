"""Scripts that stop at an error in the sandbox, which a browser may not have: what they might do after it is told."""

from __future__ import annotations

import re

import pytest

from extract.pages import read


@pytest.mark.parametrize(
    "code",
    [
        "null.x; fetch('https://a.example.com/')",
        "setTimeout(() => { null.x; fetch('https://a.example.com/') })",
        "(async () => { null.x; fetch('https://a.example.com/') })()",
        "let a = ; fetch('https://a.example.com/')",
        "let a = ; fetch(atob('aHR0cHM6Ly9hLmV4YW1wbGUuY29tLw=='))",
    ],
)
def test_a_script_that_stops_is_opaque_where_it_could_hide_a_load(code: str) -> None:
    details = [p.detail for p in read(f"<script>{code}</script>").problems if p.rule == "opaque-script"]
    assert details
    assert re.match(
        "it stopped at an error that a browser may not have: (Type|Syntax)Error|the engine cannot read it: Synt",
        details[0],
    )


@pytest.mark.parametrize(
    "code",
    [
        "null.x; fetch('/a.json')",
        "fetch('https://a.example.com/'); null.x",
        "throw Error('see https://a.example.com/errors')",
        "// https://a.example.com/\nnull.x",
        "throw Error('https://reactjs.org/docs/error-decoder.html?invariant=' + 1)",
        "null.x; document.createElementNS('http://www.w3.org/2000/svg', 'svg')",
        "let a = ; let b = 1",
    ],
)
def test_a_script_that_stops_and_hides_nothing_is_not(code: str) -> None:
    assert [p.detail for p in read(f"<script>{code}</script>").problems if p.rule == "opaque-script"] == []


def test_a_plugin_finds_the_jquery_that_comes_from_elsewhere() -> None:
    code = (
        "!function (j) { const i = j && 'default' in j ? j : { default: j };"
        " if (!j) return; if (i.default.fn.jquery.split('.')[0] < 2) throw new Error('too old');"
        " i.default(document).ready(() => fetch('https://a.example.com/')) }(window.jQuery)"
    )
    scan = read(f"<script src=https://cdn.example.com/jquery.js></script><script>{code}</script>")
    assert {r.host for r in scan.references if r.evidence == "executed"} == {"a.example.com"}
    assert [p.detail for p in scan.problems if p.rule == "opaque-script"] == []
