"""Write tests/sites/foreign anew: `python bench/foreign_fixtures.py [TOOLS]`.

What MkDocs, Sphinx and Eleventy build of pages of our own with templates of our own: what their themes bring is others'
work, and is tried by bench/foreign.py without being kept.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from foreign import EMBEDS, ROOT, built, eleventy_command, install, run

FIXTURES = ROOT / "tests" / "sites" / "foreign"
PAGES = {
    "index": "# Blåbærturen\n\nVi går hver høst. [Om oss](OM)\n\n" + EMBEDS,
    "om": "# Om oss\n\nVi er naboer på Østre Ås.\n\n![Kurv](https://pictures.example.net/kurv.png)\n",
}
STYLE = "@import url(https://fonts.googleapis.com/css2?family=Inter);\nbody { max-width: 40rem; margin: auto; }\n"
SCRIPT = "const seen = localStorage.getItem('theme') || 'light';\nlocalStorage.setItem('theme', seen);\n"
HEAD = (
    '<!doctype html>\n<html lang="nb">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    '<link rel="canonical" href="{canonical}">\n<link rel="stylesheet" href="{style}">\n</head>\n'
    '<body>\n<main>\n{content}\n</main>\n<script src="{script}"></script>\n</body>\n</html>\n'
)


def own_mkdocs(root: Path, tools: Path) -> Path:
    """MkDocs without a theme."""
    (root / "mkdocs.yml").write_text(
        "site_name: Blåbærturen\nsite_url: https://tur.example.org/\nplugins: []\n"
        "theme:\n  name: null\n  custom_dir: templates\n",
        "utf-8",
    )
    (root / "templates").mkdir()
    template = HEAD.format(
        title="{{ page.title }}",
        canonical="{{ page.canonical_url }}",
        style="{{ 'site.css'|url }}",
        content="{{ page.content }}",
        script="{{ 'site.js'|url }}",
    )
    (root / "templates" / "main.html").write_text(template, "utf-8")
    (root / "docs").mkdir()
    for name, text in PAGES.items():
        (root / "docs" / f"{name}.md").write_text(text.replace("(OM)", "(om.md)"), "utf-8")
    (root / "docs" / "site.css").write_text(STYLE, "utf-8")
    (root / "docs" / "site.js").write_text(SCRIPT, "utf-8")
    built(run(str(tools / "bin" / "mkdocs"), "build", "-q", cwd=root))
    return root / "site"


def own_sphinx(root: Path, tools: Path) -> Path:
    """Sphinx with a theme that inherits nothing."""
    (root / "conf.py").write_text(
        'project = "Blåbærturen"\nlanguage = "nb"\nhtml_baseurl = "https://tur.example.org/"\nhtml_theme = "own"\n'
        'html_theme_path = ["themes"]\nhtml_use_index = False\nhtml_copy_source = False\nhtml_show_sphinx = False\n',
        "utf-8",
    )
    theme = root / "themes" / "own"
    (theme / "static").mkdir(parents=True)
    (theme / "theme.conf").write_text(
        "[theme]\ninherit = none\nstylesheet = site.css\npygments_style = none\n", "utf-8"
    )
    template = HEAD.format(
        title="{{ title|striptags }}",
        canonical="{{ pageurl }}",
        style="{{ pathto('_static/site.css', 1) }}",
        content="{{ body }}",
        script="{{ pathto('_static/site.js', 1) }}",
    )
    (theme / "page.html").write_text(template, "utf-8")
    (theme / "search.html").write_text("", "utf-8")
    (theme / "static" / "site.css").write_text(STYLE, "utf-8")
    (theme / "static" / "site.js").write_text(SCRIPT, "utf-8")
    raw = "\n".join(f"   {line}".rstrip() for line in EMBEDS.splitlines())
    (root / "index.rst").write_text(
        "Blåbærturen\n===========\n\nVi går hver høst. :doc:`Om oss <om>`\n\n.. toctree::\n   :hidden:\n\n   om\n\n"
        f".. raw:: html\n\n{raw}\n",
        "utf-8",
    )
    (root / "om.rst").write_text(
        "Om oss\n======\n\nVi er naboer på Østre Ås.\n\n"
        ".. image:: https://pictures.example.net/kurv.png\n   :alt: Kurv\n",
        "utf-8",
    )
    built(run(str(tools / "bin" / "sphinx-build"), "-q", "-b", "html", ".", "out", cwd=root))
    return root / "out"


def own_eleventy(root: Path, tools: Path) -> Path:
    """Eleventy, which has no theme."""
    (root / "_includes").mkdir()
    template = HEAD.format(
        title="{{ title }}",
        canonical="https://tur.example.org{{ page.url }}",
        style="/site.css",
        content="{{ content }}",
        script="/site.js",
    )
    (root / "_includes" / "base.liquid").write_text(template, "utf-8")
    for name, text in PAGES.items():
        title = text.partition("\n")[0].removeprefix("# ")
        front = f"---\nlayout: base\ntitle: {title}\n---\n"
        (root / f"{name}.md").write_text(front + text.replace("(OM)", "(/om/)"), "utf-8")
    (root / "site.css").write_text(STYLE, "utf-8")
    (root / "site.js").write_text(SCRIPT, "utf-8")
    (root / ".eleventy.js").write_text(
        "module.exports = (c) => { c.addPassthroughCopy('site.css'); c.addPassthroughCopy('site.js'); };\n", "utf-8"
    )
    built(run(*eleventy_command(tools), "--quiet", cwd=root))
    return root / "_site"


KEPT = ("*.html", "*.xml", "site.css", "site.js")
"""The rest is the generators' own, whatever the theme: Sphinx brings scripts for its search, and a page for it."""


def write_fixtures(temporary: Path, tools: Path) -> None:
    """tests/sites/foreign, anew."""
    shutil.rmtree(FIXTURES, ignore_errors=True)
    for name, make in {"mkdocs": own_mkdocs, "sphinx": own_sphinx, "eleventy": own_eleventy}.items():
        root = temporary / f"own-{name}"
        root.mkdir()
        site = make(root, tools)
        for file in sorted(path for kept in KEPT for path in site.rglob(kept) if path.name != "search.html"):
            target = FIXTURES / name / file.relative_to(site)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def main() -> None:
    """All three; with an argument, that folder keeps the generators."""
    with tempfile.TemporaryDirectory() as name:
        tools = Path(sys.argv[1] if len(sys.argv) > 1 else Path(name) / "tools").resolve()
        tools.mkdir(parents=True, exist_ok=True)
        install(tools)
        write_fixtures(Path(name), tools)


if __name__ == "__main__":
    main()
