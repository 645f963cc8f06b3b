"""Pasted snippets in real Markdown: what becomes a gate, and that all else stays byte for byte."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from browser import samples
from gating.conftest import declared, html
from samtykke import catalogue
from samtykke.gating import Missing, gate, line_of, report
from samtykke.gating.places import find, maybe
from samtykke.locale import translator
from samtykke.register import parse
from samtykke.register.model import Register

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
IFRAME = (
    '<iframe width="560" height="315" src="https://www.youtube.com/embed/dQw4w9WgXcQ?si=x" title="YouTube video player" '
    'frameborder="0" allow="autoplay; encrypted-media" allowfullscreen></iframe>'
)
VIMEO = (
    '<div style="padding:56.25% 0 0 0;position:relative;"><iframe src="https://player.vimeo.com/video/123456789?h=0a1b2c3d4e'
    '&amp;badge=0" frameborder="0" allow="autoplay" style="position:absolute;top:0;left:0;width:100%;height:100%;" '
    'title="Kurs i juni"></iframe></div><script src="https://player.vimeo.com/api/player.js"></script>'
)
MAP = (
    '<iframe src="https://www.google.com/maps/embed?pb=!1m18!1d2040!2d10.22!3d59.13!1m2!1s0x46:0x2b!2sKuller%C3%B8d!5e0" '
    'width="600" height="450" style="border:0;" allowfullscreen="" loading="lazy"></iframe>'
)
POST = (
    '<blockquote class="twitter-tweet"><p lang="no" dir="ltr">Hei <a href="https://t.co/x">t.co</a></p>&mdash; Multicase '
    '(@m) <a href="https://twitter.com/m/status/1234567890?ref_src=twsrc%5Etfw">1. mai</a></blockquote> '
    '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
)
GRAM = (
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Cabc1234567/?utm_source=ig" '
    'style="background:#FFF"><div><a href="https://www.instagram.com/p/Cabc1234567/">Se</a></div></blockquote>\n'
    '<script async src="//www.instagram.com/embed.js"></script>'
)
FACEBOOK = (
    '<div id="fb-root"></div>\n<script async defer crossorigin="anonymous" '
    'src="https://connect.facebook.net/nb_NO/sdk.js#xfbml=1&version=v19.0"></script>\n'
    '<div class="fb-post" data-href="https://www.facebook.com/m/posts/123?a=1&amp;b=2" data-width="500"></div>'
)
PLUGIN = (
    '<iframe src="https://www.facebook.com/plugins/video.php?height=476&href=https%3A%2F%2Fwww.facebook.com%2Fm%2Fvideos%2F1'
    '%2F&show_text=false" width="267" height="476" style="border:none" scrolling="no"></iframe>'
)
BARE = """
[site]
url = "https://www.example.no"
[[category]]
id = "necessary"
necessary = true
title.nb = "Nødvendige"
purpose.nb = "Virker."
[[service]]
id = "valg"
name = "Valget ditt"
provider = "Eksempel AS"
country = "NO"
category = "necessary"
basis = "necessary"
reason.nb = "Husker valget."
purpose.nb = "Husker valget."
  [[service.storage]]
  name = "samtykke"
  lifetime = "P182D"
  purpose.nb = "Husker valget."

"""
PASTED = {
    "youtube address": (YOUTUBE, "youtube", "16/9", "Film fra YouTube"),
    "youtube iframe": (IFRAME, "youtube", "560/315", "Film fra YouTube"),
    "vimeo address": ("https://vimeo.com/123456789", "vimeo", "16/9", "Film fra Vimeo"),
    "vimeo box": (VIMEO, "vimeo", "1600/900", "Kurs i juni"),
    "map": (MAP, "google-maps", "600/450", "Kullerød"),
    "x": (POST, "x-widgets", "3/4", "Innlegg fra X (Twitter) widgets"),
    "instagram": (GRAM, "instagram", "3/4", "Innlegg fra Instagram"),
    "facebook": (FACEBOOK, "facebook-sdk", "3/4", "Innlegg fra Facebook SDK"),
    "facebook iframe": (PLUGIN, "facebook-sdk", "267/476", "Film fra Facebook SDK"),
    "easyquest": ("https://easyquest.com/svar?id=1&b=2", "easyquest", "3/4", "Skjema fra EasyQuest"),
    "declared iframe": ('<iframe src="https://player.test/1?a=1&b=2" title="Min"></iframe>', "player", "16/9", "Min"),
    "title": (f"{YOUTUBE} «Slik gjør du»", "youtube", "16/9", "Slik gjør du"),
    "straight title": (f'{YOUTUBE} "Slik & slik"', "youtube", "16/9", "Slik & slik"),
}


def figure(text: str) -> Tag:
    (found,) = BeautifulSoup(text, "html.parser").find_all("figure")
    return found


@pytest.mark.parametrize("kind", PASTED)
def test_becomes_a_gate(kind: str, everything: Register) -> None:
    pasted, service, shape, title = PASTED[kind]
    made = gate(html(f"Før\n\n{pasted}\n\nEtter"), everything, "nb")

    assert not made.missing
    found = figure(made.html)
    assert (found["data-service"], found["data-category"]) == (service, "media")
    [canvas] = found.find_all("canvas")
    assert (f"{canvas['width']}/{canvas['height']}", found["data-title"]) == (shape, title)
    assert str(found["data-src"]).startswith("https://")
    assert found.find("a", href=True), "a plain link"
    assert not re.search(r"<(iframe|script|blockquote)|(?<!data-)src=", made.html)
    assert made.html.startswith("<p>Før</p>\n")
    assert made.html.endswith("\n<p>Etter</p>")
    assert "<p></p>" not in made.html
    assert gate(made.html, everything, "nb").html == made.html, "a second run changes nothing"


@pytest.mark.parametrize(
    ("markdown", "before", "after"),
    [
        (f"Se filmen:\n{YOUTUBE}\nog les mer.", "<p>Se filmen:</p>\n", "\n<p>og les mer.</p>"),
        (f"Se filmen:  \n{YOUTUBE}  \nog les mer.", "<p>Se filmen:</p>\n", "\n<p>og les mer.</p>"),
        (f"En *skrå* linje\n{YOUTUBE}\n{{: #id}}", '<p id="id">En <em>skrå</em> linje</p>\n', ""),
        (f"> {YOUTUBE}\n> sa han", "<blockquote>\n", "\n<p>sa han</p>\n</blockquote>"),
        (f"- Punkt\n\n    {YOUTUBE}\n", "<ul>\n<li>\n<p>Punkt</p>\n", "\n</li>\n</ul>"),
        (f"Tekst {IFRAME} midt i", "<p>Tekst</p>\n", "\n<p>midt i</p>"),
    ],
)
def test_a_paragraph_is_opened(markdown: str, before: str, after: str, everything: Register) -> None:
    made = gate(html(markdown), everything, "nb").html
    start, end = made.index("<figure"), made.index("</figure>") + len("</figure>")
    assert (made[:start], made[end:]) == (before, after)


@pytest.mark.parametrize(
    "markdown",
    [
        f"[Se filmen]({YOUTUBE})",
        f"<{YOUTUBE}>",
        f"Se {YOUTUBE} her",
        f"`{YOUTUBE}`",
        f"    {YOUTUBE}",
        f"```\n{IFRAME}\n```",
        f"<!-- {IFRAME} -->",
        f"<noscript>{IFRAME}</noscript>",
        f"<template>{IFRAME}</template>",
        f"<a href='/'>{IFRAME}</a>",
        f'<div data-category="media">{IFRAME}</div>',
        '<iframe src="/egen.html" title="Vår egen"></iframe>',
        '<iframe src="https://ukjent.test/" title="En annens"></iframe>',
        '<iframe src="data:text/html,x" title="x"></iframe>',
        '<blockquote class="twitter-tweet"><p>Uten lenke</p></blockquote>',
        "Ingenting her, bare https://eksempel.test/\n\nhttps://eksempel.test/",
        '<script async src="https://platform.twitter.com/widgets.js"></script>',
    ],
)
def test_is_left_alone(markdown: str, everything: Register) -> None:
    before = html(markdown)
    assert gate(before, everything, "nb").html == before


def test_everything_else_stays_byte_for_byte(everything: Register) -> None:
    odd = "<P CLASS=a  title='x'>&nbsp;&AMP; <br/><img src=\"/a.png\"alt></p>\n<!-- x --><ul><li>uavsluttet\n"
    made = gate(f"{odd}<p>{YOUTUBE}</p>{odd}{IFRAME}{odd}", everything, "nb").html
    assert re.sub(r"<figure.*?</figure>", "", made, flags=re.DOTALL) == odd * 3


@given(st.text(alphabet=string.ascii_letters + string.digits + "_-", min_size=11, max_size=11))
def test_markdown_does_not_spoil_an_id(film: str) -> None:
    """Underscores may have become emphasis on the way."""
    made = gate(html(f"https://youtu.be/{film}"), declared(), "nb")
    assert figure(made.html)["data-src"] == f"https://www.youtube-nocookie.com/embed/{film}"


HOSTILE = [
    '<iframe src="https://player.test/&quot;onload=&quot;x" title="&quot;&gt;&lt;script&gt;x()&lt;/script&gt;"></iframe>',
    '<iframe src="https://player.test/\' onload=\'x" title="a"></iframe>',
    '<iframe src="https://player.test/1" src="https://evil.test/" title="to adresser"></iframe>',
    f'<p>{YOUTUBE} "&lt;img src=x onerror=x()&gt;"</p>',
    "<iframe src=https://player.test/<script>x()</script> title=a></iframe>",
    "<iframe src='https://player.test/\n\t1' title=a></iframe>",
]


@pytest.mark.parametrize("pasted", HOSTILE)
def test_hostile_input_makes_no_markup(pasted: str, everything: Register) -> None:
    made = gate(pasted, everything, "nb").html
    soup = BeautifulSoup(made, "html.parser")
    assert not soup.find_all(["script", "img", "iframe"])
    assert not [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert all(str(f["data-src"]).startswith("https://player.test/") or "youtube" in str(f["data-src"])
               for f in soup.find_all("figure"))  # fmt: skip


@given(st.lists(st.sampled_from(["<iframe src='https://player.test/'>", "</iframe>", "<p>", "</p>", "<div style=a>",
                                 "</div>", f"{YOUTUBE}\n", "<a>", "<table>", "<pre>", "<blockquote class=twitter-tweet>",
                                 "</blockquote>", "æ&amp;", "\n", "<em>"]), max_size=14).map("".join))  # fmt: skip
def test_broken_markup_neither_fails_nor_loses_text(source: str) -> None:
    made = gate(source, declared(), "nb")
    again = gate(made.html, declared(), "nb")
    assert again.html == made.html
    never_shown = re.findall(r"<iframe.*?(?:</iframe>|$)", source, re.DOTALL)
    assert made.html.count("æ") >= source.count("æ") - "".join(never_shown).count("æ")


LINES = [
    "text", "", " https://youtu.be/abcdefghijk", "\thttps://youtu.be/abcdefghijk<br>", 'http://vimeo.com/1 "A"', '<a href="https://youtu.be/x">a</a>',
    "<em>https://youtu.be/x</em>",
]  # fmt: skip
MARKUP = ["<IFRAME src=//player.test/1></IFRAME>", "<div class=fb-post data-href=https://a.test/></div>",
          '<blockquote class="a twitter-tweet"><a href=//x.com/a/status/1>a</a></blockquote>', "<img src=https://a.test/>"]  # fmt: skip


@given(
    st.sampled_from(["<p>", "<p class=a>"]),
    st.lists(st.sampled_from(LINES), max_size=4),
    st.sampled_from(["", *MARKUP]),
)
def test_no_place_is_passed_over_unparsed(tag: str, lines: list[str], markup: str) -> None:
    source = tag + "\n".join(lines) + "</p>" + markup
    assert maybe(source) or not any(place.snippet for place in find(source))


def test_what_is_not_declared_is_offered(tmp_path: Path) -> None:
    few = samples.register(service=(), category=())
    found: list[tuple[str, Missing]] = []
    for kind in ("youtube address", "map", "x", "instagram", "facebook", "vimeo box", "easyquest"):
        source = html(PASTED[kind][0])
        made = gate(source, few, "nb")
        assert made.html == source, "it stays as it is: the build stops"
        found += [("content/a.md:3", one) for one in made.missing]
    assert len(found) == 7

    messages = [
        message for message, _ in report(found, few, "content/register.toml", catalogue.load(), translator("nb"))
    ]

    assert len(messages) == 7
    assert messages[0].startswith(
        "YouTube står ikke i registeret, så dette innholdet kan ikke vises:\n  content/a.md:3: "
    )
    assert YOUTUBE in messages[0]
    for (_, missing), message in zip(found, messages, strict=True):
        register = parse(BARE + message.split("\n\n", 1)[1], tmp_path / "register.toml")
        assert register.find_category("media") is not None
        assert not gate(html(missing.written), register, "nb").missing


def test_a_declared_service_without_the_host_is_told_so() -> None:
    almost = samples.register(service=(samples.service("youtube", "media", "www.youtube.com", []),))
    (missing,) = gate(html(YOUTUBE), almost, "nb").missing
    ((message, _),) = report([("a.md:1", missing)], almost, "r.toml", catalogue.load(), translator("nb"))
    assert 'hosts ha med "www.youtube-nocookie.com"' in message
    assert "[[service]]\n" not in message


def test_the_line_in_the_markdown(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("Title: A\n\n<iframe src='https://x.test/?a=1&amp;b=2'>\n", "utf-8")
    assert line_of(file, "https://x.test/?a=1&b=2") == 3
    assert line_of(file, "https://y.test/") is None
    assert line_of(tmp_path / "borte.md", "x") is None
