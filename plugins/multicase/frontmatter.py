"""What editors write above the text, read before anything is rendered: every mistake of every file, told in one go.

A mistake ends the build, except under `pelican -r`, where the page is rendered without what is wrong: whatever a
template raised there, Pelican would build again at once and for ever.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from markdown import Markdown
from markdown.extensions.meta import END_RE, MetaPreprocessor
from pelican.contents import Article, Page
from pelican.generators import PelicanTemplateNotFound
from pelican.urlwrappers import Category
from pelican.utils import pelican_open, slugify

from pelican import signals
from pelican.plugins.samtykke import notes
from pelican.plugins.samtykke.settings import watching

from .formatting import read
from .languages import LISTS

KNOWN = (
    *("title", "slug", "date", "modified", "category", "tags", "keywords", "author", "authors", "summary", "lang"),
    *("status", "template", "save_as", "url", "translation", "description"),
    *("start", "slutt", "sted", "pris", "plasser", "fullt", "paamelding", "skjema", "frist", "slettet"),
    *("ingress", "menytittel", "eksempel", "kilde", "original", "oversetter"),
)
"""Pelican's keys, and the theme's own."""

COURSE = "kurs"
DATES = ("date", "modified", "original", "start", "slutt", "frist", "slettet")
FILLED = ("date", "modified", "start")
"""Dates that stand empty to no good: Pelican reads the first two itself, and leaves out a file where it cannot."""
EXAMPLES = {
    "title": "Vinterkurs",
    "date": "2026-12-01",
    "modified": "2026-12-01",
    "original": "2026-12-01",
    "start": "2027-02-03 09:00",
    "slutt": "2027-02-03 15:00",
    "frist": "2027-01-20",
    "slettet": "2027-02-20",
}
PRICE = re.compile(
    r"gratis|(?:kr\.? ?)?\d{1,3}(?:[ .\u00a0]?\d{3})*(?:,\d\d|,-)?(?: ?kr(?:oner)?\.?)?(?: [^\d]{1,60})?", re.IGNORECASE
)
"""`1 500 kr`, `kr 1500,-`, `2 500 kr per deltaker`, `Gratis`."""
NORWEGIAN = {
    "tittel": "title",
    "dato": "date",
    "endret": "modified",
    "kategori": "category",
    "emner": "tags",
    "språk": "lang",
    "sammendrag": "summary",
    "beskrivelse": "description",
    "mal": "template",
}
"""What an editor writes who takes every key to be Norwegian, as most of them are."""
_LETTERS = str.maketrans({"å": "aa", "ø": "o", "æ": "ae"})


@dataclass
class Source:
    """The front matter of one file, as it is written; `content` is what Pelican made of it, if anything."""

    path: str
    content: Any
    article: bool
    meta: dict[str, list[str]] = field(default_factory=dict)
    """Key in lower case → its values: more than one where it is repeated or goes on over several lines."""
    stopped: str = ""
    """The line that is neither an opening line nor empty, and so ends the front matter too early."""

    def value(self, key: str) -> str:
        return self.meta.get(key, [""])[0].strip()

    def hide(self, *keys: str) -> None:
        """Let the templates find nothing there."""
        for key in keys:
            if hasattr(self.content, key):
                delattr(self.content, key)

    @cached_property
    def misspelt(self) -> dict[str, str]:
        """Unknown key → the one that was meant, or nothing."""
        return {key: _meant(key, [k for k in KNOWN if k not in self.meta]) for key in self.meta if key not in KNOWN}

    def missing(self, key: str) -> bool:
        return not self.value(key) and not self.stopped and key not in self.misspelt.values()


def register() -> None:
    """Called by the plugin."""
    signals.all_generators_finalized.connect(check)


def check(generators: Iterable[Any]) -> None:
    """`all_generators_finalized`: tell what is wrong, and end the build. Kept by its module: Pelican's hold is weak."""
    generators = list(generators)
    if not generators:
        return
    lines = sorted(_problems(generators))
    project = Path(generators[0].settings["PATH"]).parent
    for line in lines:
        path, _, problem = line.partition(": ")
        notes.tell(line, path, _line(project / path, problem))
    if lines and not watching():
        raise SystemExit(1)


def _problems(generators: list[Any]) -> Iterator[str]:
    context, settings = generators[0].context, generators[0].settings
    root = Path(settings["PATH"])
    sources = []
    for path, content in sorted(context["generated_content"].items()):
        article = any(Path(path).is_relative_to(folder) for folder in settings["ARTICLE_PATHS"])
        source = Source(path, content, article)
        sources.append(source)
        said = False
        for problem in _one(source, root, settings, generators[0].get_template):
            said = True
            yield f"{root.name}/{path}: {problem}"
        if content is None and not said:
            yield f"{root.name}/{path}: kan ikke leses. Se hva Pelican sier om filen lenger opp."
    for path, problem in (*_addresses(sources, context, root.name), *_originals(sources, context)):
        yield f"{root.name}/{path}: {problem}"


def _one(source: Source, root: Path, settings: Mapping[str, Any], get_template: Callable[[str], Any]) -> Iterator[str]:
    if Path(source.path).suffix.lstrip(".") not in ("md", "markdown", "mkd", "mdown"):
        return
    try:
        _read_front_matter(source, root / source.path)
    except UnicodeDecodeError:
        yield "er ikke lagret som UTF-8."
        return
    yield from _keys(source)
    yield from _needed(source, settings)
    yield from _address(source, settings)
    yield from _dates(source)
    yield from _course(source)
    yield from _choices(source, get_template)


def _line(path: Path, problem: str) -> int:
    """Where the key that a problem names stands in its file; the first line where it names none, or has none."""
    named = re.match(r"«(\w+)»", problem)
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    found = (
        number for number, text in enumerate(lines, 1) if named and text.lower().startswith(named[1].lower() + ":")
    )
    return next(found, 1)


def _read_front_matter(source: Source, path: Path) -> None:
    """By the same reader as Pelican's, so that it is the same front matter."""
    with pelican_open(str(path)) as text:
        lines = text.split("\n")
    reader = MetaPreprocessor(Markdown())
    rest = reader.run(list(lines))
    source.meta = reader.md.Meta
    last = lines[len(lines) - len(rest) - 1] if len(rest) < len(lines) else None
    if rest and (last is None or (last.strip() and not END_RE.match(last))):
        source.stopped = rest[0].strip()


def _keys(source: Source) -> Iterator[str]:
    if source.stopped:
        word, colon, _ = source.stopped.partition(":")
        meant = _meant(word.lower(), KNOWN) if colon else ""
        hint = f"Mente du «{_name(meant)}»?" if meant else "Skriv «Nøkkel: verdi», og en tom linje før teksten."
        yield f"«{_short(source.stopped)}» er ikke en opplysning. {hint}"
    for key, meant in source.misspelt.items():
        hint = f"Mente du «{_name(meant)}»?" if meant else "Slett linjen. Nøklene står i docs/redaktor.md."
        yield f"«{_name(key)}» er en ukjent nøkkel. {hint}"
    for key, values in source.meta.items():
        if key in KNOWN and len(values) > 1 and key != "summary":
            yield f"«{_name(key)}» har flere verdier. Skriv den én gang, og på én linje."
            if isinstance(getattr(source.content, key, None), list) and key not in ("tags", "authors"):
                setattr(source.content, key, values[0])


def _needed(source: Source, settings: Mapping[str, Any]) -> Iterator[str]:
    draft = source.value("status").lower() == "draft"
    needed = ["title"]
    if source.article and not draft:
        needed.append("date")
    if source.article and _category(source, settings) == COURSE:
        needed.append("start")
    for key in needed:
        if source.missing(key):
            yield f"«{_name(key)}» mangler. {_example(key)}"
    for key in FILLED:
        if key in source.meta and key not in needed and not source.value(key):
            yield f"«{_name(key)}» er tom. {_example(key)}, eller slett linjen."


def _address(source: Source, settings: Mapping[str, Any]) -> Iterator[str]:
    """Section and slug. A misspelt section would be one of its own: a course in it has no deadline for erasure."""
    slug, sections = source.value("slug"), [Path(folder).name for folder in settings["ARTICLE_PATHS"]]
    if slug and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
        made = slugify(slug, regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"])
        hint = f" Skriv for eksempel Slug: {made}" if made else ""
        yield f"«Slug» er bare a–z, tall og bindestreker, ikke «{_short(slug)}».{hint}"
    if source.article and source.value("category") and all(sections) and _category(source, settings) not in sections:
        names = " eller ".join(_name(name) for name in sections)
        yield f"«Category» er {names}, ikke «{_short(source.value('category'))}»."


def _dates(source: Source) -> Iterator[str]:
    moments = {}
    for key in DATES:
        value = source.value(key)
        if value:
            try:
                moments[key] = read(value)
            except ValueError:
                yield f"«{_name(key)}» er ikke en dato: «{_short(value)}». {_example(key)}"
                if key != "date":  # Pelican may have read it, in its own way; lists are in order of it
                    source.hide(key)
    if "start" in moments and "slutt" in moments:
        (first, opens), (last, closes) = moments["start"], moments["slutt"]
        if last < first or (last == first and opens and closes and closes < opens):
            yield f"«Slutt» ({source.value('slutt')}) er før «Start» ({source.value('start')})."
            source.hide("slutt")
    if "start" in moments and "frist" in moments and moments["frist"][0] > moments.get("slutt", moments["start"])[0]:
        yield f"«Frist» ({source.value('frist')}) er etter at kurset er over."
        source.hide("frist")


def _course(source: Source) -> Iterator[str]:
    """The price of a course, and the address of its form."""
    price, form = source.value("pris"), source.value("paamelding")
    if price and not PRICE.fullmatch(price):
        yield f"«Pris» er ikke en pris: «{_short(price)}». Skriv for eksempel Pris: 1 500 kr, eller Pris: Gratis"
        source.hide("pris")
    if form and not re.fullmatch(r"https://[^\s/]+\.[^\s/]+(/\S*)?", form):
        yield f"«Paamelding» er ikke en adresse: «{_short(form)}». Den begynner med https://"
        source.hide("paamelding")


def _choices(source: Source, get_template: Callable[[str], Any]) -> Iterator[str]:
    if "eksempel" in source.meta and source.value("eksempel").lower() not in ("ja", "nei"):
        yield f"«Eksempel» er ja eller nei, ikke «{_short(source.value('eksempel'))}»."
        if source.content is not None:
            source.content.eksempel = "ja"  # what may be made up must not look real
    for key in ("fullt", "skjema"):
        if key in source.meta and source.value(key).lower() not in ("ja", "nei"):
            yield f"«{_name(key)}» er ja eller nei, ikke «{_short(source.value(key))}»."
    if source.value("plasser") and not source.value("plasser").isdigit():
        yield f"«Plasser» er et tall, ikke «{_short(source.value('plasser'))}»."
    status, statuses = source.value("status").lower(), (Article if source.article else Page).allowed_statuses
    if status and status not in statuses:
        yield f"«Status» er {', '.join(statuses[:-1])} eller {statuses[-1]}, ikke «{_short(status)}»."
    if source.value("lang"):
        try:
            Locale.parse(source.value("lang"))
        except (ValueError, UnknownLocaleError):
            yield f"«Lang» er ikke et språk: «{_short(source.value('lang'))}». Skriv nb eller en."
            _leave_out(source.content)
    if source.content is not None:
        try:
            get_template(source.content.template)
        except PelicanTemplateNotFound:
            yield f"«Template» er ukjent: «{_short(source.value('template'))}». Slett linjen."
            source.content.template = source.content.default_template


def _addresses(sources: list[Source], context: Mapping[str, Any], folder: str) -> Iterator[tuple[str, str]]:
    """Pages that would be written over another; the first by name keeps its place."""
    lists = {item.save_as: item.name for key in ("categories", "tags") for item, _ in context.get(key, ())}
    taken: dict[str, str] = {}
    for source in sources:
        content = source.content
        place = content.save_as if content is not None else ""
        if not place:
            continue
        own = hasattr(content, "override_save_as")
        other = f"{folder}/{taken[place]}" if place in taken else ""
        if not other and place in lists and not own:
            other = f"oversikten «{lists[place]}»"
        if other:
            address = "/" + place.removesuffix("index.html")
            yield source.path, f"har samme adresse som {other}: {address}. Endre «{'Save_as' if own else 'Slug'}»."
            _leave_out(content)
        else:
            taken[place] = source.path


def _originals(sources: list[Source], context: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Translations of what does not exist: the reader would find no way between them."""
    made = [source.content for source in sources if source.content is not None]
    known = {content.slug for content in made if hasattr(content, "slug")}
    known |= {*LISTS, *(category.slug for category, _ in context.get("categories", ()))}
    for source in sources:
        original = source.value("oversetter")
        if original and original not in known:
            meant = next(iter(difflib.get_close_matches(original, known, 1)), "")
            hint = f"Mente du «{meant}»?" if meant else "Skriv «Slug»-en til siden som er oversatt."
            yield source.path, f"«Oversetter» viser til «{_short(original)}», som ikke finnes. {hint}"


def _leave_out(content: Any) -> None:
    """Pelican does not write what has nowhere to be."""
    if content is not None:
        content.override_save_as = ""


def _category(source: Source, settings: Mapping[str, Any]) -> str:
    """Its slug; for what Pelican could not read, by the file and its folder."""
    category = getattr(source.content, "category", None)
    name = source.value("category") or Path(source.path).parent.name
    return str((category or Category(name, settings)).slug)


def _meant(key: str, known: Iterable[str]) -> str:
    known = list(known)
    if NORWEGIAN.get(key) in known:
        return NORWEGIAN[key]
    return next(iter(difflib.get_close_matches(key.translate(_LETTERS), known, 1)), "")


def _name(key: str) -> str:
    return key.capitalize()


def _example(key: str) -> str:
    return f"Skriv for eksempel {_name(key)}: {EXAMPLES[key]}"


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
