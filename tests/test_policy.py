"""The register as a Content-Security-Policy: what is declared and needed is named, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from browser import samples
from samtykke import banner, catalogue
from samtykke.model import Evidence, Kind, Party, Position, Reference, Scan, State
from samtykke.policy import headers, policy
from samtykke.register.model import Register


def reference(kind: Kind, host: str, service: str | None = None, party: Party = Party.THIRD) -> Reference:
    url = f"https://{host}/x"
    return Reference(
        Position("index.html"), kind, url, url, host, party, State.GATED, Evidence.ATTRIBUTE, None, service
    )


def loading(id_: str, category: str, settings: dict[str, str]) -> Register:
    service = samples.service(id_, category, f"{id_}.test", [], load={"kind": "catalogue", "settings": settings})
    return samples.register(service=(service,))


def test_a_site_that_needs_nothing() -> None:
    made = policy(samples.register(service=()), catalogue.load())
    assert made.directives["default-src"] == ("'none'",)
    assert made.directives["script-src"] == made.directives["style-src"] == ("'self'",)
    assert "http" not in made.header()
    assert "unsafe" not in made.header()


def test_an_embed_is_named_where_a_page_has_it() -> None:
    scans = [
        Scan(
            "index.html",
            "html",
            (reference(Kind.IFRAME, "video.test", "video"), reference(Kind.IMAGE, "map.test", "map")),
        )
    ]
    made = policy(samples.register(), catalogue.load(), scans)
    assert made.directives["frame-src"] == ("'self'", "video.test")
    assert made.directives["img-src"] == ("'self'", "data:", "map.test")
    assert "video.test" not in policy(samples.register(), catalogue.load()).header()


def test_what_is_not_declared_is_not_named() -> None:
    scans = [
        Scan("index.html", "html", (reference(Kind.SCRIPT, "evil.test"), reference(Kind.IFRAME, "vimeo.test", "vimeo")))
    ]
    assert ".test" not in policy(samples.register(), catalogue.load(), scans).header()


def test_a_script_goes_on_to_all_of_its_services_hosts() -> None:
    """Google Analytics comes from one host and reports to another; a style sheet's typefaces lie elsewhere too."""
    services = (
        samples.service("stats", "analytics", "www.stats.test", []),
        samples.service("type", "media", "css.type.test", []),
        samples.service("video", "media", "www.video.test", []),
    )
    hosts = {"stats": "*.hits.test", "type": "files.type.test", "video": "*.video.test"}
    services = tuple({**one, "hosts": (*one["hosts"], hosts[one["id"]])} for one in services)
    found = (
        reference(Kind.SCRIPT, "www.stats.test", "stats"),
        reference(Kind.STYLESHEET, "css.type.test", "type"),
        reference(Kind.IFRAME, "www.video.test", "video"),
    )
    made = policy(samples.register(service=services), catalogue.load(), [Scan("index.html", "html", found)]).directives
    for directive in ("script-src", "connect-src", "img-src"):
        assert {"www.stats.test", "*.hits.test"} <= set(made[directive])
    assert "files.type.test" in made["font-src"]
    assert "files.type.test" not in made["script-src"]
    assert "*.video.test" not in " ".join(source for sources in made.values() for source in sources)


def test_hosts_of_ones_own_are_named() -> None:
    scans = [Scan("index.html", "html", (reference(Kind.IMAGE, "media.example.test", party=Party.FIRST),))]
    assert "media.example.test" in policy(samples.register(), catalogue.load(), scans).directives["img-src"]


def test_every_inline_script_of_the_engine_is_named_by_its_hash() -> None:
    register = loading("google-analytics", "analytics", {"measurement_id": "G-TEST"})
    page = samples.page(register, banner.tags(register, catalogue.load()))
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    inline = [body for attributes, body in scripts if body and "json" not in attributes]
    assert len(inline) == 2
    named = policy(register, catalogue.load()).directives["script-src"]
    for body in inline:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" in named


@pytest.mark.parametrize(("category", "draws"), [("analytics", False), ("functional", True)])
def test_what_draws_may_draw(category: str, draws: bool) -> None:
    made = policy(loading("pure-chat", category, {"widget_id": "1"}), catalogue.load()).directives
    for directive in ("script-src", "connect-src", "img-src"):
        assert "pure-chat.test" in made[directive]
    assert ("'unsafe-inline'" in made["style-src"]) == draws
    assert ("pure-chat.test" in made["frame-src"]) == draws
    assert ("wss://pure-chat.test" in made["connect-src"]) == draws


def test_webassembly_only_where_it_is() -> None:
    assert "'wasm-unsafe-eval'" in policy(samples.register(), catalogue.load(), webassembly=True).header()
    assert "eval" not in policy(samples.register(), catalogue.load()).header()


def test_headers_and_meta() -> None:
    made = policy(samples.register(), catalogue.load())
    assert headers(made)["Content-Security-Policy"] == made.header()
    assert all("\n" not in value for value in headers(made).values())
    assert "frame-ancestors 'self'" in made.header()
    assert "frame-ancestors" not in made.meta()
