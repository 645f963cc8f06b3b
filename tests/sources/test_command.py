"""`samtykke markdown` as a hook runs it, and that the check says the same of the pages when they are built."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import markdown
import pytest

from cli.test_cli import ENVIRON, samtykke
from samtykke.checking import Target, check
from samtykke.markdown.judging import judge
from samtykke.markdown.reading import worth_judging
from samtykke.sources import manifest

REGISTER = (Path(__file__).parents[1] / "rules" / "register.toml").read_text("utf-8")
FRAME = '<iframe src="https://www.youtube.com/embed/abc12345678" title="Film"></iframe>'
OF_A_PAGE = {"banner-missing", "withdrawal-link-missing", "unused-ignore", "form-without-consent"}
ARTICLES = {
    "bilde": "![Bær](https://bilder.example/a.png)",
    "skript": 'Tekst\n\n<script src="https://cdn.example/x.js"></script>',
    "innebygd": '<script>new Image().src = "https://" + "cdn.example/" + 1</script>',
    "kode": '`<img src="https://cdn.example/x.png">`\n\n```\n<script src="https://cdn.example/x.js"></script>\n```',
    "unntatt": '<!-- samtykke: ignore[undeclared-third-party] vår -->\n<img src="https://egen.example/x.png" alt="">',
    "uten-grunn": '<!-- samtykke: ignore[undeclared-third-party] -->\n<img src="https://egen.example/x.png" alt="">',
    "ramme": FRAME,
    "skjema": '<form action="https://skjema.example/"><input type="email" name="epost"></form>',
    "lagring": '<script>document.cookie = "valg=1; max-age=99"</script>',
    "ren": "Bare **tekst**, en [lenke](https://example.no/) og et bilde: ![a](/a.png)",
    "liste": '- punkt\n\n    <img src="https://bilder.example/b.png" alt="">\n',
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "register.toml").write_text(REGISTER, "utf-8")
    for name, text in ARTICLES.items():
        (tmp_path / "content" / f"{name}.md").write_text(f"Title: {name}\n\n{text}\n", "utf-8")
    return tmp_path


def target(project: Path) -> Target:
    return Target.open(project / "output", project / "register.toml")


@pytest.mark.parametrize("name", ARTICLES)
def test_the_check_of_the_built_page_says_the_same(name: str, project: Path) -> None:
    (project / "output").mkdir()
    built = markdown.markdown(ARTICLES[name], extensions=["extra"])
    page = f'<!doctype html><html lang="nb"><title>x</title><p><a href="/personvern/">Personvern</a></p>{built}'
    (project / "output" / "index.html").write_text(page, "utf-8")
    whole = check(target(project), "en", jobs=1)
    about = {(f.rule, f.host, f.url, f.message) for f in whole.findings if f.position.path == "index.html"}

    judged = judge([project / "content" / f"{name}.md"], target(project), "en", embeds=False)

    assert {(f.rule, f.host, f.url, f.message) for f in judged.result.findings} == {
        matter for matter in about if matter[0] not in OF_A_PAGE
    }
    assert [s.finding.rule for s in judged.result.suppressed] == [
        s.finding.rule for s in whole.suppressed if s.finding.position.path == "index.html"
    ]


def test_the_command_names_file_and_line(project: Path) -> None:
    files = [f"content/{name}.md" for name in ARTICLES]
    done = samtykke("markdown", "--format", "lines", *files, "--lang", "en", cwd=project)

    assert done.returncode == 1
    places = [line.partition(": ")[0] for line in done.stdout.splitlines()]
    assert "content/bilde.md:3:1" in places
    assert "content/skript.md:5:1" in places
    assert "content/liste.md:5:1" in places
    assert not any(name in done.stdout for name in ("kode.md", "ren.md", "unntatt.md"))
    (project / "content" / "mappe.md").mkdir()
    whole = samtykke("markdown", "--format", "lines", "content", "--lang", "en", cwd=project)
    assert sorted(whole.stdout.splitlines()) == sorted(done.stdout.splitlines())


def test_what_has_nothing_to_judge_says_nothing_and_waits_for_nothing(project: Path) -> None:
    script = (
        "import sys; from samtykke.__main__ import run; sys.argv = ['samtykke', 'markdown', 'content/ren2.md']\n"
        "try:\n run()\nexcept SystemExit as end:\n assert not end.code\nprint(*sys.modules)"
    )
    (project / "content" / "ren2.md").write_text("# Æ\n\nBare tekst, en [lenke](https://x.example) og 1 < 2\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=project, env=ENVIRON, capture_output=True, text=True, check=True
    )

    assert not {"turbohtml", "quickjs", "pelican", "samtykke.rules"} & set(done.stdout.split())
    assert done.stderr == ""


def test_pelican_is_never_imported(project: Path) -> None:
    script = (
        "import sys; from samtykke.__main__ import run; sys.argv = ['samtykke', 'markdown', 'content/skript.md']\n"
        "try:\n run()\nexcept SystemExit as end:\n assert end.code == 1\nassert 'pelican' not in sys.modules"
    )
    (project / "pelicanconf.py").write_text("from pelican.plugins import samtykke\n", "utf-8")
    subprocess.run([sys.executable, "-c", script], cwd=project, env=ENVIRON, capture_output=True, check=True)


def test_embeds_are_gated_by_the_build_where_they_are_declared(project: Path) -> None:
    file = project / "content" / "film.md"
    file.write_text(
        f"{FRAME}\n\nhttps://www.youtube.com/watch?v=abc12345678\n\n<img src='https://b.example/a'>\n", "utf-8"
    )
    youtube = (
        '\n[[service]]\nid = "youtube"\nname = "YouTube"\nprovider = "Google"\ncountry = "IE"\ncategory = "analytics"\n'
        'basis = "consent"\nhosts = ["www.youtube-nocookie.com", "www.youtube.com"]\n'
        'policy = "https://policies.google.com/privacy"\npurpose = { nb = "Film.", en = "Films." }\n'
    )

    bare = judge([file], target(project), "en", embeds=False)
    missing = judge([file], target(project), "en", embeds=True)
    (project / "register.toml").write_text(REGISTER + youtube, "utf-8")
    gated = judge([file], target(project), "en", embeds=True)

    hosts = {f.host for f in bare.result.findings}
    assert "www.youtube.com" in hosts
    assert {place for place, _ in missing.missing} == {f"{file}:1", f"{file}:3"}
    assert gated.missing == ()
    assert {f.host for f in gated.result.findings} == {"b.example"}
    assert [f.source for f in gated.result.findings] == [f"{file}:5"]


def test_what_the_build_gates_of_all_that_is_declared_is_no_finding(project: Path) -> None:
    text = (
        '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>\n\n'
        '<img src="https://b.example/a" alt="">\n'
    )
    (project / "content" / "ga.md").write_text(text, "utf-8")
    command = ("markdown", "content/ga.md", "--format", "lines")

    bare = samtykke(*command, cwd=project).stdout
    told = samtykke(*command, "--gate", cwd=project).stdout
    (project / "pelicanconf.py").write_text(
        'from pelican.plugins import samtykke\nSAMTYKKE = {"gate": True}\n', "utf-8"
    )
    found = samtykke(*command, cwd=project).stdout

    assert "[ungated-service]" in bare
    assert "[ungated-service]" not in told
    assert "content/ga.md:3:1: error: " in told
    assert found == told
    assert samtykke(*command, "--no-gate", cwd=project).stdout == bare


def test_what_is_pasted_and_not_declared_is_told_as_by_the_build(project: Path) -> None:
    (project / "pelicanconf.py").write_text("from pelican.plugins import samtykke\n", "utf-8")
    (project / "content" / "kart.md").write_text("Se\n\nhttps://vimeo.com/123456789\n", "utf-8")

    done = samtykke("markdown", "content/kart.md", "--lang", "en", cwd=project)
    plain = samtykke("markdown", "content/kart.md", "--no-embeds", cwd=project)

    assert done.returncode == 1
    assert "Vimeo is not in the register" in done.stdout
    assert "content/kart.md:3" in done.stdout
    assert 'id = "vimeo"' in done.stdout
    assert (plain.returncode, plain.stdout) == (0, "")


def test_the_baseline_of_the_pages_holds_where_a_build_has_told_which_they_are(project: Path) -> None:
    out = project / "output"
    out.mkdir()
    (out / "bilde.html").write_text(f"<!doctype html><title>x</title>{markdown.markdown(ARTICLES['bilde'])}", "utf-8")
    assert samtykke("baseline", "write", cwd=project).returncode == 0
    assert samtykke("markdown", "content/bilde.md", cwd=project).returncode == 1
    known = project / manifest(out)
    known.parent.mkdir(parents=True, exist_ok=True)
    known.write_text(json.dumps({"bilde.html": "content/bilde.md"}), "utf-8")

    assert samtykke("markdown", "content/bilde.md", cwd=project).returncode == 0


def test_what_only_the_built_page_tells_is_said_and_fails_nothing(project: Path) -> None:
    text = "<script>for (;;) {}</script>\n"
    (project / "content" / "evig.md").write_text(text, "utf-8")

    done = samtykke("markdown", "content/evig.md", "--lang", "en", cwd=project)

    assert done.returncode == 0
    assert "Left to the check of the built pages: 1 places" in done.stderr


def test_files_that_cannot_be_read(project: Path) -> None:
    assert samtykke("markdown", "content/nei.md", cwd=project).returncode == 2
    assert samtykke("markdown", cwd=project).returncode == 2
    (project / "content" / "mappe.md").mkdir()
    done = samtykke("markdown", "content/mappe.md", "--lang", "en", cwd=project)
    assert done.returncode == 3
    assert "No Markdown file lies below content/mappe.md." in done.stderr
    (project / "content" / "løs.md").symlink_to("ingen.md")
    done = samtykke("markdown", "content/løs.md", "--lang", "en", cwd=project)
    assert done.returncode == 2
    (project / "content" / "rar.md").write_bytes(b'\xff\xfe <img src="https://b.example/a">')
    assert samtykke("markdown", "content/rar.md", cwd=project).returncode == 1
    (project / "content" / "bl\u00e5b\u00e6r.md").write_text('<img src="https://b.example/a">', "utf-8")
    done = samtykke("markdown", os.fspath(Path("content/bl\u00e5b\u00e6r.md")), "--format", "lines", cwd=project)
    assert done.stdout.startswith("content/blåbær.md:1:1: error: ")


def test_the_quick_look_drops_nothing_that_a_rule_would_find(project: Path) -> None:
    """Of tags put together at random, what is not worth judging has no findings when it is judged all the same."""
    chance = random.Random(7)  # noqa: S311  the same tags in every run
    tags = ["b", "img", "div", "a", "p", "form", "input", "section", "x-y", "svg", "figure", "td"]
    attributes = [
        "", ' class="a"', ' class="b"', " src='/a.png'", ' src="//b.example/a"', " src=/a", ' style="color: red"',
        ' title="<"', ' src="https://c.example/"', ' href="https://d.example/"', " data-category=analytics",
        ' onclick="e()"', " checked", ' background="//e.example/f"', ' srcset="//f.example/g 2x"',
        ' action="//g.example"', ' width="1"', " /", "\\",
    ]  # fmt: skip
    texts = []
    for _ in range(600):
        written = "".join(chance.sample(attributes, chance.randint(0, 3)))
        texts.append(f"Tekst <{chance.choice(tags)}{written}>{chance.choice(['', 'a</b>'])}")
    plain = [text for text in texts if not worth_judging(text)]
    file = project / "content" / "alle.md"
    file.write_text("\n\n".join([*plain, "<!-- -->"]), "utf-8")

    judged = judge([file], target(project), "en", embeds=False)

    assert len(plain) > 50
    assert judged.result.findings == ()
    assert judged.later == 0
