"""The plugin in real builds: what it writes, what it stops, and that it always stops it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from plugin.conftest import Site

PASTED = {
    "script": '<script src="https://cdn.example/x.js"></script>',
    "ga.js": (
        "<script>\nvar _gaq = _gaq || [];\n_gaq.push(['_setAccount', 'UA-1-1']);\n(function() {\n"
        "  var ga = document.createElement('script');\n"
        "  ga.src = ('https:' == document.location.protocol ? 'https://ssl' : 'http://www')"
        " + '.google-analytics.com/ga.js';\n"
        "  var s = document.getElementsByTagName('script')[0]; s.parentNode.insertBefore(ga, s);\n})();\n</script>"
    ),
    "iframe": '<iframe src="https://player.example/embed/1" title="film"></iframe>',
    "pixel": '<noscript><img src="https://www.facebook.com/tr?id=1&amp;noscript=1" alt=""></noscript>',
    "fonts": '<link href="https://fonts.googleapis.com/css2?family=Inter" rel="stylesheet">',
}


def test_a_clean_build(site: Site) -> None:
    done = site.pelican()

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Feil: 0. Advarsler: 0." in done.stdout
    html = (site.root / "output/en-nyhet.html").read_text("utf-8")
    assert 'data-src="https://www.googletagmanager.com/gtag/js?id=G-TEST123"' in html
    assert "data-samtykke-open" in html
    assert list((site.root / "output/samtykke").glob("samtykke.*.js"))
    assert site.samtykke("check", "output").returncode == 0


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=() if kind in ("ga.js", "pixel") else pytest.mark.slow) for kind in PASTED]
)
def test_what_an_editor_pastes_stops_the_build(site: Site, kind: str) -> None:
    site.article(PASTED[kind])

    done = site.pelican()

    assert done.returncode == 1
    assert re.search(r"content/nyheter/limt\.md:\d+", done.stdout), done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    line = int(re.search(r"content/nyheter/limt\.md:(\d+)", done.stdout)[1])
    assert 7 <= line < 7 + len(PASTED[kind].splitlines())
    again = site.samtykke("check", "output")
    assert again.returncode == 1
    assert "content/nyheter/limt.md:" in again.stdout


def test_html_that_pelican_only_copies_is_checked(site: Site) -> None:
    site.write("content/static/demo.html", PASTED["script"])

    done = site.pelican()

    assert done.returncode == 1
    assert "static/demo.html" in done.stdout


def test_drafts_are_checked(site: Site) -> None:
    site.write("content/nyheter/kladd.md", f"Title: Kladd\nDate: 2026-11-21\nStatus: draft\n\n{PASTED['script']}\n")

    assert site.pelican().returncode == 1


def test_removing_a_service_removes_it_everywhere(site: Site) -> None:
    register = site.root / "content/register.toml"
    text = register.read_text("utf-8")
    register.write_text(text[: text.index('[[service]]\nid = "google-analytics"')], "utf-8")

    done = site.pelican()

    assert done.returncode == 0, done.stdout
    for page in (site.root / "output").rglob("*.html"):
        html = page.read_text("utf-8")
        assert "google" not in html.lower()
        assert "data-samtykke-banner" not in html, "everything left is necessary: no banner"
        assert "<script" not in html
    assert not (site.root / "output/samtykke").exists()


@pytest.mark.slow
def test_the_statement_follows_the_register_through_pelicans_cache(site: Site) -> None:
    cache = ("--extra-settings", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true")
    assert site.pelican(*cache).returncode == 0
    site.edit("content/register.toml", "Skiller besøkende.", "Kjenner igjen nettleseren.")

    done = site.pelican(*cache)

    assert done.returncode == 0, done.stdout
    assert "Kjenner igjen nettleseren." in (site.root / "output/personvern.html").read_text("utf-8")


def test_a_bad_register_builds_nothing(site: Site) -> None:
    site.edit("content/register.toml", 'basis = "consent"', 'basis = "berettiget interesse"\nfarge = "blå"')

    done = site.pelican()

    assert done.returncode == 2
    assert "register.toml:" in done.stdout
    assert "farge" in done.stdout
    assert not (site.root / "output").exists()
    assert "Traceback" not in done.stdout + done.stderr


def test_a_missing_register_builds_nothing(site: Site) -> None:
    (site.root / "content/register.toml").unlink()

    done = site.pelican()

    assert done.returncode == 2
    assert not (site.root / "output").exists()


def test_a_missing_plugin_stops_the_build(site: Site) -> None:
    site.edit(
        "pelicanconf.py", "from pelican.plugins import samtykke", "from pelican.plugins import samtykkke as samtykke"
    )

    assert site.pelican().returncode != 0


def test_a_plugin_that_cannot_be_imported_stops_the_build(site: Site) -> None:
    site.write("samtykke.py", "raise ImportError('broken engine')\n")

    done = site.pelican(PYTHONPATH=str(site.root))

    assert done.returncode != 0
    assert not (site.root / "output").exists()


def test_a_plugin_that_crashes_stops_the_build(site: Site) -> None:
    site.write("sitecustomize.py", "import samtykke.workers\nsamtykke.workers.Readers = None\n")

    assert site.pelican(PYTHONPATH=str(site.root)).returncode != 0


def test_markdown_that_pelican_drops_stops_the_build_and_is_named(site: Site) -> None:
    site.write("content/nyheter/i-gaar.md", "Title: Uten dato\nDate: i går\n\nTekst.\n")
    site.write("content/nyheter/uten-tittel.md", "Date: 2026-11-21\n\nTekst.\n")
    site.write("content/nyheter/uten-dato.md", "Title: Uten dato\n\nTekst.\n")
    (site.root / "content/nyheter/gammel.md").write_bytes("Title: Blåbær\nDate: 2026-11-21\n".encode("latin-1"))

    done = site.pelican()

    assert done.returncode == 1
    said = [line for line in done.stdout.splitlines() if "utelot den" in line]
    assert [line.split(" lese ")[1].split(" og ")[0] for line in said] == [
        f"content/nyheter/{name}.md" for name in ("gammel", "i-gaar", "uten-dato", "uten-tittel")
    ]
    assert [
        "UTF-8" in said[0],
        "«i går» er ikke en dato" in said[1],
        "mangler dato" in said[2],
        "mangler tittel" in said[3],
    ]
    assert "Traceback" not in done.stdout + done.stderr


def test_an_empty_output_is_never_success(site: Site) -> None:
    (site.root / "tomt").mkdir()

    done = site.samtykke("check", "tomt")

    assert done.returncode == 3
    assert site.samtykke("check", "finnes-ikke").returncode == 2


def test_an_unknown_marker_stops_the_build(site: Site) -> None:
    site.edit("content/pages/personvern.md", "samtykke: cookies", "samtykke: kaker")

    done = site.pelican()

    assert done.returncode == 1
    assert "kaker" in done.stdout


def test_an_unknown_setting_stops_the_build(site: Site) -> None:
    site.edit("pelicanconf.py", '{"lang": "nb"}', '{"langg": "nb"}')

    done = site.pelican()

    assert done.returncode == 2
    assert "Mente du «lang»?" in done.stdout


def test_what_a_template_embeds_without_its_service_is_told_and_ends_the_build(site: Site) -> None:
    site.edit(
        "theme/templates/base.html",
        "{{ samtykke.tags",
        '{{ samtykke.embed("youtube", "https://a.example/x", "Film") }}{{ samtykke.tags',
    )

    done = site.pelican()

    assert done.returncode == 1
    assert (
        "content/pages/personvern.md (page.html): samtykke.embed: Registeret har ingen tjeneste «youtube»."
        in done.stdout
    )
    assert "index.html: samtykke.embed: Registeret har" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_settings_beside_the_dictionary_stop_the_build(site: Site) -> None:
    site.edit("pelicanconf.py", 'SAMTYKKE = {"lang": "nb"}', 'SAMTYKKE = {"lang": "nb"}\nSAMTYKKE_GATE = True')

    done = site.pelican()

    assert done.returncode == 2
    assert "Alle innstillingene står i én: SAMTYKKE = {'gate': …}." in done.stdout


def test_what_cannot_be_verified_is_exit_3(site: Site) -> None:
    site.write("content/static/tom.html", "")

    done = site.pelican()

    assert done.returncode == 3
    assert "unreadable-document" in done.stdout


def test_fail_never_reports_and_goes_on(site: Site) -> None:
    site.article(PASTED["script"])

    done = site.pelican(SAMTYKKE_FAIL="never")

    assert done.returncode == 0
    assert "undeclared-third-party" in done.stdout


def wait_for(log: Path, number: int, seconds: float = 40) -> list[str]:
    """The summaries of a watching build, once there are so many of them and the next change can be noticed."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        said = log.read_text("utf-8")
        found = re.findall(r"Feil: \d+", said)
        if len(found) >= number and said.count("Done: ") >= number:
            time.sleep(1.5)  # Pelican begins to watch anew after each build, and misses what is changed before
            return found
        time.sleep(0.2)
    raise AssertionError(log.read_text("utf-8"))


@pytest.mark.slow
def test_watching_reports_and_goes_on(site: Site, watch) -> None:
    """A finding, its mending and a change of the register: one build each, and no loop."""
    log = site.root / "watch.log"
    site.article(PASTED["script"])
    process = watch()
    assert wait_for(log, 1) == ["Feil: 1"]

    site.article("Uten skript.")
    assert wait_for(log, 2)[-1] == "Feil: 0"

    site.edit("content/register.toml", "Skiller besøkende.", "Kjenner igjen nettleseren.")
    assert wait_for(log, 3)[-1] == "Feil: 0"
    assert "Kjenner igjen nettleseren." in (site.root / "output/personvern.html").read_text("utf-8")

    site.edit("content/register.toml", 'basis = "consent"', 'basis = "samtyke"')
    end = time.monotonic() + 40
    while "Registeret kan ikke brukes" not in log.read_text("utf-8") and time.monotonic() < end:
        time.sleep(0.2)
    time.sleep(2)
    said = log.read_text("utf-8")
    assert said.count("Registeret kan ikke brukes") == 1
    assert said.count("Feil: ") == 3, "nothing is said of pages that are made from an older register"
    assert process.poll() is None

    site.edit("content/register.toml", 'basis = "samtyke"', 'basis = "consent"')
    assert wait_for(log, 4)[-1] == "Feil: 0"


SUBSITE = '''
import os
from pelican import Pelican, signals


def build(site):
    """A language subsite, built inside the main run as the i18n plugin does it."""
    if site.settings.get("SUBSITE"):
        return
    settings = dict(site.settings)
    settings.update(SUBSITE=True, OUTPUT_PATH=os.path.join(site.output_path, "en"), DELETE_OUTPUT_DIRECTORY=False)
    Pelican(settings).run()


def register():
    signals.get_writer.connect(build)
'''


def test_language_subsites_are_scanned_once_with_everything_else(site: Site) -> None:
    site.write("subsite.py", SUBSITE)
    site.edit("pelicanconf.py", "PLUGINS = [samtykke]", "import subsite\n\nPLUGINS = [samtykke, subsite]")

    done = site.pelican(PYTHONPATH=str(site.root))

    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r"Undersøkte filer: (\d+). Sider blant dem: (\d+).", done.stdout) == [("8", "6")]

    site.article(PASTED["script"])
    done = site.pelican(PYTHONPATH=str(site.root))

    assert done.returncode == 1
    assert done.stdout.count("Feil: ") == 1
    assert "Feil: 2." in done.stdout, "the page of the main site and that of the subsite"


def test_the_same_address_twice_is_two_places(site: Site) -> None:
    tag = PASTED["script"]
    site.article(f"{tag}\n\nTekst med adressen https://cdn.example/x.js i.\n\n{tag}")

    done = site.pelican()

    assert re.findall(r"content/nyheter/limt\.md:(\d+)", done.stdout) == ["7", "11"]
