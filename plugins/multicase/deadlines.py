"""By when participants' data must be erased: told at every build, and listed by `make frister`.

The statement promises a month (the register's promise `course-data-erased`), in EasyQuest's systems and in our copies.
No machine can see there whether it was done, so an editor says so: `Slettet: 2027-03-01` in the course's file.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from babel.dates import format_date
from markdown import Markdown
from markdown.extensions.meta import MetaPreprocessor
from pelican.log import console

from pelican import signals

from .courses import CATEGORY, Course, course, ends_on, is_course
from .helpers import is_sample

REMINDER = (
    "Slettefrister: Opplysningene fra påmeldingen skal slettes, hos oss og hos EasyQuest. "
    "Skriv «Slettet: dato» i filen når det er gjort."
)


def register() -> None:
    """Called by the plugin."""
    signals.article_writer_finalized.connect(remind)


def remind(generator: Any, writer: Any) -> None:  # noqa: ARG001  the signal's own arguments
    """`article_writer_finalized`: courses that have been held and whose data nobody has said to have erased."""
    root = Path(generator.settings["PATH"])
    held = []
    for article in chain(generator.articles, generator.hidden_articles):
        found = course(article) if is_course(article) else None
        if found and found.registration and found.over and found.erased is None:
            held.append((found, f"{root.name}/{article.relative_source_path}"))
    if not held:
        return
    console.print(REMINDER, style="yellow", markup=False, highlight=False, soft_wrap=True)
    for found, path in sorted(held, key=lambda entry: entry[0].erase_by):
        style = "bold red" if found.overdue else "yellow"
        console.print(f"  {line(found)} {path}", style=style, markup=False, highlight=False, soft_wrap=True)


def line(found: Course) -> str:
    """`14. november 2026: Kurs i nettbutikk, holdt 14. oktober 2026. FRISTEN ER UTE.`"""
    sample = " (eksempel)" if is_sample(found.document) else ""
    held = "holdt" if found.over else "holdes til"
    said = f"{_day(found.erase_by)}: {found.document.title}{sample}, {held} {_day(ends_on(found.ends))}."
    if found.erased:
        return f"{said} Slettet {_day(found.erased)}."
    return f"{said} FRISTEN ER UTE." if found.overdue else said


def listed(content: Path) -> list[tuple[Course, Path]]:
    """Every course with registration below a content folder, the nearest deadline first."""
    found = []
    for file in sorted((content / CATEGORY).rglob("*.md")):
        reader = MetaPreprocessor(Markdown())
        reader.run(file.read_text("utf-8-sig").split("\n"))
        meta = {key: values[0] for key, values in reader.md.Meta.items()}
        one = course(SimpleNamespace(**{"title": file.stem, "source_path": str(file), **meta}))
        if one and one.registration:
            found.append((one, file))
    return sorted(found, key=lambda entry: (entry[0].erase_by, str(entry[1])))


def main(arguments: Iterable[str] = ()) -> None:
    """Print the list; the argument is the content folder."""
    content = Path(next(iter(arguments), "content"))
    print(REMINDER)
    for found, file in listed(content):
        print(f"  {line(found)} {file.as_posix()}")


def _day(day: Any) -> str:
    return format_date(day, "d. MMMM y", locale="nb")
