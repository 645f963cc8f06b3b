"""What editors drop in content/images: fit for every screen, without what cameras write, and nothing else touched."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from machinery.conftest import Site
from multicase import keeping
from multicase.image_tags import image_tags
from multicase.images import Images, _name


def test_sizes_formats_and_places(site: Site) -> None:
    pictures = site.page("/bilder/").select("picture")
    assert len(pictures) == 2
    first, second = pictures
    assert [s["type"] for s in first.select("source")] == ["image/avif", "image/webp"]
    # It lies on its side in the file: 2400 × 1800 is seen as 1800 × 2400, and published at most 1600 wide.
    assert (first.img["width"], first.img["height"], first.img["alt"]) == ("1600", "2133", "Én")
    assert [part.split()[1] for part in first.source["srcset"].split(",")] == ["480w", "800w", "1200w", "1600w"]
    assert (second.img["width"], second.img["height"]) == ("300", "200")
    assert second.source["srcset"] == "/images/mappe/lite%20bilde.png-300.avif 300w"
    assert first.img["fetchpriority"] == "high"
    assert "loading" not in first.img.attrs
    assert second.img["loading"] == "lazy"


def test_every_file_is_what_the_page_says(site: Site) -> None:
    for picture in site.page("/bilder/").select("picture"):
        for source in picture.select("source"):
            for part in source["srcset"].split(","):
                address, width = part.split()
                with Image.open(site.output / address.lstrip("/").replace("%20", " ")) as opened:
                    assert f"{opened.width}w" == width
                    assert f"image/{opened.format.lower()}" == source["type"]


def test_nothing_that_a_camera_wrote_is_published(site: Site) -> None:
    for path in (site.output / "images").rglob("*.*"):
        if path.suffix in (".jpg", ".png", ".webp", ".avif"):
            with Image.open(path) as opened:
                assert not opened.getexif(), path.name
            assert b"Kameramerke" not in path.read_bytes(), path.name
    assert (site.output / "images/ikke-vist.jpg").is_file()


def test_all_but_the_tags_stays_byte_for_byte(site: Site) -> None:
    html = (site.output / "bilder/index.html").read_text("utf-8")
    before, _first, between, _second, after = re.split(r"(<picture>.*?</picture>)", html)
    assert before.endswith("<p>")
    assert between == "</p>\n<p>"
    assert after.startswith(
        '</p>\n<p><code>&lt;img src="/images/stort.jpg"&gt;</code> og '
        '<img alt="Tegning" src="/images/tegning.svg"></p>\n'
        '<!-- <img src="/images/stort.jpg"> -->\n<p  class=x>Urørt &amp; slik</p>'
    )


@pytest.mark.parametrize(
    ("src", "name"),
    [
        ("{static}/images/a.jpg", "a.jpg"),
        ("/images/a.jpg", "a.jpg"),
        ("../images/mappe/a%20b.PNG", "mappe/a b.PNG"),
        ("images/a.webp", "a.webp"),
        ("/images/a.svg", None),
        ("https://example.com/images/a.jpg", None),
        ("//example.com/images/a.jpg", None),
        ("/images/../register.jpg", None),
        ("data:image/png;base64,AA", None),
    ],
)
def test_which_addresses_are_pictures_of_ours(src: str, name: str | None) -> None:
    assert _name(src) == name


def test_tags_are_found_to_the_character() -> None:
    html = 'a\n<p>æ<IMG\n src=x alt="1 > 0"></p><!-- <img> --><script>"<img>"</script><picture><img src=y></picture>'
    tags = image_tags(html)
    assert [html[tag.start : tag.end] for tag in tags] == ['<IMG\n src=x alt="1 > 0">', "<img src=y>"]
    assert [tag.in_picture for tag in tags] == [False, True]
    assert tags[0].written({"src": "/a&b"}) == '<img src="/a&amp;b" alt="1 &gt; 0">'


def test_what_is_broken_is_told_in_norwegian_and_ends_the_build(tmp_path: Path) -> None:
    site = Site(
        tmp_path, {"pages/forside.md": "Title: F\nSlug: forside\nTemplate: forside\nURL:\nSave_as: index.html\n\nx\n"}
    )
    site.files["pages/a.md"] = "Title: A\nSlug: a\n\n" + "".join(
        f"![x](/images/{name})\n" for name in ("mangler.jpg", "tekst.png", "kuttet.jpg", "enormt.png")
    )
    folder = tmp_path / "content" / "images"
    folder.mkdir(parents=True)
    (folder / "tekst.png").write_text("ikke et bilde", "utf-8")
    Image.effect_noise((400, 400), 90).save(folder / "kuttet.jpg")
    (folder / "kuttet.jpg").write_bytes((folder / "kuttet.jpg").read_bytes()[:5_000])
    Image.new("1", (9_000, 9_000)).save(folder / "enormt.png")
    done = site.run()
    said = [line for line in done.stdout.splitlines() if line.startswith("content/pages/a.md:")]
    assert done.returncode == 1
    assert [line.partition(": ")[0] for line in said] == [f"content/pages/a.md:{line}" for line in (4, 5, 6, 7)]
    assert [line.split(" ", 2)[1:] for line in said] == [
        ["images/mangler.jpg", "finnes ikke. Legg bildet i content/images, og se at navnet er skrevet likt."],
        ["images/tekst.png", "er ødelagt, eller det er ikke et bilde. Lagre det på nytt som JPG eller PNG."],
        ["images/kuttet.jpg", "er ødelagt, eller det er ikke et bilde. Lagre det på nytt som JPG eller PNG."],
        ["images/enormt.png", "er på 9000 × 9000 punkter. Krymp det til høyst 1600 i bredden."],
    ]
    assert not list(tmp_path.glob(".cache/multicase/images/*"))


def test_a_picture_that_is_changed_is_made_anew(tmp_path: Path) -> None:
    """Pelican's reader may take the text from its cache: it is the same Markdown, with another picture in its place."""
    picture = tmp_path / "content" / "images" / "a.png"
    picture.parent.mkdir(parents=True)
    widths = []
    for width in (100, 60):
        Image.new("RGB", (width, 50), "green").save(picture)
        content = SimpleNamespace(_content='<p><img alt="a" src="/images/a.png"></p>')
        context = {"generated_content": {"pages/a.md": content}}
        settings = {"PATH": str(tmp_path / "content"), "SITEURL": ""}
        Images().fit([SimpleNamespace(context=context, settings=settings)])
        widths.append(re.search(r' width="(\d+)"', content._content)[1])
    assert widths == ["100", "60"]


def test_what_was_of_no_use_for_a_month_is_forgotten(tmp_path: Path) -> None:
    now = time.time()
    for name, days in (("old", 31), ("young", 29), ("again", 40)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plain.png").write_bytes(b"x")
        os.utime(tmp_path / name, (now - days * 86_400,) * 2)
    (tmp_path / "old.png").write_bytes(b"x")
    os.utime(tmp_path / "old.png", (0, 0))
    keeping.used(tmp_path / "again")
    keeping.used(tmp_path / "nothing")

    keeping.forget(tmp_path, now)
    keeping.forget(tmp_path / "nothing", now)

    assert {path.name for path in tmp_path.iterdir()} == {"young", "again"}
