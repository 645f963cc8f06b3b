"""What the plugin adds to `pelican content`: a section of what bench/speed.py measures.

    python bench/build.py [ARTICLES]          # 2000 otherwise; prints the section

Articles of 2 to 7 KB of Markdown in eight categories, one in ten with a video that needs consent; Pelican's own theme
"simple", the feeds as Pelican makes them by itself. Everything is done in turn within one run.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from corpus import WORDS
from costs import cost
from gate import HEAD, SERVICE

ROUNDS = 3
CATEGORIES = 8
SETTINGS = """
import pelican.plugins
from pathlib import Path
AUTHOR, SITENAME, SITEURL = "Ola", "Eksempel", "https://www.example.no"
PATH, THEME, TIMEZONE, DEFAULT_LANG = "content", "simple", "Europe/Oslo", "nb"
PAGE_URL = PAGE_SAVE_AS = "{slug}.html"
ARTICLE_PATHS, DELETE_OUTPUT_DIRECTORY, DEFAULT_PAGINATION = ["nyheter"], True, 10
THEME_TEMPLATES_OVERRIDES = ["templates"]
"""
PLAIN = """
# Pelican imports every plugin that is installed, asked for or not.
pelican.plugins.__path__ = [path for path in pelican.plugins.__path__ if not Path(path, "samtykke").exists()]
"""
WITH = """
PLUGINS = ["pelican.plugins.samtykke"]
SAMTYKKE = {"register": "content/register.toml"}
"""
CACHED = """
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
"""
KINDS = {
    "plain": SETTINGS + PLAIN,
    "plain, its content cache warm": SETTINGS + PLAIN + CACHED,
    "with the plugin, cold": SETTINGS + WITH,
    "with the plugin, warm": SETTINGS + WITH,
    "with the plugin, both caches warm": SETTINGS + WITH + CACHED,
}
"""What is built, in this order: what is warm has run before."""
STATEMENT = "Title: Personvern\n\n<!-- samtykke: cookies -->\n\n<!-- samtykke: recipients -->\n"
BASE = """{% extends "!theme/base.html" %}
{% block head %}{{ super() }}{% if samtykke %}{{ samtykke.head() }}{% endif %}{% endblock %}
{% block footer %}{{ super() }}{% if samtykke %}{{ samtykke.link() }}{{ samtykke.body() }}{% endif %}{% endblock %}
"""
EMBED = '<iframe width="560" height="315" src="https://www.youtube.com/embed/{}" title="Film" allowfullscreen></iframe>'


def article(index: int) -> str:
    """The Markdown of a number; it is the same whatever the number of articles."""
    chance = random.Random(index)  # noqa: S311  the same articles in every run
    day = f"2026-{1 + index % 12:02}-{1 + index % 28:02}"
    parts = [f"Title: Artikkel {index}\nDate: {day}\nCategory: emne-{index % CATEGORIES}\n"]
    for number in range(chance.randint(5, 20)):
        words = [chance.choice(WORDS) for _ in range(45)]
        words[7], words[20] = f"**{words[7]}**", f"[{words[20]}](https://www.example.no/{chance.randrange(1000)}.html)"
        parts.append(" ".join(words))
        if number % 5 == 2:
            parts += [f"## {' '.join(words[:3])}", "\n".join(f"- {word}" for word in words[:4])]
    if index % 10 == 0:
        parts.append(EMBED.format(f"{index:011}"))
    return "\n\n".join(parts) + "\n"


def make(folder: Path, number: int) -> None:
    """A project of Pelican's with so many articles, a register, and settings with and without the plugin."""
    (folder / "content" / "nyheter").mkdir(parents=True)
    for index in range(number):
        (folder / "content" / "nyheter" / f"{index:05}.md").write_text(article(index), "utf-8")
    service = SERVICE.format(number=1, host="www.youtube-nocookie.com")
    (folder / "content" / "register.toml").write_text(HEAD + service, "utf-8")
    (folder / "content" / "pages").mkdir()
    (folder / "content" / "pages" / "personvern.md").write_text(STATEMENT, "utf-8")
    (folder / "templates").mkdir()
    (folder / "templates" / "base.html").write_text(BASE, "utf-8")


def section(number: int, folder: Path) -> list[str]:
    """The section of docs/performance.md."""
    project = folder / "build"
    make(project, number)
    took: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for kept in (".cache", "cache"):
            shutil.rmtree(project / kept, ignore_errors=True)
        for kind, settings in KINDS.items():
            (project / "settings.py").write_text(settings, "utf-8")
            for _again in range(2 if CACHED in settings else 1):
                one = cost(
                    [sys.executable, "-m", "pelican", "content", "--quiet", "--settings", "settings.py"], project
                )
            assert any((project / "output").glob("*.html")), "nothing was built"
            took.setdefault(kind, []).append(one.cpu)
    rows = [f"## A build of {number} articles", "", "| `pelican content` | CPU s | ÷ plain |", "| --- | --- | --- |"]
    for kind, seconds in took.items():
        ratio = statistics.median(a / b for a, b in zip(seconds, took["plain"], strict=True))
        rows.append(f"| {kind} | {statistics.median(seconds):.2f} | {ratio:.2f} |")
    return [*rows, ""]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print("\n".join(section(int(sys.argv[1]) if sys.argv[1:] else 2000, Path(name))))
