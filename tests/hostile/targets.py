"""What is fuzzed: a name, a function of bytes, and what must hold whatever the bytes are.

Each raises for a fault of ours and for nothing else. The tests try each with made input, `make fuzz` with input that
coverage leads.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

import ada_url

from samtykke import baseline as baselines
from samtykke import catalogue, config
from samtykke.baseline import BaselineError
from samtykke.checking import Result, Target, judging
from samtykke.config import ConfigError
from samtykke.extract import scan
from samtykke.gating import embeds
from samtykke.gating.injection import Injector
from samtykke.gating.plan import plan
from samtykke.locale import translator
from samtykke.markdown import reading
from samtykke.model import Scan
from samtykke.naming import Namer
from samtykke.register import RegisterError, digest, parse
from samtykke.register.format import formatted
from samtykke.reports import FORMATS, Style
from samtykke.rules import judged
from samtykke.site import Document, sniff
from samtykke.urls import Hosts, resolve

REGISTER = Path(__file__).parents[1] / "rules" / "register.toml"
PAGE = "https://www.example.no/a/b.html"
_FAULT = re.compile(r"[A-Z]\w*(?:Error|Exception|Warning)")
"""How `extract.scan` tells of an exception that nobody foresaw."""
_SPEAKS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What speaks to a terminal, or turns the reading order."""
_SETTINGS = (
    "_headers", "_redirects", ".htaccess", "netlify.toml", "vercel.json", "serve.json", "firebase.json",
    "staticwebapp.config.json", "web.config", "caddyfile", "a.conf",
)  # fmt: skip


def document(kind: str, raw: bytes) -> Scan:
    """A document of a kind: nothing unforeseen, places inside the file, hosts as browsers write them."""
    site = _target().site()
    name = _SETTINGS[raw[0] % len(_SETTINGS)] if kind == "headers" and raw else f"a.{kind}"
    found = scan(Document(name, kind, raw), site)
    for problem in found.problems:
        assert not _FAULT.fullmatch(problem.detail), problem
    lines = len(re.split(rb"\r\n|\r|\n", raw)) + 1
    for reference in found.references:
        assert reference.host == reference.host.lower(), reference
        assert not reference.host or reference.party is site.hosts.party(reference.host), reference
    for one in (*found.references, *found.storage, *found.problems):
        # In UTF-16, half of a character may look like a line break, and the other way round.
        assert 1 <= one.position.line <= max(lines, len(raw)), one
        assert one.position.column >= 1, one
    return found


def page(raw: bytes) -> None:
    """A page, through the rules, the reports and the gates: reports are text, and gates change nothing twice."""
    found = document("html", raw)
    target = _target()
    context = judging(target, "en")
    named = Namer(target.register, catalogue.load()).name(found)
    findings = tuple(judged(named, context))
    result = Result(1, 1, findings, None, PAGE, root=Path("output"))
    for name in ("text", "lines", "github", "markdown", "json", "junit"):
        report = "".join(FORMATS[name].check(result, Style(translator("en"))))
        report.encode()
        assert name in ("json", "junit") or not _SPEAKS.search(report), (name, report)
    made = plan(raw, named, target.register, catalogue.load(), target.site())
    injector = Injector(target.register)
    put = injector.put(made.raw or raw).raw
    assert injector.put(put).raw == put, "the banner is put in a second time"


def script(raw: bytes) -> None:
    """A script by itself, and in a page."""
    document("js", raw)
    document("html", b"<!doctype html><title>x</title><body><p id=a>x</p><script>" + raw + b"</script>")


def register(raw: bytes) -> None:
    """A register, or what is wrong with it, readable; in its usual form it says the same."""
    text = raw.decode("utf-8", "surrogateescape")
    try:
        read = parse(text)
    except RegisterError as error:
        _readable(error)
        return
    assert digest(read)
    usual = formatted(text)
    assert parse(usual) == read
    assert formatted(usual) == usual


def configuration(raw: bytes) -> None:
    """Settings of a file, or what is wrong with them."""
    for name in (config.FILE, config.PYPROJECT):
        try:
            config.resolve(file=_file(name, raw), environ={})
        except ConfigError as error:
            _readable(error)


def baseline(raw: bytes) -> None:
    """A baseline, which written and read again is the same; or a complaint."""
    file = _file(baselines.NAME, raw)
    try:
        read = baselines.load(file)
    except BaselineError as error:
        report = error.report(translator("nb"))
        report.encode()
        assert not _SPEAKS.search(report), report
        return
    baselines.write(file, read.entries)
    assert baselines.load(file) == read


def url(raw: bytes) -> None:
    """An address and its base: what comes out means itself, and is either ours or a host's."""
    written, _, base = raw.decode("utf-8", "surrogateescape").partition("\n")
    hosts = _target().site().hosts
    for start in (PAGE, base):
        resolved = resolve(written, start)
        if resolved is None:
            continue
        resolved.url.encode()
        assert resolved.host.isascii()
        assert resolved.host == resolved.host.lower(), resolved
        again = resolve(resolved.url, PAGE)
        assert again is not None
        assert (again.host, again.scheme) == (resolved.host, resolved.scheme), (resolved, again)
        local = hosts.local_path(resolved.url)
        assert local is None or ".." not in local.split("/"), local
        assert local is None or hosts.party(resolved.host) == "first"
    if ada_url.check_url(base) and base.startswith("https://"):
        try:
            Hosts(base).page_url(written.replace("\0", ""))
        except ValueError:
            assert resolve(base, PAGE) is None


def markdown(raw: bytes) -> None:
    """An article: its HTML has as many lines, and what is pasted is made into gates once."""
    text = raw.decode("utf-8", "replace")
    if reading.worth_judging(text):
        made = reading.html(text)
        assert isinstance(made, str)
    gated = embeds.gate(text, _target().register, "nb")
    assert embeds.gate(gated.html, _target().register, "nb").html == gated.html


def named(raw: bytes) -> None:
    """Bytes of a file without a name."""
    sniff(raw)


def _readable(error: RegisterError) -> None:
    for lang in ("nb", "en"):
        report = error.report(translator(lang))
        report.encode()
        assert not _SPEAKS.search(report), report
    assert all(problem.line >= 1 and problem.column >= 1 for problem in error.problems)


def _file(name: str, raw: bytes) -> Path:
    file = Path(_folder().name) / name
    file.write_bytes(raw)
    return file


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


@cache
def _target() -> Target:
    return Target.open(Path(__file__).parent / "nothing", REGISTER)


TARGETS: Mapping[str, Callable[[bytes], object]] = {
    "html": page,
    "css": partial(document, "css"),
    "script": script,
    "svg": partial(document, "svg"),
    "xml": partial(document, "xml"),
    "json": partial(document, "json"),
    "headers": partial(document, "headers"),
    "register": register,
    "configuration": configuration,
    "baseline": baseline,
    "url": url,
    "markdown": markdown,
    "sniff": named,
}
