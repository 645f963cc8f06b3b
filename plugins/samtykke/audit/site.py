"""The site under audit: a built tree that is served at its own address, or a site that runs."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Self
from urllib.error import URLError
from urllib.parse import urlsplit

from samtykke import catalogue
from samtykke.checking import Target, inventory
from samtykke.model import Party, Scan
from samtykke.register import Register
from samtykke.site import walk
from samtykke.urls import Hosts, matches

from .login import Login
from .model import Page
from .pages import grouped, in_order, page_of
from .proxy import Answer, Asked
from .standins import StandIns
from .tree import Tree

_LOC = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>", re.IGNORECASE)
_LARGEST = 50_000_000
"""Bytes of a sitemap, by its protocol."""
_MOST_MAPS = 20
_WAIT = 20.0


@dataclass(frozen=True, slots=True)
class Site:
    """Who answers for which host."""

    hosts: Hosts
    pages: Sequence[Page]
    scans: Sequence[Scan]
    """What the static check reads of the tree; empty for a running site."""
    live: bool
    tree: Tree | None
    others: StandIns
    register: Register | None = None
    """Given where hits are to be held back."""
    login: Login | None = None
    """For a running site that asks for one."""

    @classmethod
    def built(cls, target: Target, *, live: bool, compare: bool) -> Self:
        """A tree. Without `compare` its pages are not read, and each is a group of its own."""
        hosts = target.site().hosts
        others = StandIns(catalogue.load(), target.register)
        tree = Tree(target.root, hosts)
        if not compare:
            paths = (entry.path for entry in walk(target.root))
            pages = in_order(page_of(path, hosts) for path in paths if path.endswith((".html", ".htm")))
            return cls(hosts, pages, (), live, tree, others)
        scans = list(inventory(target))
        return cls(hosts, grouped(scans, hosts), scans, live, tree, others)

    @classmethod
    def running(cls, address: str, target: Target, *, live: bool) -> Self:
        """A site that runs; its pages are those of its sitemap, else the one at the address."""
        address, login = Login.taken_out(address)
        own = urlsplit(target.register.site.url).hostname or ""
        hosts = Hosts(re.split("[?#]", address, maxsplit=1)[0], (*target.register.site.own_hosts, own))
        urls = list(dict.fromkeys((address, *_listed(address, login))))
        pages = [Page(url, url, _folder(url), visited=False) for url in urls]
        return cls(hosts, pages, (), live, None, StandIns(catalogue.load(), target.register), login=login)

    def answer(self, asked: Asked) -> Answer:
        """The site's own file, or a stand-in's answer."""
        if self.tree is not None and self.hosts.party(asked.host) is Party.FIRST:
            return self.tree.answer(asked)
        return self.others.answer(asked)

    def relayed(self, host: str) -> bool:
        """Whether what goes to a host really goes there."""
        if self.tree is None and host == self.hosts.host:
            return True
        return self.live and self.hosts.party(host) is Party.THIRD

    def holds(self, asked: Asked) -> bool:
        """Whether a third party would count it: a ping, a beacon, and of declared services that ask for consent what
        is sent to them or goes to an address that collects."""
        headers = asked.headers
        if self.register is None or self.hosts.party(asked.host) is not Party.THIRD:
            return False
        sent = asked.method == "POST"
        if "ping-to" in headers or (sent and headers.get("sec-fetch-mode") == "no-cors"):
            return True
        collects = sent or "collect" in urlsplit(asked.url).path.lower().split("/")
        return collects and any(
            service.basis == "consent" and any(matches(pattern, asked.host) for pattern in service.hosts)
            for service in self.register.service
        )


def _folder(url: str) -> str:
    """Of a running site nothing tells which pages are alike but where they stand."""
    return urlsplit(url).path.strip("/").partition("/")[0]


def _listed(address: str, login: Login | None) -> Iterator[str]:
    """The pages of a running site's sitemap, at the address where it runs."""
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}"
    waiting, read = [f"{origin}/sitemap.xml"], 0
    while waiting and read < _MOST_MAPS:
        text = _fetched(waiting.pop(0), login)
        read += 1
        for found in _LOC.findall(text):
            there = urlsplit(unescape(found))
            here = f"{origin}{there.path or '/'}" + (f"?{there.query}" if there.query else "")
            if there.path.endswith(".xml") and "<sitemapindex" in text:
                waiting.append(here)
            else:
                yield here


def _fetched(url: str, login: Login | None) -> str:
    """The text at an address of the site itself; empty where there is none."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(url)  # noqa: S310  http(s) only, as the command has seen to
    if login is not None:
        request.add_unredirected_header("Authorization", login.header)
    try:
        with opener.open(request, timeout=_WAIT) as answer:
            body: bytes = answer.read(_LARGEST)
            return body.decode("utf-8", "replace")
    except (URLError, OSError, ValueError):
        return ""
