"""What of a Markdown file is HTML, and what is code: at the same lines, as two renderers of it have it too."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from samtykke.markdown.reading import html, worth_judging

COMMONMARK = MarkdownIt("commonmark")
TAG = '<script src="https://x.example/a.js"></script>'


class Loads(HTMLParser):
    """The addresses of what would load, with the line."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "img", "iframe"):
            self.found += [(value or "", self.getpos()[0]) for name, value in attrs if name == "src"]


def loads(text: str) -> list[tuple[str, int]]:
    parser = Loads()
    parser.feed(text)
    parser.close()
    return parser.found


def addresses(markup: str) -> set[str]:
    """What a browser would load, wherever it stands."""
    root = turbohtml.parse(markup.encode(), scripting=True)
    return {element.attr("src") or "" for element in root.iter_elements() if element.tag in ("script", "img", "iframe")}


def seen(text: str) -> list[int]:
    """The lines on which something loads."""
    return [line for _, line in loads(html(text))]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (TAG, [1]),
        (f"Tekst\n\n{TAG}\n", [3]),
        (f"Tekst {TAG} tekst", [1]),
        (f"`{TAG}`", []),
        (f"`` ` {TAG} ` ``", []),
        (f"et ` alene {TAG}", [1]),
        (f"`kode\nover {TAG} linjer`", []),
        (f"`kode\n\n{TAG} `", [3]),
        (f"\\`{TAG}`", [1]),
        (f"\\<script>{TAG}", [1]),
        (f"```html\n{TAG}\n```\n{TAG}", [4]),
        (f"~~~~\n{TAG}\n~~~\n{TAG}\n~~~~\n{TAG}", [6]),
        (f"```\n{TAG}", []),
        (f"``` `a`\n{TAG}", [2]),
        (f"- punkt\n  ```\n  {TAG}\n  ```\n", []),
        (f"> ```\n> {TAG}\n> ```\n", []),
        (f"- ~~~\n{TAG}", [2]),
        (f"- ~~~\n\n  {TAG}\n  ~~~\n", []),
        (f"> ~~~\n{TAG}", [2]),
        (f"1. a\n\n    ```\n    {TAG}\n    ```\n{TAG}", [6]),
        (f"\n    {TAG}", []),
        (f"\n\t{TAG}\n\n    {TAG}", []),
        (f"avsnitt\n    {TAG}", [2]),
        (f"# Tittel\n    {TAG}", []),
        (f"```\n```\n    {TAG}", []),
        (f"- punkt\n\n    {TAG}", [3]),
        (f"- punkt\n\n        {TAG}", []),
        (f"1. punkt\n\n    {TAG}\n\nslutt\n\n    {TAG}", [3]),
        (f"<div>\n\n    {TAG}\n\n</div>\n\n    {TAG}", [3]),
        (f"<div>`{TAG}`</div>", [1]),
        (f"<div>![{TAG}](x)", [1, 1]),
        (f"- <div>\n```\n\n```\n{TAG}", [5]),
        (f"<div>\n\n```\n{TAG}\n```\n\n</div>", []),
        (f"<div>\n```\n{TAG}\n```\n</div>", [3]),
        (f"</div>\n```\n{TAG}\n```\n", [3]),
        (f"<my-box>\n```\n{TAG}\n```\n", [3]),
        (f"tekst <my-box>\n```\n{TAG}\n```\n", []),
        (f"<pre>\n```\n{TAG}\n</pre>", [3]),
        (f"<!--\n{TAG}\n-->\n{TAG}", [4]),
        (f"<!-- `--> {TAG}", [1]),
        (f"<script>\nlet a = `\n```\n`\n</script>\n{TAG}", [6]),
        ("![a](https://x.example/a.png)", [1]),
        ("![a b](<https://x.example/a b.png> 'tittel')", [1]),
        ("[![a](https://x.example/a.png)](https://y.example)", [1]),
        ("![å\nb](https://x.example/a.png) ![c](/c.png)", [1, 2]),
        ("![a][b]\n\n[B]: https://x.example/a.png", [1]),
        ("![b][]\n\n[b]: https://x.example/a.png\n", [1]),
        ("![b]\n\n[b]: <https://x.example/a.png>\n", [1]),
        ("![a][finnes ikke]", []),
        ("\\![a](https://x.example/a.png)", []),
        ("`![a](https://x.example/a.png)`", []),
        ("<https://x.example/a.png> <a@b.example>", []),
        ("[lenke](https://x.example/)", []),
        ('<a title="`">`</a> <img src="https://x.example/a">`', [1]),  # code to one dialect, a picture to the other
        (f"<!-- {TAG}", [1]),
        (f"a <!--{TAG}--> b", []),
        (f"a <!-- -- {TAG} -->", [1]),
        (f"a <!-- b\n\n{TAG}\n\n-->", [3]),
        (f"<!-- a\n\n{TAG}\n\n-->\n{TAG}", [6]),
        (f"<script>`</script>{TAG}`", [1]),
        (f"- <!-- a\n  {TAG}\n  -->\n", []),
        (f"\ufeff{TAG}\r\n\r\n{TAG}\r{TAG}", [1, 3, 4]),
        ("a < b og <b", []),
        ("", []),
    ],
)
def test_lines_on_which_something_loads(text: str, lines: list[int]) -> None:
    assert seen(text) == lines
    assert html(text).count("\n") == len(re.findall("\r\n|\r|\n", text))
    assert not lines or worth_judging(text) or "x.example" not in html(text)


SAME = [
    TAG, f"Tekst {TAG}", f"`{TAG}`", f"```\n{TAG}\n```", f"- a\n\n    {TAG}", f"avsnitt\n    {TAG}",
    f"<div>{TAG}</div>",
    "![a](https://x.example/a.png 'b')", "![a][b]\n\n[b]: https://x.example/a.png", f"\n    {TAG}", f"> {TAG}",
    f"# {TAG}", f"| a |\n| - |\n| {TAG} |", f"*{TAG}*", "![a](/b(c).png)", f"1. {TAG}", f"`` {TAG} ``",
    "[![a](https://x.example/a.png)](/b)", f"<pre>{TAG}</pre>", f"<p>\n{TAG}\n</p>",
]  # fmt: skip


@pytest.mark.parametrize("text", SAME)
def test_two_renderers_agree(text: str) -> None:
    expected = {address for address, _ in loads(html(text))}

    assert {a for a, _ in loads(COMMONMARK.render(text))} == expected
    assert {a for a, _ in loads(markdown.markdown(text, extensions=["extra"]))} == expected


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Bare *tekst* og [lenke](https://x.example), 1 < 2", False),
        ("![Bær](/images/bær.jpg 'tittel') og ![a]({static}/a.png)", False),
        ("<div class=\"boks\" id='a'>\n<b>fet</b><br>\n</div>", False),
        (f"`{TAG}`\n\n```\n{TAG}\n```\n", False),
        ('<img src="/a.png" alt="" width="3">', False),
        ("![a](//x.example/a.png)", True),
        ("![a](https://x.example/a.png)", True),
        ("![a](data:image/png;base64,xx)", True),
        ('<img src="/a.png" onerror="x()">', True),
        ('<img src="\\\\x.example/a.png">', True),
        ('<img src="&#47;/x.example/a.png">', True),
        ("<img src=//x.example/a.png>", True),
        ('<div style="background: url(//x.example)">', True),
        ('<div class="a" class="b">', True),
        ('<div data-category="x">', True),
        ('<img src="/a.png" src="//x.example">', True),
        ("<form>", True),
        ("<!-- samtykke: ignore[x] y -->", True),
        ("<my-element></my-element>", True),
        ("https://youtu.be/abcdefghijk", True),
        (TAG, True),
    ],
)
def test_what_is_worth_judging(text: str, worth: bool) -> None:
    assert worth_judging(text) is worth


PIECES = st.sampled_from(
    ["a", " ", "\n", "\n\n", "    ", "`", "``", "```", "\n```\n", "~~~\n", "<div>", "</div>", TAG, "- ", "> ", "<!--",
     "-->", "<pre>", "</pre>", "<script>", "</script>", "![", "](x)", "![å](https://x.example/p)", "\\", "\t",
     "[r]: /u\n", "é"]
)  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        '<a "',
        "<a '",
        "![",
        "![a",
        "![[]",
        "<!--",
        "`",
        "` `` ",
        "[a](",
        "<b>",
        "<p a ",
        "- > ",
        "\n\n    <",
        "![a](<",
    ],
)
def test_hostile_text_takes_no_longer_for_being_long(piece: str) -> None:
    text = piece * (60_000 // len(piece))

    assert html(text).count("\n") == text.count("\n")
    worth_judging(text)


@settings(derandomize=True, max_examples=400)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_nothing_that_commonmark_loads_is_missed(text: str) -> None:
    """Of all that is put together at random: what is taken for code must be code."""
    rendered = addresses(COMMONMARK.render(text)) & {"https://x.example/a.js", "https://x.example/p"}
    assert rendered <= addresses(html(text))
    assert html(text).count("\n") == text.count("\n")
    assert not rendered or worth_judging(text)
