"""What a script's text tells: whether it does anything on the page beside loading."""

from __future__ import annotations

import pytest

from samtykke.gating.code import read


@pytest.mark.parametrize(
    "text",
    [
        "for (const sign of ['scroll', 'click']) addEventListener(sign, load, { once: true });",
        "['scroll', 'wheel'].forEach(sign => document.addEventListener(sign, load));",
        "var signs = ['scroll', 'wheel']; signs.forEach(function (sign) { window.addEventListener(sign, load); });",
        "document.addEventListener('click', load, { passive: true, once: !0 });",
        "document.documentElement.className += ' wf-loading';",
        "h.className = h.className.replace(/\\bwf-loading\\b/g, '') + ' wf-inactive';",
        "a2a_config.onclick = 1;",
        "document.write('<p>'); document.write(unescape('%3Cscript src=' + a + '%3E%3C/script%3E'));",
        "(function ($) { $.setAttribute('async', ''); })(document.createElement('script'));",
    ],
)
def test_what_loaders_do_is_no_work(text: str) -> None:
    assert read(text).work == ""


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("document.addEventListener('click', open);", "click"),
        ("document.addEventListener('click', open, { once: false });", "click"),
        ("menu.addEventListener('click', open, { once: true });", "click"),
        ("document.addEventListener('submit', open, { once: true });", "submit"),
        ("['scroll', 'submit'].forEach(sign => document.addEventListener(sign, send));", "submit"),
        ("for (const sign of signs) document.addEventListener(sign, send);", "addEventListener"),
        ("let signs = ['scroll']; signs = more; signs.forEach(s => document.addEventListener(s, a));", "addEventListener"),
        ("const signs = ['scroll']; signs.push(b); signs.forEach(s => document.addEventListener(s, a));",
         "addEventListener"),
        ("document.documentElement.className = 'js';", "className"),
        ("document.documentElement.className += ' wf-loading js';", "className"),
        ("document.body.className = open + ' wf-loading';", "className"),
        ("menu.onclick = open;", "onclick"),
        ("$.extend(menu);", "$.extend()"),
        ("var f = document.createElement('form'); f.submit();", "submit()"),
        ("document.write('<scr' + 'ipt '); document.write('src=a.js></scr' + 'ipt>');", "document.write()"),
        ("document.write('<script>'); document.write('a()'); document.write('</scr' + 'ipt>');", "document.write()"),
        ("form.requestSubmit();", "requestSubmit()"),
    ],
)  # fmt: skip
def test_what_is_the_pages_own_is_told(text: str, work: str) -> None:
    assert read(text).work == work
