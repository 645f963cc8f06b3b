"""Mistakes above the text: all of them in one go, by file, in Norwegian, and never as a traceback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pelican.readers import METADATA_PROCESSORS

from multicase import frontmatter
from theme.sample import COURSE, PROJECT, Built, sample_files

ENVIRON = {k: v for k, v in os.environ.items() if not k.startswith("SAMTYKKE")} | {
    "COLUMNS": "60",
    "NO_COLOR": "1",
    "PYTHONUNBUFFERED": "1",
}
COURSE_FILE, NEWS_FILE, PAGE_FILE = "kurs/snart.md", "nyheter/1.md", "pages/personvern.md"
EXAMPLE_DAY = "Skriv for eksempel {}: 2026-12-01"
EXAMPLE_START = "Skriv for eksempel Start: 2027-02-03 09:00"
EXAMPLE_END = "Skriv for eksempel Slutt: 2027-02-03 15:00"

MISTAKES = {
    "no start": (COURSE_FILE, r"Start: .*\n", "", f"«Start» mangler. {EXAMPLE_START}"),
    "empty start": (COURSE_FILE, r"Start: .*", "Start:", f"«Start» mangler. {EXAMPLE_START}"),
    "start in words": (
        COURSE_FILE,
        r"Start: .*",
        "Start: 3. februar 2027",
        f"«Start» er ikke en dato: «3. februar 2027». {EXAMPLE_START}",
    ),
    "no such day": (
        COURSE_FILE,
        r"Slutt: .*",
        "Slutt: 2090-02-30",
        f"«Slutt» er ikke en dato: «2090-02-30». {EXAMPLE_END}",
    ),
    "end before start": (
        COURSE_FILE,
        r"Slutt: .*",
        "Slutt: 2090-02-03 08:00",
        "«Slutt» (2090-02-03 08:00) er før «Start» (2090-02-03 09:00).",
    ),
    "price": (
        COURSE_FILE,
        r"Sted: .*",
        "Pris: femten hundre",
        "«Pris» er ikke en pris: «femten hundre». Skriv for eksempel Pris: 1 500 kr, eller Pris: Gratis",
    ),
    "sample": (COURSE_FILE, "Eksempel: ja", "Eksempel: kanskje", "«Eksempel» er ja eller nei, ikke «kanskje»."),
    "start twice": (
        COURSE_FILE,
        r"(Start: .*)",
        r"\1\n\1",
        "«Start» har flere verdier. Skriv den én gang, og på én linje.",
    ),
    "misspelt": (COURSE_FILE, "Start:", "Strat:", "«Strat» er en ukjent nøkkel. Mente du «Start»?"),
    "norwegian": (NEWS_FILE, "Title:", "Tittel:", "«Tittel» er en ukjent nøkkel. Mente du «Title»?"),
    "unknown": (
        NEWS_FILE,
        "Tags:",
        "Xyzzy:",
        "«Xyzzy» er en ukjent nøkkel. Slett linjen. Nøklene står i docs/redaktor.md.",
    ),
    "letter": (
        COURSE_FILE,
        "Paamelding: (.*)",
        r"Påmelding: \1",
        "«Påmelding: https://easyquest.com/» er ikke en opplysning. Mente du «Paamelding»?",
    ),
    "no empty line": (
        NEWS_FILE,
        r"\n\nOm",
        r"\nOm",
        "«Om 1.» er ikke en opplysning. Skriv «Nøkkel: verdi», og en tom linje før teksten.",
    ),
    "no title": (NEWS_FILE, r"Title: .*\n", "", "«Title» mangler. Skriv for eksempel Title: Vinterkurs"),
    "no date": (NEWS_FILE, r"Date: .*\n", "", f"«Date» mangler. {EXAMPLE_DAY.format('Date')}"),
    "unreadable date": (
        NEWS_FILE,
        r"Date: .*",
        "Date: i morgen",
        f"«Date» er ikke en dato: «i morgen». {EXAMPLE_DAY.format('Date')}",
    ),
    "american date": (
        NEWS_FILE,
        r"Date: .*",
        "Date: 01.02.2026",
        f"«Date» er ikke en dato: «01.02.2026». {EXAMPLE_DAY.format('Date')}",
    ),
    "original": (
        PAGE_FILE,
        "Original: .*",
        "Original: juni 2018",
        f"«Original» er ikke en dato: «juni 2018». {EXAMPLE_DAY.format('Original')}",
    ),
    "modified": (
        PAGE_FILE,
        "Modified: .*",
        "Modified: 23. november 2026",
        f"«Modified» er ikke en dato: «23. november 2026». {EXAMPLE_DAY.format('Modified')}",
    ),
    "empty modified": (
        PAGE_FILE,
        "Modified: .*",
        "Modified:",
        f"«Modified» er tom. {EXAMPLE_DAY.format('Modified')}, eller slett linjen.",
    ),
    "status": (
        NEWS_FILE,
        "Tags:.*",
        "Status: kladd",
        "«Status» er published, hidden, draft eller skip, ikke «kladd».",
    ),
    "template": (PAGE_FILE, "Menytittel: .*", "Template: side", "«Template» er ukjent: «side». Slett linjen."),
    "language": (
        NEWS_FILE,
        "Tags:.*",
        "Lang: norsk",
        "«Lang» er ikke et språk: «norsk». Skriv nb eller en.",
    ),
    "same slug": (
        "nyheter/2.md",
        "Slug: .*",
        "Slug: nyhet-1",
        "har samme adresse som content/nyheter/1.md: /nyheter/nyhet-1/. Endre «Slug».",
    ),
    "slug of a list": (
        "pages/kontakt.md",
        "Slug: .*",
        "Slug: kurs",
        "har samme adresse som oversikten «Kurs»: /kurs/. Endre «Slug».",
    ),
    "same place": (
        PAGE_FILE,
        "Menytittel: .*",
        "Save_as: index.html",
        "har samme adresse som content/pages/forside.md: /. Endre «Save_as».",
    ),
}
"""Name → file, what to replace (the first time it is there), with what, and what is said of the file."""


def mistaken(site: Built, name: str) -> str:
    """Make the mistake; the line that tells of it."""
    file, pattern, new, said = MISTAKES[name]
    text, count = re.subn(pattern, new, site.files[file], count=1)
    assert count
    assert text != site.files[file]
    site.files[file] = text
    return f"content/{file}: {said}"


def all_mistaken(site: Built) -> dict[str, str]:
    """Make each mistake in a file of its own, beside the right ones; name → the line that tells of it."""
    lines, right = {}, dict(site.files)
    for name, (file, pattern, new, said) in MISTAKES.items():
        copy, slug = file.replace(".md", f"-{name.replace(' ', '-')}.md"), name.replace(" ", "-")
        text, count = re.subn(pattern, new, right[file], count=1)
        assert count
        assert text != right[file]
        site.files[copy] = text if "Slug" in pattern or "same" in name else re.sub(r"Slug: .*", f"Slug: {slug}", text)
        lines[name] = f"content/{copy}: {said}"
    return lines


def told(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.startswith("content/")]


@pytest.fixture(scope="module")
def every_mistake(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], str]:
    """(name → the line that tells of it, what a build with all of them says)."""
    site = Built(tmp_path_factory.mktemp("mistakes"), sample_files())
    lines = all_mistaken(site)
    done = site.build()
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert not list(site.output.rglob("*.html"))
    return lines, done.stdout


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_one_line(every_mistake: tuple[dict[str, str], str], name: str) -> None:
    lines, said = every_mistake
    file = lines[name].partition(": ")[0]
    assert [line for line in told(said) if line.startswith(f"{file}: ")] == [lines[name]]


def test_nothing_else_is_told(every_mistake: tuple[dict[str, str], str]) -> None:
    lines, said = every_mistake
    assert told(said) == sorted(lines.values())


def test_all_mistakes_are_told_in_one_go(site: Built) -> None:
    lines = [mistaken(site, name) for name in ("start in words", "sample", "modified", "same slug")]
    site.files["kurs/latin.md"] = COURSE.format(title="L", slug="l", start="2090-01-01", end="2090-01-01")
    site.command()
    (site.root / "content/kurs/latin.md").write_bytes("Title: Kurs på norsk\n".encode("latin-1"))
    site.files.pop("kurs/latin.md")
    done = site.build()
    assert told(done.stdout) == sorted([*lines, "content/kurs/latin.md: er ikke lagret som UTF-8."])
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr


def test_what_is_right_is_not_complained_of(site: Built) -> None:
    site.files["kurs/kladd.md"] = "Title: Kladd\nStatus: draft\nCategory: Kurs\nStart: 2090-01-01\nSlutt:\n\nTekst.\n"
    site.files["nyheter/yaml.md"] = (
        "---\nTitle: Med streker\nDate: 2026-10-20T09:00+02:00\nAuthors: A; B\nKeywords: x\n"
        "Summary: en\n    to\nEksempel: Nei\n---\nTekst: med kolon.\n"
    )
    site.files["pages/kurs.md"] = "Title: Egen oversikt\nSave_as: kurs/index.html\nURL: kurs/\n\nTekst.\n"
    done = site.build()
    assert done.returncode == 0, done.stdout + done.stderr
    assert not told(done.stdout)


def test_pelicans_own_keys_are_known(site: Built) -> None:
    assert set(METADATA_PROCESSORS) <= set(frontmatter.KNOWN)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[[list[str]], tuple[subprocess.Popen[str], Path]]]:
    """Start a build that watches; it is ended with the test."""
    started: list[subprocess.Popen[str]] = []
    path = tmp_path / "watch.log"
    with path.open("w") as log:

        def start(command: list[str]) -> tuple[subprocess.Popen[str], Path]:
            started.append(
                subprocess.Popen(
                    [*command, "-r"], cwd=tmp_path, env=ENVIRON, stdout=log, stderr=subprocess.STDOUT, text=True
                )
            )
            return started[-1], path

        yield start
        for process in started:
            process.terminate()
            process.wait(10)


def wait_for(log: Path, text: str, number: int, seconds: float = 60) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        said = log.read_text("utf-8")
        if said.count(text) >= number:
            return said
        time.sleep(0.2)
    raise AssertionError(log.read_text("utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["start twice", None], ids=str)
def test_watching_tells_builds_and_waits(site: Built, watch, name: str | None) -> None:
    right = dict(site.files)
    lines = [mistaken(site, name)] if name else list(all_mistaken(site).values())
    process, log = watch(site.command())
    said = wait_for(log, "Done: ", 1)
    assert sorted(told(said)) == sorted(lines)

    time.sleep(2)
    said = log.read_text("utf-8")
    assert said.count("Done: ") == 1, "it waits for the next change"
    assert "Caught exception" not in said
    assert "Traceback" not in said
    assert process.poll() is None
    for address in ("index.html", "kontakt/index.html", "kurs/index.html", "sitemap.xml", "feeds/alle.atom.xml"):
        assert (site.output / address).is_file(), address

    for added in set(site.files) - set(right):
        (site.root / "content" / added).unlink()
    site.files = right
    site.command()
    wait_for(log, "Done: ", 2)
    time.sleep(1)
    assert told(log.read_text("utf-8").rsplit("re-generating", 1)[1]) == []


def real_site(folder: Path) -> list[str]:
    """A copy of the real content with the real plugin; what builds it."""
    shutil.copytree(PROJECT / "content", folder / "content")
    values = {"PATH": folder / "content", "THEME": PROJECT / "theme", "OUTPUT_PATH": folder / "output"}
    lines = [f"{key} = {str(value)!r}" for key, value in values.items()]
    conf = folder / "conf.py"
    read = f"import runpy\nglobals().update(runpy.run_path({str(PROJECT / 'pelicanconf.py')!r}))\n"
    conf.write_text(read + "\n".join(lines) + "\n", "utf-8")
    return [str(Path(sys.executable).with_name("pelican")), "--settings", str(conf)]


@pytest.mark.slow  # `make site` says the same
def test_the_real_content_is_in_order(tmp_path: Path) -> None:
    command = real_site(tmp_path)
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRON, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not told(done.stdout)


@pytest.mark.slow
def test_watching_the_real_site_without_its_statement(tmp_path: Path, watch) -> None:
    command = real_site(tmp_path)
    statement = tmp_path / "content/pages/personvern.md"
    text = statement.read_text("utf-8")
    statement.write_text(re.sub("Modified: .*", "Modified: i går", text), "utf-8")
    process, log = watch(command)
    said = wait_for(log, "Done: ", 1)
    assert told(said)[:2] == [
        "content/pages/en/privacy.md: «Oversetter» viser til «personvern», som ikke finnes. "
        "Skriv «Slug»-en til siden som er oversatt.",
        f"content/pages/personvern.md: «Modified» er ikke en dato: «i går». {EXAMPLE_DAY.format('Modified')}",
    ]
    time.sleep(2)
    said = log.read_text("utf-8")
    assert said.count("Done: ") == 1
    assert "Caught exception" not in said
    assert process.poll() is None
    assert (tmp_path / "output/kurs/index.html").is_file()

    statement.write_text(text, "utf-8")
    wait_for(log, "Done: ", 2)
    assert (tmp_path / "output/personvern/index.html").is_file()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            {"pris": "-100 kr"},
            "«Pris» er ikke en pris: «-100 kr». Skriv for eksempel Pris: 1 500 kr, eller Pris: Gratis",
        ),
        (
            {"paamelding": "easyquest.com/kurs"},
            "«Paamelding» er ikke en adresse: «easyquest.com/kurs». Den begynner med https://",
        ),
    ],
)
def test_what_a_course_says(written: dict[str, str], said: str) -> None:
    source = frontmatter.Source("kurs/a.md", None, True, {key: [value] for key, value in written.items()})
    assert list(frontmatter._course(source)) == [said]


def test_a_course_that_is_right() -> None:
    written = {
        "pris": "1 500 kr",
        "plasser": "12",
        "paamelding": "https://easyquest.com/x",
        "fullt": "Ja",
        "skjema": "nei",
    }
    source = frontmatter.Source("kurs/a.md", None, True, {key: [value] for key, value in written.items()})
    assert list(frontmatter._course(source)) == []


@pytest.mark.parametrize(
    "price", ["Gratis", "gratis", "1 500 kr", "1500 kr", "kr 1.500,-", "2 500,50 kr", "4 800 kr per deltaker", "990"]
)
def test_prices(price: str) -> None:
    assert frontmatter.PRICE.fullmatch(price)


@pytest.mark.parametrize("price", ["", "-100 kr", "mye", "1 50 kr", "100 dollar 20", "kr"])
def test_what_is_no_price(price: str) -> None:
    assert not frontmatter.PRICE.fullmatch(price)


def test_the_line_that_the_toolbar_opens(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("Title: A\nPris: mye\n\nTekst.\n", "utf-8")
    assert frontmatter._line(file, "«Pris» er ikke en pris: «mye».") == 2
    assert frontmatter._line(file, "«Start» mangler.") == 1
    assert frontmatter._line(file, "har samme adresse som content/b.md.") == 1
