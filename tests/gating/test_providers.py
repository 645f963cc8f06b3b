"""What an address stands for, and that nothing of it is taken over that was not recognised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtykke import catalogue
from samtykke.banner import Shape
from samtykke.gating.providers import recognise

FILM = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
MAP = "!1m18!1m12!1m3!1d2040.1!2d10.2277!3d59.1312!2m3!1f0!3m3!1m2!1s0x4646c1:0x2b!2s%C3%98stre+Kuller%C3%B8d+5!5e0"

SHOWN = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": FILM,
    "https://www.youtube.com/watch?feature=share&v=dQw4w9WgXcQ&t=1m30s": f"{FILM}?start=90",
    "http://youtu.be/dQw4w9WgXcQ?si=spor&t=42": f"{FILM}?start=42",
    "https://m.youtube.com/watch?v=dQw4w9WgXcQ": FILM,
    "https://youtube.com/shorts/dQw4w9WgXcQ?feature=share": FILM,
    "https://www.youtube.com/live/dQw4w9WgXcQ": FILM,
    "//www.youtube.com/embed/dQw4w9WgXcQ?autoplay=1": FILM,
    "https://www.youtube.com/playlist?list=PL1234567890": "https://www.youtube-nocookie.com/embed/videoseries?list=PL1234567890",
    "https://www.youtube.com/embed/videoseries?list=PL1234567890": (
        "https://www.youtube-nocookie.com/embed/videoseries?list=PL1234567890"
    ),
    "https://vimeo.com/123456789": "https://player.vimeo.com/video/123456789?dnt=1",
    "https://vimeo.com/123456789/0a1b2c3d4e?share=copy": "https://player.vimeo.com/video/123456789?h=0a1b2c3d4e&dnt=1",
    "https://player.vimeo.com/video/123456789?h=0a1b2c3d4e&badge=0": (
        "https://player.vimeo.com/video/123456789?h=0a1b2c3d4e&dnt=1"
    ),
    f"https://www.google.com/maps/embed?pb={MAP}": f"https://www.google.com/maps/embed?pb={MAP}",
    "https://maps.google.no/maps?q=Sandefjord&output=embed": "https://www.google.com/maps?q=Sandefjord&output=embed",
    "https://www.google.com/maps/d/u/0/embed?mid=1a-B_c": "https://www.google.com/maps/d/u/0/embed?mid=1a-B_c",
    "https://x.com/multicase/status/1234567890?s=20": (
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890"
    ),
    "https://twitter.com/multicase/status/1234567890/photo/1": (
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890"
    ),
    "https://www.instagram.com/p/Cabc-_12345/?utm_source=ig_embed": "https://www.instagram.com/p/Cabc-_12345/embed/",
    "https://www.instagram.com/multicase/reel/Cabc-_12345/": "https://www.instagram.com/reel/Cabc-_12345/embed/",
    "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1&width=500": (
        "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1&show_text=true"
    ),
    "https://www.facebook.com/a/videos/123/": (
        "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fvideos%2F123%2F"
    ),
    "https://fb.watch/abc_-1/": "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Ffb.watch%2Fabc_-1%2F",
    "https://easyquest.com/no/svar?id=1&x=o'neill": "https://easyquest.com/no/svar?id=1&x=o%27neill",
    "https://min.easyquest.com/?id=1": "https://min.easyquest.com/?id=1",
}
NOT_SHOWN = [
    "https://www.youtube.com/@multicase",
    "https://www.youtube.com/watch?v=kort",
    "https://youtube.com.evil.test/watch?v=dQw4w9WgXcQ",
    "https://evil.test/https://youtu.be/dQw4w9WgXcQ",
    "https://user:pass@www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com:8080/watch?v=dQw4w9WgXcQ",
    "javascript:alert(1)//https://youtu.be/dQw4w9WgXcQ",
    "/watch?v=dQw4w9WgXcQ",
    "https://vimeo.com/multicase",
    "https://www.google.com/search?q=kart",
    "https://www.google.com/maps/place/Sandefjord",
    "https://www.google.com/url?q=https://evil.test&output=embed",
    "https://x.com/multicase",
    "https://www.instagram.com/multicase/",
    "https://www.facebook.com/multicase",
    "https://www.facebook.com/plugins/post.php?href=https://evil.test/",
    "https://easyquest.com/",
    "https://easyquest.com.evil.test/svar",
    "https://youtu.be/dQw4w9WgXcQ" + "a" * 5000,
]


@pytest.mark.parametrize("written", SHOWN)
def test_what_is_shown(written: str) -> None:
    found = recognise(written)
    assert found is not None
    assert found.frame == SHOWN[written]
    assert Shape.read(found.ratio).fit == ""
    again = recognise(found.frame)
    assert again is not None, "the frame's own address is recognised too"
    assert again.frame == found.frame.partition("?start=")[0] or again.frame == found.frame


@pytest.mark.parametrize("written", NOT_SHOWN)
def test_what_is_not(written: str) -> None:
    assert recognise(written) is None


def test_frames_belong_to_the_service_that_the_catalogue_names() -> None:
    for frame in SHOWN.values():
        found = recognise(frame)
        assert found is not None
        host, _, path = frame.removeprefix("https://").partition("/")
        known = catalogue.load().by_url(host, f"/{path}")
        assert known is not None
        assert known.id == found.service


def test_a_map_tells_its_place() -> None:
    found = recognise(f"https://www.google.com/maps/embed?pb={MAP}")
    assert found is not None
    assert found.title == "Østre Kullerød 5"
    assert found.link == "https://www.google.com/maps/search/?api=1&query=59.1312,10.2277"


@given(st.sampled_from(sorted(SHOWN)), st.text(max_size=30))
def test_nothing_breaks_out_of_an_address(written: str, tail: str) -> None:
    found = recognise(written + tail)
    if found is not None:
        for url in (found.frame, found.link):
            assert url.startswith("https://")
            assert not set(url) & set(" \t\r\n<>\"'")
