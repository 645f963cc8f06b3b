"""Scripts of a page: which go to the sandbox, in what order, and where what they do is told."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from extract.pages import SITE, read
from samtykke.extract import SiteContext, scripts
from samtykke.model import Evidence, Gate
from samtykke.urls import Hosts


@dataclass(frozen=True)
class Load:
    script: int
    kind: str
    url: str


@dataclass(frozen=True)
class Write:
    script: int
    kind: str
    name: str
    lifetime: str | None


@dataclass(frozen=True)
class Markup:
    script: int
    html: str
    runs: bool = True


@dataclass(frozen=True)
class Opaque:
    script: int
    reason: str


@dataclass
class Outcome:
    loads: list[Load] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    markup: list[Markup] = field(default_factory=list)
    opaque: list[Opaque] = field(default_factory=list)
    errors: tuple[object, ...] = ()
    consent: tuple[object, ...] = ()
    consenting: tuple[object, ...] = ()


class Sandbox:
    """Does what the scripts say, word by word: `load URL`, `write NAME`, `html MARKUP`, `opaque`."""

    def __init__(self) -> None:
        self.runs: list[list[tuple[str, str, str]]] = []
        self.urls: list[str] = []

    def run(self, given: Any, url: str, **_: object) -> Outcome:
        self.runs.append([(s.kind, s.code, s.src) for s in given])
        self.urls.append(url)
        outcome = Outcome()
        for number, script in enumerate(given):
            word, _space, rest = script.code.removeprefix("javascript:").strip().replace("%20", " ").partition(" ")
            if word == "load":
                outcome.loads.append(Load(number, "image", rest))
            elif word == "write":
                outcome.writes.append(Write(number, "cookie", rest, "P1Y"))
            elif word == "html":
                outcome.markup.append(Markup(number, rest))
            elif word == "opaque":
                outcome.opaque.append(Opaque(number, "eval"))
        return outcome


@pytest.fixture(autouse=True)
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    fake = Sandbox()
    monkeypatch.setattr(scripts.sandbox, "run", fake.run)
    monkeypatch.setattr(scripts.sandbox, "literals", lambda code: ((0, code.split("'")[1]),) if "'" in code else ())
    return fake


def told(body: str, site: SiteContext = SITE) -> list[tuple[int, str, str, str]]:
    found = read(body, site=site)
    return [(r.position.column, r.url, r.state.value, r.evidence.value) for r in found.references]


def test_what_is_run(sandbox: Sandbox) -> None:
    read(
        "<script>a</script><script type=module>b</script><img onerror=c onclick=d><a href=' javascript:e'>x</a>"
        "<iframe src='javascript:f'></iframe><script src='data:text/javascript,g'></script>"
        "<script type=text/plain>no</script><script src=>no</script><noscript><img onerror=no></noscript>"
        "<template><script>no</script><img onload=no></template><script nomodule>no</script>"
        "<svg><script>h</script></svg>"
    )
    live = [
        ("classic", "a", ""), ("handler", "c", ""), ("url", "javascript:f", ""), ("classic", "g", ""),
        ("classic", "h", ""), ("module", "b", ""),
    ]  # fmt: skip
    waiting = [("handler", "d", ""), ("url", "javascript:e", "")]
    assert sandbox.runs == [live, live + waiting]
    assert set(sandbox.urls) == {"https://www.example.no/a/side.html"}


def test_nothing_to_run_costs_nothing(sandbox: Sandbox) -> None:
    read("<script>  </script><script type=text/plain>x</script><p>")
    assert sandbox.runs == []


def test_loads_stand_where_the_script_stands() -> None:
    body = "<script>x</script><script>load //a.example/</script><img onclick='load //b.example/' onload='load /c'>"
    assert told(body) == [
        (19, "https://a.example/", "live", "executed"),
        (53, "https://b.example/", "action", "executed"),
        (53, "https://www.example.no/c", "live", "executed"),
    ]


def test_gated_bodies_run_behind_their_gate() -> None:
    found = read(
        "<script type=text/plain data-category=a data-service=s>load //a.example/</script><script>write n</script>"
    )
    (reference,) = found.references
    (write,) = found.storage
    assert (reference.state, reference.gate) == ("gated", Gate("samtykke", "a", "s"))
    assert (write.name, write.kind, write.lifetime, write.state, write.gate) == ("n", "cookie", "P1Y", "live", None)


def test_markup_that_a_script_writes_is_read(sandbox: Sandbox) -> None:
    found = read("<script>html <img src=//a.example/><img onload='load //b.example/'></script>")
    assert [(r.host, r.evidence, r.position.column) for r in found.references] == [
        ("a.example", Evidence.EXECUTED, 1),
        ("b.example", Evidence.EXECUTED, 1),
    ]
    assert [run[0][1] for run in sandbox.runs[1:]] == ["load //b.example/"]


def test_markup_that_writes_itself_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    again = "<img src=//a.example/><img onload=x>"
    monkeypatch.setattr(scripts.sandbox, "run", lambda *_, **__: Outcome(markup=[Markup(0, again)]))
    found = read("<script>x</script>")
    assert {r.host for r in found.references} == {"a.example"}
    assert [p.rule for p in found.problems] == ["unreadable-document"]


def test_opaque() -> None:
    found = read("<p>\n<script>opaque</script>")
    assert [(p.rule, p.detail, p.position.line) for p in found.problems] == [("opaque-script", "eval", 3)]


def test_literals_that_were_not_seen_to_load() -> None:
    assert told("<script>x 'https://docs.example/'</script>") == [(1, "https://docs.example/", "live", "literal")]
    assert told("<script>x 'https://www.example.no/'</script>") == []
    assert told("<script>x 'http://www.w3.org/2000/svg'</script>") == []
    assert told("<script>x 'https://ssl'</script>") == []
    assert told("<script>load https://a.example/x?'https://a.example/'</script>")[0][3] == "executed"
    assert len(told("<script>load https://a.example/x?'https://a.example/'</script>")) == 1


def test_files_of_the_site(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "a.js").write_text("load //a.example/'https://b.example/'")
    site = SiteContext(Hosts("https://www.example.no"), str(tmp_path))
    body = "<p><script src=/js/a.js?v=1></script><script src=/no.js></script><script src=//x.example/js/a.js></script>"
    assert (4, "https://a.example/'https://b.example/'", "live", "executed") in told(body, site)
    assert [len(run) for run in sandbox.runs] == [1]
    assert not any(evidence == "literal" for *_, evidence in told(body, site))


def test_gated_file_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("load //a.example/")
    site = SiteContext(Hosts("https://www.example.no"), str(tmp_path))
    body = "<script type=text/plain data-category=a data-src=/a.js></script>"
    assert told(body, site) == [
        (1, "https://a.example/", "gated", "executed"),
        (1, "https://www.example.no/a.js", "gated", "attribute"),
    ]


def test_no_file_outside_the_tree(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "secret.js").write_text("load //a.example/")
    (tmp_path / "out" / "link.js").symlink_to(tmp_path / "secret.js")
    site = SiteContext(Hosts("https://www.example.no"), str(tmp_path / "out"))
    read("<script src='/%2e%2e%2fsecret.js'></script><script src=/link.js></script>", site=site)
    assert sandbox.runs == []


def test_own_runtime_is_not_run(sandbox: Sandbox) -> None:
    trusted = frozenset({hashlib.sha256(b"ours()").hexdigest()})
    site = SiteContext(SITE.hosts, SITE.root, trusted)
    read("<script>ours()</script><script>ours() </script>", site=site)
    assert sandbox.runs == [[("classic", "ours() ", "")]]


def test_srcdoc_runs_by_itself(sandbox: Sandbox) -> None:
    read("<script>a</script><iframe srcdoc='<script>b</script>'></iframe>")
    assert sorted(run[0][1] for run in sandbox.runs) == ["a", "b"]


def test_scripts_by_themselves(tmp_path: Path) -> None:
    found = read("x();\n\n load", kind="js", path="a.js")
    assert found.problems == ()
    found = read("load //a.example/x", kind="js", path="a.js")
    assert [(r.host, r.evidence.value, r.position.path) for r in found.references] == [
        ("a.example", "executed", "a.js")
    ]
    found = read("x\n  'https://b.example/'", kind="js", path="a.js")
    assert [(r.host, r.evidence.value) for r in found.references] == [("b.example", "literal")]
    found = read("write n", kind="js", path="a.js")
    assert [(w.name, w.position.column) for w in found.storage] == [("n", 7)]
