"""Which of a page's scripts wait together: those that load a service, and those that only set it up.

A script that loads a service is held back where nothing that stays needs what it defines. A script that only sets one
up (`gtag('config', …)`, `var disqus_config`) goes with it, in the page's order, where it does nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from samtykke.catalogue import KnownService

from . import code
from .code import Code
from .reasons import Reason
from .spans import Part

CDN = "cdn"
"""The catalogue's label for who delivers other people's libraries."""
_LIBRARIES = (
    (re.compile(r"(?:^|/)jquery(?:[-.@]?[\d.]+)?(?:[.-](?:min|slim|pack))*\.js(?:$|\?)"), ("$", "jQuery")),
    (re.compile(r"mathjax"), ("MathJax",)),
    (re.compile(r"katex"), ("katex", "renderMathInElement")),
    (re.compile(r"/highlight(?:js)?[^/]*\.js(?:$|[?/])"), ("hljs",)),
    (re.compile(r"/prism"), ("Prism",)),
    (re.compile(r"/bootstrap"), ("bootstrap",)),
    (re.compile(r"/popper"), ("Popper",)),
    (re.compile(r"/d3(?:[./@-]|$)"), ("d3",)),
    (re.compile(r"/(?:lodash|underscore)"), ("_",)),
    (re.compile(r"/moment"), ("moment",)),
    (re.compile(r"/leaflet"), ("L",)),
    (re.compile(r"/modernizr"), ("Modernizr",)),
    (re.compile(r"html5shiv|/respond(?:\.min)?\.js|fontawesome|font-awesome"), ()),
)
"""Addresses of common libraries → the global names that they define. Of others it is not known what they define."""
_FIRST_NAME = re.compile(r"(?:window\.)?([A-Za-z_$][\w$]*)")
_NOT_NAMES = frozenset({"google", "gtm"})
"""Beginnings of the catalogue's calls that are no service's own."""
_LARGEST_FILE = 200_000


@dataclass(eq=False, slots=True)
class Script:
    """A script element of the page that acts as written."""

    part: Part
    line: int
    src: str = ""
    """Its address, resolved; empty for an inline script."""
    text: str = ""
    """Its code, inline or of a file of the site; empty for a file of somebody else's."""
    service: str = ""
    """The declared service that it loads; empty where it loads none that waits."""
    known: KnownService | None = None
    """What the catalogue knows of that service."""
    left: Reason | None = None
    """Why it cannot wait by itself."""
    module: bool = False
    code: Code = field(default_factory=Code)
    inline: bool = False

    def makes(self) -> frozenset[str]:
        """The global names that it is known to define."""
        if self.inline or not self.service:
            return self.code.makes
        found = _library(self.src)
        return names_of(self.known) if found is None else frozenset(found)

    @property
    def library(self) -> bool:
        """It is a file of a library, and it is not known what it defines."""
        known = self.known
        return not self.inline and known is not None and CDN in known.labels and _library(self.src) is None


@dataclass(frozen=True, slots=True)
class Other:
    """Code of the page that is no script element: a handler's, or that of a `javascript:` address."""

    line: int
    text: str


def _library(url: str) -> tuple[str, ...] | None:
    """What a common library defines; None for any other file."""
    return next((names for pattern, names in _LIBRARIES if pattern.search(url.lower())), None)


def names_of(known: KnownService | None) -> frozenset[str]:
    """The global names by which a service's snippets are known."""
    found = (_FIRST_NAME.match(call) for call in known.globals) if known is not None else ()
    return frozenset(match[1] for match in found if match) - _NOT_NAMES


def judge(scripts: Sequence[Script], others: Iterable[Other]) -> dict[Script, str]:
    """The scripts that are to wait, each with its service; in those that cannot, `left` says why."""
    others = list(others)
    wanted = {s: s.service for s in scripts if s.service and s.left is None}
    staying: set[Script] = set()
    while True:
        gated = wanted | dict(_settings(scripts, wanted, staying))
        broken = next(_broken(scripts, others, gated), None)
        if broken is None:
            return {s: gated[s] for s in scripts if s in gated}
        script, reason = broken
        if script in wanted:
            script.left = reason
            del wanted[script]
            staying.clear()
        else:
            staying.add(script)


def _settings(
    scripts: Sequence[Script], wanted: Mapping[Script, str], staying: set[Script]
) -> Iterator[tuple[Script, str]]:
    """The scripts that only set up what waits."""
    free = [
        s for s in scripts
        if s.inline and not s.service and s.left is None and s not in staying
        and s.code.whole and not s.code.work and not s.code.writes
    ]  # fmt: skip
    together = dict(wanted)
    grown = True
    while grown:
        grown = False
        for script in free:
            if script in together:
                continue
            services = {service for other, service in together.items() if _belongs(script, other)}
            if len(services) == 1:
                together[script] = services.pop()
                yield script, together[script]
                grown = True


def _belongs(script: Script, other: Script) -> bool:
    """Whether a script sets up what another loads, or uses what it makes."""
    code = script.code
    theirs = names_of(other.known) | (frozenset() if other.inline else other.makes())
    if theirs & (code.makes | code.needs):
        return True
    makes = other.makes()
    return bool((code.needs - code.makes) & makes or code.makes & (other.code.needs - makes))


def _broken(
    scripts: Sequence[Script], others: Sequence[Other], gated: Mapping[Script, str]
) -> Iterator[tuple[Script, Reason]]:
    """Scripts that must not wait, since something that stays would miss them."""
    staying = [s for s in scripts if s not in gated]
    made = frozenset(name for s in staying for name in s.makes())
    for script in gated:
        missing = script.makes() - made
        for name in sorted(missing):
            where = _needs(name, staying, others)
            if where:
                yield script, Reason("needed", {"name": name, "where": where})
        if script.library:
            after = [s for s in staying if s.text and s.line >= script.line and s is not script]
            if after:
                yield script, Reason("unknown", {"where": _shown(after[0])})


def _needs(name: str, staying: Sequence[Script], others: Sequence[Other]) -> str:
    """Where a name is needed, or nothing."""
    mentioned = re.compile(rf"(?:(?<![\w$.])|(?<=window\.)){re.escape(name)}(?![\w$])").search
    for script in staying:
        long = len(script.text) > _LARGEST_FILE
        if mentioned(script.text) and (long or name in code.read(script.text).relies):
            return _shown(script)
    for other in others:
        if mentioned(other.text) and name in code.read(other.text).relies:
            return str(other.line)
    return ""


def _shown(script: Script) -> str:
    """`12`, or `12 (/js/site.js)`."""
    return f"{script.line} ({script.src})" if script.src else str(script.line)
