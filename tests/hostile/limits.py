"""Every bound that a document or a tree can reach: what it is, how much it is, what is told, and something beyond it.

`docs/limits.md` holds the table; `python -m hostile.limits` (PYTHONPATH=tests) writes it anew, and a test compares.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from samtykke import site, workers
from samtykke.extract import (
    SiteContext,
    configs,
    context,
    css,
    feed,
    forms,
    html,
    import_map,
    reader,
    scan,
    script,
    script_text,
    script_world,
)
from samtykke.extract import banners as banner_reader
from samtykke.extract import files as file_readers
from samtykke.extract import scripts as page_scripts
from samtykke.files import write_atomically
from samtykke.model import Problem
from samtykke.register.load import LARGEST
from samtykke.site import read, walk
from samtykke.urls import Hosts

DOC = Path(__file__).parents[2] / "docs" / "limits.md"
BEGIN, END = "<!-- limits: written by tests/hostile/limits.py -->\n", "<!-- limits end -->\n"
HEAD = "<!doctype html><title>x</title>"


@dataclass(frozen=True)
class Limit:
    """One bound."""

    name: str
    what: str
    """As the table says it."""
    value: str
    rule: str
    told: str
    """What is told, in English."""
    beyond: Callable[[Path], object] | None
    """Puts something beyond it into an empty tree; None where a test of its own shows it."""
    posix: bool = False
    """The thing exists on POSIX only."""
    lowered: tuple[object, str, int] | None = None
    """(module, name, value): the bound as the test has it, where reaching the real one takes long."""


def problems(tree: Path) -> list[Problem]:
    """What is told of the documents of a tree, read in this process."""
    where = SiteContext(Hosts("https://www.example.no"), str(tree))
    return [problem for entry in walk(tree) for problem in scan(read(entry), where).problems]


def file(name: str, content: str | Callable[[], str]) -> Callable[[Path], object]:
    """Puts one file into a tree; the content is made when it is needed, for it may be long."""
    return lambda tree: (tree / name).write_text(content if isinstance(content, str) else content(), "utf-8")


def page(body: Callable[[], str]) -> Callable[[Path], object]:
    """Puts one page into a tree."""
    return file("a.html", lambda: HEAD + body())


def _larger(tree: Path) -> None:
    with (tree / "a.html").open("wb") as made:
        made.truncate(site.LARGEST + 1)


def _nested() -> str:
    markup = "<p>x"
    for _ in range(context.DEEPEST + 1):
        markup = '<iframe srcdoc="' + markup.replace("&", "&amp;").replace('"', "&quot;") + '"></iframe>'
    return markup


def _imports() -> str:
    text = "p{}"
    for _ in range(context.DEEPEST + 2):
        text = "@import url(data:text/css," + "".join(f"%{byte:02x}" for byte in text.encode()) + ");"
    return f"<style>{text}</style>"


def _entities() -> str:
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 100 if n else "x" * 100}">' for n in range(5))
    return f'<?xml version="1.0"?><!DOCTYPE svg [{declared}]><svg xmlns="http://www.w3.org/2000/svg">&e4;</svg>'


def _map() -> str:
    return '<script type="importmap">{"imports":{' + ",".join(f'"a{n}":"/{n}.js"' for n in range(2001)) + "}}</script>"


def _settings() -> str:
    return "<script>CookieConsent.run({" + f"a: '{'x' * 100}'," * (configs.LARGEST // 100) + "})</script>"


def _outside(tree: Path) -> None:
    (tree.parent / "secret.html").write_text("x", "utf-8")
    (tree / "a.html").symlink_to(tree.parent / "secret.html")


def _folder_outside(tree: Path) -> None:
    (tree.parent / "elsewhere").mkdir()
    (tree / "a").symlink_to(tree.parent / "elsewhere")


UNREADABLE, OPAQUE = "unreadable-document", "opaque-script"
MB = 1 << 20

DOCUMENTS = (
    Limit("file", "size of a file", f"{site.LARGEST // MB} MB", UNREADABLE, "it is larger than 64 MB", _larger),
    Limit("elements", "elements of a page", f"{html._MOST_ELEMENTS:,}", UNREADABLE,
          "it has more than 200,000 elements", page(lambda: "<b>" * (html._MOST_ELEMENTS + 1))),
    Limit("attributes", "attributes of an element", f"{html._MOST_ATTRIBUTES:,}", UNREADABLE,
          "an element has more than 1,000 attributes",
          page(lambda: "<img " + " ".join(f"a{n}=1" for n in range(html._MOST_ATTRIBUTES + 1)) + ">")),
    Limit("references", "addresses that a document refers to", f"{context.MOST:,}", UNREADABLE,
          "it refers to more than 20,000 addresses",
          page(lambda: "".join(f"<img src=/{n}>" for n in range(context.MOST + 1))), lowered=(context, "MOST", 100)),
    Limit("srcset", "candidates of a srcset", "all; as addresses", UNREADABLE,
          "it refers to more than 20,000 addresses",
          page(lambda: '<img srcset="' + ",".join(f"/{n} {n}w" for n in range(1, context.MOST + 2)) + '">'),
          lowered=(context, "MOST", 1100)),
    Limit("depth", "documents inside one another (`srcdoc`, written markup, `data:`)", f"{context.DEEPEST}", UNREADABLE,
          "documents lie too deep inside one another", page(_nested)),
    Limit("sheets", "style sheets inside one another (`@import` of `data:`)", f"{context.DEEPEST}", UNREADABLE,
          "documents lie too deep inside one another", page(_imports)),
    Limit("style", "size of a style sheet", f"{css._LARGEST // MB} MB", UNREADABLE,
          "its style sheet is too large", file("a.css", lambda: "p{}" + " " * css._LARGEST + "url()"),
          lowered=(css, "_LARGEST", 1000)),
    Limit("entities", "what an XML document's entities grow to", f"{file_readers._LARGEST_EXPANSION // MB} MB",
          UNREADABLE, "its entities are too large", file("a.svg", _entities)),
    Limit("xml", "open elements of an XML document", f"{feed._DEEPEST}", UNREADABLE,
          "its elements lie too deep inside one another", file("a.xml", lambda: "<a>" * (feed._DEEPEST + 1))),
    Limit("forms", "forms of a page, fields of a form", f"{forms.MOST:,}", UNREADABLE,
          "it has more than 1,000 forms, or a form with more than 1,000 fields",
          page(lambda: "<form></form>" * (forms.MOST + 1))),
    Limit("boxes", "ticked boxes, and buttons that accept", f"{banner_reader._MOST}", UNREADABLE,
          "it has more than 500 boxes that are ticked, or buttons that accept",
          page(lambda: "<input type=checkbox checked>" * (banner_reader._MOST + 1))),
    Limit("settings", "settings of consent tools in a script", f"{configs.LARGEST:,} characters", UNREADABLE,
          "its settings of a consent tool are longer than 200,000 characters", page(_settings),
          lowered=(configs, "LARGEST", 1000)),
    Limit("map", "names of an import map", f"{import_map.MOST:,}", UNREADABLE,
          "its import map has more than 2,000 names", page(_map)),
    Limit("scripts", "scripts of a page", f"{page_scripts._MOST}", UNREADABLE, "it has more than 500 scripts",
          page(lambda: "".join(f"<script>{n}</script>" for n in range(page_scripts._MOST + 1)))),
    Limit("text", "inline script that rules read as text", f"{reader._LONGEST_SNIPPET // MB} MB", UNREADABLE,
          "a script that stands in it is longer than 1 MB",
          page(lambda: f"<script>{'/' * reader._LONGEST_SNIPPET} </script>"),
          lowered=(reader, "_LONGEST_SNIPPET", 1000)),
    Limit("script", "size of a script that is run", f"{script_world._LARGEST // MB} MB", OPAQUE,
          "it is too large to be run", file("a.js", lambda: "fetch('/x');" + " " * script_world._LARGEST),
          lowered=(script_world, "_LARGEST", 1000)),
    Limit("addresses", "addresses in the text of a script that stops at an error", f"{script_text.MOST_LITERALS:,}",
          OPAQUE, "it stopped at an error, and more addresses stand in it than are looked at",
          file("a.js", lambda: "null.x;" + "".join(f"'//a.no/{n}';" for n in range(script_text.MOST_LITERALS + 1))),
          lowered=(script_text, "MOST_LITERALS", 100)),
    Limit("memory", "memory of a script", f"{script_world.MEMORY // MB} MB", OPAQUE,
          "it was stopped for want of memory",
          page(lambda: "<script>for (let a = [];;) a.push('x'.repeat(1e6) + a.length)</script>")),
    Limit("stack", "calls inside one another in a script", f"{script_world.STACK >> 10} KB of stack", OPAQUE,
          "it was stopped too deep in calls", page(lambda: "<script>(function f() { f() })()</script>")),
    Limit("time", "processor time of a script, of all scripts of a page",
          f"{script_world.EACH:g} s, {script_world.TOTAL:g} s", OPAQUE, "it was stopped after three seconds",
          page(lambda: "<script>for (;;) {}</script>"),
          lowered=(script_world, "EACH", 1)),
)  # fmt: skip
"""What one document may be."""

TREES = (
    Limit("pipe", "a pipe, device or socket with a page's name", "", UNREADABLE, "it is not a regular file",
          lambda tree: os.mkfifo(tree / "a.html"), posix=True),
    Limit("folder", "a folder with a page's name (what lies in it is read)", "", UNREADABLE, "it is a folder",
          lambda tree: (tree / "a.html").mkdir()),
    Limit("link", "a link to a file out of the tree", "", UNREADABLE, "it is a link out of the tree", _outside,
          posix=True),
    Limit("folder-link", "a link to a folder out of the tree", "", UNREADABLE, "it is a link out of the tree",
          _folder_outside, posix=True),
    Limit("loop", "a link that leads to itself", "", UNREADABLE, "Too many levels of symbolic links",
          lambda tree: (tree / "a.html").symlink_to("a.html"), posix=True),
    Limit("dangling", "a link that leads nowhere", "", UNREADABLE, "No such file or directory",
          lambda tree: (tree / "a.html").symlink_to("b"), posix=True),
    Limit("empty", "an empty page", "", UNREADABLE, "it is empty", file("a.html", "")),
    Limit("wide", "UTF-16 without a byte order mark", "", UNREADABLE, "its encoding cannot be told",
          lambda tree: (tree / "a.html").write_bytes("<p>x".encode("utf-16-le"))),
    Limit("gone", "a file that is gone, or may not be read, when its turn comes", "", UNREADABLE,
          "the system's own words", None),
)  # fmt: skip
"""What may lie in a tree."""

RUN = (
    ("a call into the script engine that it cannot stop itself, beyond those that are stopped at 2²⁴ elements (Linux; "
     "elsewhere it costs the worker)", f"{script._MOST_PROCESSOR:g} s of processor time",
     "`opaque-script` for every script of the page: the engine gave up on it"),
    ("processor time of one document", f"{workers.PER_DOCUMENT:g} s", "the worker was lost over it"),
    ("time of one document by the clock", f"{workers.STANDSTILL:g} s", "the worker was lost over it"),
    ("memory that a worker may address (not on Windows)", f"{workers.MEMORY >> 30} GB", "it needs too much memory"),
    ("a worker that is killed or crashes", "", "its documents are done again, one by one; "
     "the one that takes a worker with it: the worker was lost over it"),
    ("size of a register or of settings", f"{LARGEST / 1e6:g} MB", "exit 2, nothing is examined"),
    ("tables and lists inside one another there", "50", "exit 2, nothing is examined"),
    ("Ctrl-C, SIGTERM", "", "exit 130, 143; workers are gone, reports and caches whole or not there"),
    ("a disk that is full", "", "exit 2 for a report to a file, 4 for stdout; the earlier file stays"),
)  # fmt: skip
"""What a run is held to; shown by tests/test_workers.py, tests/cli and tests/hostile."""


def table() -> str:
    """The three tables as Markdown."""
    out = ["| of a document | bound | told |", "| --- | --- | --- |"]
    out += (f"| {one.what} | {one.value} | `{one.rule}`: {one.told} |" for one in DOCUMENTS)
    out += ["", "| in the tree | told |", "| --- | --- |"]
    out += (f"| {one.what} | `{one.rule}`: {one.told} |" for one in TREES)
    out += ["", "| of a run | bound | what happens |", "| --- | --- | --- |"]
    out += (f"| {what} | {value} | {told} |" for what, value, told in RUN)
    return "\n".join(out) + "\n"


def parts() -> Iterator[str]:
    """The document: what stands before the tables, the tables, what stands after."""
    text = DOC.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    yield from (before + BEGIN, table(), END + after)


if __name__ == "__main__":
    write_atomically(DOC, "".join(parts()))
    print(DOC, file=sys.stderr)
