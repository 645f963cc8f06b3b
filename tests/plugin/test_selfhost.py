"""Real builds with copies beside the register: the pages load them, and a copy that was changed builds nothing."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.conftest import Site
from samtykke.selfhost import Store
from samtykke.selfhost.lock import Entry, sha256
from selfhost.hosts import FILES, FONT, GOOGLE, JQUERY

LATIN, BOLD = (url for url in FILES if "gstatic" in url)
NAMES = {GOOGLE: ("inter", "css"), LATIN: ("latin", "woff2"), BOLD: ("bold", "woff2"), JQUERY: ("jquery-min", "js")}


@pytest.fixture
def keeping(site: Site) -> Site:
    """A site that loads a typeface and a library from elsewhere, and keeps copies of both."""
    entries, data = [], {}
    for url, (stem, end) in NAMES.items():
        digest = sha256(FILES[url].body)
        data[f"{stem}.{digest[:16]}.{end}"] = FILES[url].body
        entries.append(
            Entry(
                url=url, file=f"{stem}.{digest[:16]}.{end}", sha256=digest, bytes=len(FILES[url].body), type="a/b",
                licence="", fetched=date(2026, 11, 27), needs=(BOLD, LATIN) if url == GOOGLE else (),
            )
        )  # fmt: skip
    Store(site.root / "content" / "selfhost").written(entries, data)
    site.article(f'<link rel="stylesheet" href="{GOOGLE.replace("&", "&amp;")}">\n<script src="{JQUERY}"></script>')
    return site


def test_a_build_loads_the_copies_and_passes(keeping: Site) -> None:
    done = keeping.pelican()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Google Fonts: leveres av nettstedet selv: stilark " in done.stdout
    kept = {path.name.split(".")[0]: path for path in (keeping.root / "output" / "selfhost").iterdir()}
    assert kept["latin"].read_bytes() == FONT
    assert kept["latin"].name in kept["inter"].read_text("utf-8")
    page = (keeping.root / "output/limt.html").read_text("utf-8")
    assert f'<script src="/selfhost/{kept["jquery-min"].name}"></script>' in page


def test_a_copy_that_was_changed_builds_nothing(keeping: Site) -> None:
    next((keeping.root / "content" / "selfhost").glob("jquery*")).write_bytes(b"evil()")
    done = keeping.pelican()
    assert done.returncode == 2
    assert "SHA-256 er en annen enn i selfhost.lock.json" in " ".join(done.stdout.split())
    assert not (keeping.root / "output").exists()
