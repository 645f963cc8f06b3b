"""The fuzzed targets on made input: a little in each run, and everything that `make fuzz` has found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile.targets import TARGETS
from samtykke.extract import script_world

FINDINGS = sorted(path for path in (Path(__file__).parent / "findings").glob("*/*"))
PIECES = {
    "html": "<script |<style>|<!--|-->|</script>|<svg>|<iframe srcdoc=\"|<noscript>|<template>|<base href=|<img src=//a.no|"
            "<form>|&amp;|&#0;|>|\"|'|<meta charset=utf-16>|<plaintext>|<select>|<table>|data-category=a |src=|x|\n",
    "css": "url(|@import |'|\"|//a.no|/*|*/|{|}|\\0|image-set(|;|@font-face|src:|@media|:|\\|x|\n|-->|@namespace ",
    "script": "fetch(|'//a.no'|)|{|}|;|=>|function f(|document.cookie=|`${|import(|await |async |eval(|/|\\|new Image().src=|"
              "document.write(|'<script>'|x|\n|class A |[|]|...|localStorage.a=|throw ",
    "svg": "<svg xmlns='http://www.w3.org/2000/svg'>|<a:script xmlns:a='http://www.w3.org/2000/svg'>|<!DOCTYPE svg [|"
           "<!ENTITY a '&b;'>|]>|&a;|<image href='//a.no'/>|<![CDATA[|]]>|</svg>|<style>|<?xml-stylesheet href='a'?>|x",
    "xml": "<?xml version='1.0'?>|<rss>|<item>|<content:encoded>|<![CDATA[|]]>|&lt;img src=//a.no&gt;|</item>|"
           "<!DOCTYPE a [|<!ENTITY a SYSTEM 'file:///etc/passwd'>|]>|&a;|<feed xmlns='http://www.w3.org/2005/Atom'>|x",
    "json": "{|}|[|]|\"icons\"|:|,|\"src\"|\"//a.no\"|\"name\"|1e999|null|\"prefetch\"|\"urls\"|\\ud800|\"imports\"",
    "headers": "/*|\n|  Link: |<//a.no>|; rel=preload|Set-Cookie: a=b|{|}|\"redirects\"|: |[|]|add_header |\"|Refresh: 0;url=|"
               "RewriteRule |Redirect 301 / https://a.no|return 302 |location / {|<rule>|to = |[[redirects]]|from=",
    "register": "[site]|\n|url = |\"https://a.no\"|[[service]]|id = |\"a\"|[[category]]|title = |{ nb = \"a\" }|hosts = |[\"*.a.no\"]|"
                "basis = |\"consent\"|[[service.storage]]|lifetime = |\"P1Y\"|#|'''|=|.|\"\\u0000\"|1979-05-27",
    "configuration": "[tool.samtykke]|\n|path = |\"a\"|format = |[\"json=a\"]|jobs = |1|lang = |\"nb\"|[|]|.|'''|base-url = |"
                     "samtykke|\"https://a.no\"|fail-on = ",
    "baseline": "{|}|[|]|\"version\"|:|1|,|\"findings\"|\"fingerprint\"|\"rule\"|\"path\"|\"host\"|\"until\"|\"2026-01-01\"|\"\\ud800\"|\"\\u001b\"",
    "url": "https:|//|/|\\|@|:|a.no|%2e|..|?|#|\t|\n| |%|[::1]|ａ．ｎｏ|xn--|data:|javascript:|\u200b|0x7f.1|%00",
    "markdown": "<iframe src=|\"https://www.youtube.com/embed/x\"|>|</iframe>|`|```\n|\n\n|    |![|](|)|[|<!--|-->|https://youtu.be/abcdefghijk|"
                "<script>|</script>|<div>|\\|*|> |x",
    "sniff": "<|!doctype html|<?xml|<svg| |\ufeff|\n|>|<rss|x",
}  # fmt: skip


def pieces(name: str) -> st.SearchStrategy[bytes]:
    """What a target's language is made of, in any order, with some bytes that are none of it."""
    known = st.sampled_from([piece.encode() for piece in PIECES[name].split("|")])
    return st.lists(known | st.binary(max_size=3), max_size=40).map(b"".join)


@pytest.mark.parametrize("name", TARGETS)
def test_made_input(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script_world, "EACH", 0.3)

    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(pieces(name))
    def tried(raw: bytes) -> None:
        TARGETS[name](raw)

    tried()


@pytest.mark.parametrize("finding", FINDINGS, ids=[f"{path.parent.name}-{path.name}" for path in FINDINGS])
def test_what_was_found_once(finding: Path) -> None:
    TARGETS[finding.parent.name](finding.read_bytes())
