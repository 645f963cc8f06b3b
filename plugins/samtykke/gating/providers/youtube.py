"""Films and playlists of YouTube: from youtube-nocookie.com, which stores less, whatever was pasted."""

from __future__ import annotations

import re

from .base import Address, Embed

_HOSTS = ("youtube.com", "youtube-nocookie.com", "music.youtube.com")
_ID = r"[A-Za-z0-9_-]{11}"
_PATH = re.compile(rf"/(embed|v|shorts|live)/({_ID})/?")
_LIST = re.compile(r"[A-Za-z0-9_-]{10,64}")
_TIME = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?")
_FRAME = "https://www.youtube-nocookie.com/embed/"


def embed(address: Address) -> Embed | None:
    """`watch?v=`, `youtu.be/`, `shorts/`, `live/`, `embed/`, `playlist?list=`."""
    film, short = _film(address)
    seconds = _seconds(address.query.get("t") or address.query.get("start") or "")
    if film:
        start = f"?start={seconds}" if seconds else ""
        link = f"https://www.youtube.com/watch?v={film}" + (f"&t={seconds}s" if seconds else "")
        return Embed("youtube", f"{_FRAME}{film}{start}", link, "film", "9/16" if short else "16/9")
    playlist = address.query.get("list", "")
    if address.host in _HOSTS and address.path in ("/playlist", "/embed/videoseries") and _LIST.fullmatch(playlist):
        link = f"https://www.youtube.com/playlist?list={playlist}"
        return Embed("youtube", f"{_FRAME}videoseries?list={playlist}", link, "film", "16/9")
    return None


def _film(address: Address) -> tuple[str, bool]:
    """(id or nothing, whether it stands upright)."""
    if address.host == "youtu.be":
        found = re.fullmatch(rf"/({_ID})/?", address.path)
        return (found[1] if found else ""), False
    if address.host not in _HOSTS:
        return "", False
    if address.path == "/watch" and re.fullmatch(_ID, address.query.get("v", "")):
        return address.query["v"], False
    found = _PATH.fullmatch(address.path)
    # A film may be called so, but the address of a playlist is.
    return (found[2], found[1] == "shorts") if found and found[2] != "videoseries" else ("", False)


def _seconds(text: str) -> int:
    """`90`, `90s`, `1m30s`, `1h2m3s`; 0 for anything else."""
    found = _TIME.fullmatch(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
