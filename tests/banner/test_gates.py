"""Tags, embeds and blocks as gates."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from browser import samples
from samtykke import banner
from samtykke.catalogue import LoadTag

DECLARED = samples.register()
URL = "https://video.test/embed/1?a=1&b=2"


def known(**services: tuple[LoadTag, ...]) -> Any:
    """A catalogue that knows how to load these, and nothing else."""
    entries = {
        id_.replace("_", "-"): SimpleNamespace(load=tags, tags=lambda _settings, tags=tags: tags)
        for id_, tags in services.items()
    }
    return SimpleNamespace(services=entries)


def loading(index: int, **changes: Any) -> Any:
    services = [s.model_dump() for s in DECLARED.service]
    services[index] |= {"load": {"kind": "catalogue", "settings": {}}, **changes}
    return samples.register(service=tuple(services))


def elements(html: str, name: str) -> list[Tag]:
    return BeautifulSoup(html, "html.parser").find_all(name)


def test_tags_are_gates() -> None:
    tags = (LoadTag(src="https://x.test/a.js?b=1&c=2", is_async=True), LoadTag(body="go()", module=True))
    first, second = elements(banner.tags(loading(0), known(google_analytics=tags)), "script")
    assert first.attrs == {
        "type": "text/plain",
        "data-category": "analytics",
        "data-service": "google-analytics",
        "data-async": "",
        "data-src": "https://x.test/a.js?b=1&c=2",
    }
    assert (second["data-type"], second.string) == ("module", "go()")


def test_a_body_cannot_end_its_element() -> None:
    tags = (LoadTag(body="document.write('</script><!-- </SCRIPT >')"),)
    [script] = elements(banner.tags(loading(0), known(google_analytics=tags)), "script")
    assert script.string == r"document.write('<\/script><\!-- <\/SCRIPT >')"


def test_a_necessary_service_is_loaded_outright() -> None:
    tags = (LoadTag(src="https://x.test/a.js", is_async=True),)
    [script] = elements(banner.tags(loading(-1), known(choice=tags)), "script")
    assert script.attrs == {"async": "", "src": "https://x.test/a.js"}


def test_a_service_that_the_catalogue_cannot_load_stops_the_build() -> None:
    with pytest.raises(ValueError, match="google-analytics"):
        banner.tags(loading(0), known())
    with pytest.raises(ValueError, match="google-analytics"):
        banner.tags(loading(0), known(google_analytics=()))


def test_without_load_there_are_no_tags() -> None:
    assert banner.tags(DECLARED, known()) == ""


def test_an_embed_is_a_placeholder_with_a_plain_link() -> None:
    html = banner.embed(DECLARED, "video", URL, "En film", "nb")
    [figure] = elements(html, "figure")
    assert (figure["data-category"], figure["data-service"], figure["data-src"]) == ("media", "video", URL)
    assert figure["data-title"] == "En film"
    assert not figure.select("iframe, img, script, [src], [style]")
    [link] = figure.select("a")
    assert (link["href"], link.get_text()) == (URL, "Åpne «En film» hos Video")
    once, always = figure.select("button")
    assert (once.get_text(), always.get_text()) == ("Vis innhold", "Vis alltid")
    for button in (once, always):  # the name begins with what is seen, so that it can be spoken
        assert str(button["aria-label"]).startswith(button.get_text())
    text = figure.get_text(" ", strip=True)
    assert "Video Ltd. (Irland)" in text
    assert "Formålet." in text


def test_an_embeds_link_may_go_to_a_better_page() -> None:
    [figure] = elements(banner.embed(DECLARED, "video", URL, "x", "en", link="https://video.test/watch/1"), "figure")
    assert [a["href"] for a in figure.select("a")] == ["https://video.test/watch/1"]


@pytest.mark.parametrize(
    ("service", "url", "title", "more", "said"),
    [
        ("nobody", URL, "x", {}, "has no service"),
        ("choice", URL, "x", {}, "needs no consent"),
        ("video", "http://video.test/", "x", {}, "https"),
        ("video", "javascript:alert(1)", "x", {}, "https"),
        ("video", "https://video.test/ x", "x", {}, "https"),
        ("video", URL, " ", {}, "title"),
        ("video", URL, "x", {"shape": "2:1"}, "shape"),
        ("video", URL, "x", {"shape": "0/1"}, "shape"),
        ("video", URL, "x", {"shape": "x"}, "shape"),
        ("video", URL, "x", {"shape": "99999x1"}, "shape"),
        ("video", URL, "x", {"link": "javascript:alert(1)"}, "https"),
    ],
)
def test_what_cannot_be_embedded(service: str, url: str, title: str, more: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        banner.embed(DECLARED, service, url, title, "nb", **more)


@pytest.mark.parametrize(
    ("shape", "width", "height", "fit"),
    [("4/3", "4", "3", None), ("560x315", "560", "315", "size"), ("x600", "1", "600", "height")],
)
def test_its_shape_is_held_open(shape: str, width: str, height: str, fit: str | None) -> None:
    [figure] = elements(banner.embed(DECLARED, "video", URL, "En film", "nb", shape=shape), "figure")
    [canvas] = figure.select("canvas[aria-hidden=true]")
    assert (canvas["width"], canvas["height"], figure.get("data-fit")) == (width, height, fit)


def test_a_block_is_one_inert_script() -> None:
    html = banner.block(DECLARED, "chat", "<p>a</p><script>b()</script><!-- c --></script>")
    [script] = elements(html, "script")
    assert (script["type"], script["data-type"], script["data-service"]) == ("text/plain", "text/html", "chat")
    assert script.string == r"<p>a</p><script>b()<\/script><\!-- c --><\/script>"
