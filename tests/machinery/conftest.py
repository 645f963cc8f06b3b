"""One site for all these tests, built once by the real `pelican`: three languages, pictures, courses at every stage."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from once import once
from theme.sample import PROJECT, Built, sample_files

NOW = 1_900_000_000
"""17 March 2030, 18.46 in Norway: when the site is built."""

COURSE = """Title: {title}
Date: 2030-01-02
Slug: {slug}
Category: Kurs
Tags: lager
{facts}

Teksten.
"""
COURSES = {
    "apent": "Start: 2030-04-01 09:00\nSlutt: 2030-04-02 15:00\nSted: Sandefjord\nPris: 2 500 kr\nPlasser: 1200\n"
    "Frist: 2030-03-25\nPaamelding: https://easyquest.com/a\nSkjema: ja",
    "fullt": "Start: 2030-04-10\nPaamelding: https://easyquest.com/f\nFullt: ja\nSted: På nettet\nPris: Gratis",
    "stengt": "Start: 2030-03-20 09:00\nFrist: 2030-03-17 12:00\nPaamelding: https://easyquest.com/s",
    "holdt": "Start: 2030-01-31 09:00\nSlutt: 2030-01-31 12:00\nPaamelding: https://easyquest.com/h",
    "slettet": "Start: 2029-12-01\nPaamelding: https://easyquest.com/x\nSlettet: 2029-12-20",
}
WORDS = {"Hopp til innholdet": "Hopp til innhaldet", "Sist endret": "Sist endra", "Forside": "Framside"}
NYNORSK = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: nn\\n"\n\n' + "".join(
    f'msgid "{nb}"\nmsgstr "{nn}"\n\n' for nb, nn in WORDS.items()
)
FRONT = (
    "Title: {title}\nSlug: {slug}\nOversetter: forside\n"
    "URL: {lang}/\nSave_as: {lang}/index.html\nTemplate: forside\n\nx\n"
)
PAGES = {
    "pages/en/front.md": FRONT.format(title="In English", slug="front", lang="en"),
    "pages/en/courses.md": "Title: Courses\nSlug: courses\nOversetter: kurs\nTemplate: kurs\n\nText.\n",
    "pages/en/past.md": "Title: Past\nSlug: past\nOversetter: kursarkiv\nTemplate: kursarkiv\n\nText.\n",
    "pages/en/subjects.md": "Title: Subjects\nSlug: subjects\nOversetter: emner\nTemplate: tags\n\nText.\n",
    "pages/en/latest.md": "Title: Latest\nSlug: latest\nOversetter: nyheter\nTemplate: nyheter\n\nText.\n",
    "pages/en/contact.md": "Title: Contact\nSlug: contact\nOversetter: kontakt\n\nText.\n",
    "pages/nn/framside.md": FRONT.format(title="På nynorsk", slug="framside", lang="nn"),
    "pages/nn/personvern-nn.md": "Title: Personvern\nSlug: personvernet\nOversetter: personvern\nOriginal: 2018-06-11\n"
    "Modified: 2026-11-23\n\nTekst.\n",
    "pages/nyhetsbrev.md": "Title: Nyhetsbrev\nSlug: nyhetsbrev\nTemplate: nyhetsbrev\n\nTekst.\n",
    "nyheter/en/news.md": 'Title: <b>News</b> & "more"\nDate: 2029-05-05\nSlug: news\nTags: lager\n'
    "Description: </script><script>\n\nText.\n",
    "pages/bilder.md": "Title: Bilder\nSlug: bilder\n\n"
    "![Én]({static}/images/stort.jpg)\n\n![To](/images/mappe/lite%20bilde.png)\n\n"
    '`<img src="/images/stort.jpg">` og ![Tegning]({static}/images/tegning.svg)\n\n'
    '<!-- <img src="/images/stort.jpg"> --><p  class=x>Urørt &amp; slik</p>\n',
}


def pictures(folder: Path) -> None:
    """A photograph on its side, with a place in it; a small drawing that one sees through; one in lines."""
    (folder / "mappe").mkdir(parents=True)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "Kameramerke"
    exif.get_ifd(0x8825)[2] = (59.0, 7.0, 0.0)
    Image.radial_gradient("L").convert("RGB").resize((2400, 1800)).save(folder / "stort.jpg", exif=exif)
    Image.new("RGBA", (300, 200), (9, 99, 9, 128)).save(folder / "mappe" / "lite bilde.png")
    Image.new("RGB", (50, 50), "red").save(folder / "ikke-vist.jpg", exif=exif)
    (folder / "tegning.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")


class Site(Built):
    """The sample with more in it; the theme is a copy, to which a language is added."""

    def run(self, *arguments: str, seconds: int = 240, now: int = NOW) -> subprocess.CompletedProcess[str]:
        environ = {k: v for k, v in os.environ.items() if not k.startswith("SAMTYKKE")}
        environ |= {"SOURCE_DATE_EPOCH": str(now), "NO_COLOR": "1", "COLUMNS": "500"}
        command = [*self.command(), *arguments]
        return subprocess.run(
            command, cwd=self.root, env=environ, capture_output=True, encoding="utf-8", timeout=seconds, check=False
        )


def files() -> dict[str, str]:
    found = sample_files() | PAGES
    found |= {f"kurs/{s}.md": COURSE.format(title=s.capitalize(), slug=s, facts=f) for s, f in COURSES.items()}
    for gone in ("kurs/over.md", "kurs/snart.md", "kurs/senere.md", "pages/personvern-en.md"):
        del found[gone]
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Built, with nynorsk added by a catalogue and two pages; `said` is what the build told."""

    def build(root: Path) -> None:
        theme = root / "theme"
        shutil.copytree(PROJECT / "theme", theme)
        (theme / "translations" / "nn.po").write_text(NYNORSK, "utf-8")
        pictures(root / "content" / "images")
        done = Site(root, files()).run("--theme-path", str(theme))
        assert done.returncode == 0, done.stdout + done.stderr
        (root / "said").write_text(done.stdout + done.stderr, "utf-8")

    return Site(once(tmp_path_factory, "machinery", build), files())
