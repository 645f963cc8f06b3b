"""What a Content-Security-Policy lets pages contact: w3.org/TR/CSP3, as far as hosts go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from samtykke.model import Kind

_SCRIPT = ("script-src-elem", "script-src", "default-src")
_DIRECTIVES: Mapping[Kind, tuple[str, ...]] = {
    Kind.SCRIPT: _SCRIPT,
    Kind.IFRAME: ("frame-src", "child-src", "default-src"),
    Kind.IMAGE: ("img-src", "default-src"),
    Kind.ICON: ("img-src", "default-src"),
    Kind.STYLESHEET: ("style-src-elem", "style-src", "default-src"),
    Kind.FONT: ("font-src", "default-src"),
    Kind.MEDIA: ("media-src", "default-src"),
    Kind.CONNECTION: ("connect-src", "default-src"),
    Kind.PING: ("connect-src", "default-src"),
    Kind.OBJECT: ("object-src", "default-src"),
    Kind.MANIFEST: ("manifest-src", "default-src"),
    Kind.WORKER: ("worker-src", "child-src", "script-src", "default-src"),
    Kind.FORM: ("form-action",),
}
"""The directives that govern a kind of reference: the first that the policy has."""
_FETCHING = frozenset(name for names in _DIRECTIVES.values() for name in names)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::[0-9*]+)?(?:/.*)?")
_OPEN = frozenset({"*", "http:", "https:", "ws:", "wss:"})
_LONGEST = 20_000
"""Characters of a directive whose sources are told apart."""

Policy = Mapping[str, tuple[str, ...]]
"""directive → sources, in lower case."""


def parsed(value: str) -> Policy:
    """A policy; of a directive that stands twice, the first counts. One of endless length keeps nothing out."""
    found: dict[str, tuple[str, ...]] = {}
    for directive in value.split(";"):
        name, *sources = directive.lower().split() or [""]
        if len(directive) > _LONGEST:
            sources = ["*"]
        if name:
            found.setdefault(name, tuple(sources))
    return found


def directive_of(policy: Policy, kind: Kind) -> str | None:
    """The directive that governs a kind of reference; None where none does, so that all is allowed."""
    return next((name for name in _DIRECTIVES.get(kind, ()) if name in policy), None)


def allows(policy: Policy, kind: Kind, host: str) -> bool:
    """Whether a page under the policy may contact a host so."""
    name = directive_of(policy, kind)
    if name is None:
        return True
    sources = policy[name]
    if kind is Kind.SCRIPT and "'strict-dynamic'" in sources:
        return True  # then hosts do not count, and what a trusted script loads is trusted
    return any(source in _OPEN or _is_of(source, host) for source in sources)


def _is_of(source: str, host: str) -> bool:
    pattern = host_in(source)
    if pattern is None:
        return False
    return host == pattern or (pattern.startswith("*.") and host.endswith(pattern[1:]))


def host_in(source: str) -> str | None:
    """The host, or `*.host`, that a source names; None for keywords, hashes and schemes."""
    if source.startswith("'") or _SCHEME.fullmatch(source):
        return None
    match = _HOST.fullmatch(source)
    return match[1] if match is not None and match[1] != "*" else None


def open_sources(policy: Policy) -> Iterator[tuple[str, str]]:
    """(directive, source) of what lets in more than hosts: everything of a scheme, and any inline script or `eval`."""
    scripts = directive_of(policy, Kind.SCRIPT)
    for name, sources in policy.items():
        if name not in _FETCHING:
            continue
        yield from ((name, source) for source in sources if source in _OPEN)
        if name == scripts:
            named = any(s.startswith(("'nonce-", "'sha")) or s == "'strict-dynamic'" for s in sources)
            if "'unsafe-inline'" in sources and not named:
                yield name, "'unsafe-inline'"
            if "'unsafe-eval'" in sources:
                yield name, "'unsafe-eval'"


def hosts_in(policy: Policy) -> Iterator[tuple[str, str]]:
    """(directive, host or `*.host`) of everything that is named."""
    for name, sources in policy.items():
        if name in _FETCHING:
            yield from ((name, host) for source in sources if (host := host_in(source)) is not None)
