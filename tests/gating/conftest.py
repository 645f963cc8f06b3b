"""A register that declares everything an editor may paste, and Markdown as the site reads it."""

from __future__ import annotations

import pytest
from markdown import Markdown

from browser import samples
from samtykke import catalogue
from samtykke.register.model import Register

HOSTS = {
    "youtube": "www.youtube-nocookie.com",
    "vimeo": "player.vimeo.com",
    "google-maps": "www.google.com",
    "x-widgets": "platform.twitter.com",
    "instagram": "www.instagram.com",
    "facebook-sdk": "www.facebook.com",
    "easyquest": "easyquest.com",
    "player": "player.test",
}


def declared() -> Register:
    known = catalogue.load().services
    services = [samples.service(id_, "media", host, []) for id_, host in HOSTS.items()]
    for service in services:
        service["name"] = known[service["id"]].name if service["id"] in known else "Player"
    return samples.register(service=tuple(services))


@pytest.fixture(scope="session")
def everything() -> Register:
    return declared()


def html(markdown: str) -> str:
    """By the extensions that the site uses."""
    return Markdown(extensions=["extra", "attr_list", "admonition", "toc"], output_format="html").convert(markdown)
