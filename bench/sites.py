"""Real sites: what the check lists, held against what Chromium asks for.

    PYTHONPATH=tests python bench/sites.py record FOLDER    # open the pages, write FOLDER.truth/SITE.json
    PYTHONPATH=tests python bench/sites.py compare FOLDER   # read the same pages, print figures and differences

FOLDER holds one built site a folder; nothing of it belongs in this repository. A site's address is that of its `CNAME`,
its front page's canonical link or, by the folder's name `owner__repository`, that of GitHub Pages. Every request is
answered from the tree or by an empty stand-in, so that nothing leaves the machine and no third party's script runs.
Only jQuery, and other libraries of which the trees (those of `--copies` too) have a copy of the version asked for, are
answered with it, since the sites' own scripts speak through them. Sites that have a record are not opened again.
`--only SITE`, several times if need be, takes some of them.

The check reads the pages, what Chromium asked for of the tree and what follows from it, as in a run: workers, `settle`
and the catalogue's names included. It does not walk the rest of the tree: whether a script file waits is told by the
pages opened. What is compared are pairs of page and host; URLs in a script's text that were not seen to load do not
count as found, nor as alarms. Nor does what a script file does when it is run by itself, on a page that has an element
for it and could be verified: that page ran it.

A host listed and not asked for is an alarm, or of a class of `EXEMPT` or `OF_THE_MOMENT`. Precision is printed with
the first alone excepted, and with both; and with both but unused style rules.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from libraries import JQUERY
from visits import Contact, Tree, Visited, record, recorded, trees

from browser.harness import LOOPBACK
from samtykke import catalogue
from samtykke.checking import NOWHERE
from samtykke.extract import SiteContext
from samtykke.following import followed
from samtykke.loading import UNSURE, settle
from samtykke.model import Evidence, Kind, Party, Reference, Scan, State, StorageKind
from samtykke.naming import Namer
from samtykke.register import Register
from samtykke.register.model import Site
from samtykke.site import at, kind_of
from samtykke.workers import Readers

EXEMPT = {
    "lazy": "lazy loading, further down than the visit came",
    "http": "http from a page over https, which Chromium refuses",
    "noscript": "for browsers with JavaScript switched off",
}
"""What issue 3 excepts."""
OF_THE_MOMENT = {
    "unused style": "in a style rule that no element of the page matched",
    "left": "the page sent the visitor on before",
    "medium": "chosen by media, srcset, or the formats a browser plays",
    "hint": "preconnect, dns-prefetch and the like, which a browser may heed",
    "icon": "icons and manifests, which Chromium without a window does not ask for",
    "worker": "service workers, which the record blocks",
    "stand-in": "by a script, where scripts stopped for want of what the record answers with an empty file",
}
"""What another browser, window or day would ask for, or with the third parties' scripts."""
_ORDER = [*OF_THE_MOMENT, *EXEMPT]
"""Of a host with references of several classes, the first counts: the exempt ones only where there is no other."""
_MISSING = "could not be found in the build"
_LAZY = re.compile(r"<(?:img|iframe)\b[^>]*\bloading\s*=\s*[\"']?lazy", re.IGNORECASE)
_CHOSEN = re.compile(
    r"<(?:source|link)\b[^>]*\bmedia\s*=|<(?:audio|video|source|track)\b|<\w+\b[^>]*\bsrcset", re.IGNORECASE
)


@dataclass
class Tally:
    """Pairs of page and third-party host."""

    pages: int = 0
    contacted: int = 0
    found: Counter[str] = field(default_factory=Counter)
    """Contacted hosts that are listed as live, by the strongest evidence."""
    missed: list[str] = field(default_factory=list)
    right: int = 0
    """Hosts listed as live and contacted."""
    excused: Counter[str] = field(default_factory=Counter)
    alarms: list[str] = field(default_factory=list)
    unverified: Counter[str] = field(default_factory=Counter)
    sure: int = 0
    """Pages on which all could be verified."""
    seconds: list[tuple[float, str]] = field(default_factory=list)
    """CPU time a page, by site."""
    alarmed: Counter[str] = field(default_factory=Counter)
    """False alarms by evidence."""
    incomplete: int = 0
    """Pages that are unverified for nothing but a file of a script that the tree lacks."""
    foreign: int = 0
    """Hosts asked for by third parties' scripts alone."""


def judge(tree: Tree, seen: Visited, read: Mapping[str, Scan], tally: Tally) -> None:
    """Hold one page's record against what is said of it and of the files that it uses."""
    used = [
        path for path in dict.fromkeys((seen.path, *seen.files)) if path in read and _counts(tree, seen, read, path)
    ]
    problems = [p for path in used for p in read[path].problems if p.rule in UNSURE]
    unsure = {p.rule for p in problems}
    ran = set() if unsure else _ran(tree, read[seen.path]) if seen.path in read else set()
    references = [
        r
        for path in used
        for r in read[path].references
        if r.party is Party.THIRD and not (path in ran and r.evidence is Evidence.EXECUTED)
    ]
    live: dict[str, list[Reference]] = {}
    for reference in references:
        if reference.state is State.LIVE and reference.host not in LOOPBACK:
            live.setdefault(reference.host, []).append(reference)
    proven = {host: rs for host, rs in live.items() if any(r.evidence is not Evidence.LITERAL for r in rs)}
    page = f"{tree.name}/{seen.path}"
    contacts: dict[str, list[Contact]] = {}
    for contact in seen.contacts:
        if contact.host in LOOPBACK:
            continue
        contacts.setdefault(contact.host, []).append(contact)
    tally.pages += 1
    tally.sure += not unsure
    tally.incomplete += bool(unsure) and all(p.detail.endswith(_MISSING) for p in problems)
    tally.unverified.update(unsure)
    for host, sent in contacts.items():
        if all(_foreign(tree, contact) for contact in sent):
            tally.foreign += 1
            continue
        tally.contacted += 1
        if host in proven:
            tally.found[min(r.evidence.value for r in proven[host])] += 1
        else:
            said = "literal " if host in live else "other state " if any(r.host == host for r in references) else ""
            tally.missed.append(f"{page} {host} [{sent[0].use} by {sent[0].by}] {said}{' '.join(sorted(unsure))}")
    hidden = _in_service_workers(tree, read[seen.path]) if seen.path in read else ""
    for host, said_live in proven.items():
        solid = [r for r in said_live if r.evidence is not Evidence.LITERAL]
        if host in contacts:
            tally.right += 1
            continue
        wanting = any(c.use == "script" for c in seen.contacts) and bool(seen.stopped)
        classes = [
            (
                _class(tree, seen, r)
                or ("worker" if _by_script(r) and r.host in hidden else "")
                or ("left" if seen.left else "stand-in" if wanting and _by_script(r) else ""),
                r,
            )
            for r in solid
        ]
        alarm = next((r for why, r in classes if not why), None)
        if alarm is None:
            tally.excused[min((why for why, _ in classes), key=_ORDER.index)] += 1
            continue
        tally.alarmed[alarm.evidence.value] += 1
        where = f"{alarm.position.path}:{alarm.position.line}"
        tally.alarms.append(f"{page} {host} {alarm.evidence} {alarm.kind} {where} {alarm.url[:90]}")


def _counts(tree: Tree, seen: Visited, read: Mapping[str, Scan], path: str) -> bool:
    """Whether what a file holds is the page's doing: of a document that it asks for as a style sheet nothing is."""
    if path == seen.path or seen.path not in read or not path.endswith((".html", ".htm")):
        return True
    shown = (r.url for r in read[seen.path].references if r.kind is Kind.STYLESHEET)
    return path not in {tree.hosts.local_path(url.partition("#")[0].partition("?")[0]) for url in shown}


def _ran(tree: Tree, page: Scan) -> set[str]:
    """The script files that a page has an element for: it ran them, and what they do by themselves is not its doing."""
    urls = (r.url for r in page.references if r.kind is Kind.SCRIPT and r.evidence is Evidence.ATTRIBUTE)
    return {path for url in urls if (path := tree.hosts.local_path(url.partition("#")[0].partition("?")[0]))}


def _in_service_workers(tree: Tree, page: Scan) -> str:
    """The text of the service workers that a page registers: the record blocks them, and so what they load."""
    if all(write.kind is not StorageKind.SERVICEWORKER for write in page.storage):
        return ""
    paths = (tree.hosts.local_path(r.url) for r in page.references if r.kind is Kind.WORKER)
    files = (tree.root / path for path in paths if path)
    return "\n".join(file.read_text("utf-8", "replace") for file in files if file.is_file())


def _foreign(tree: Tree, contact: Contact) -> bool:
    kind, _, where = contact.by.partition(" ")
    host = urlsplit(where).hostname
    return kind == "script" and bool(host) and tree.hosts.party(host) is Party.THIRD and not JQUERY.match(
        urlsplit(where).path.rpartition("/")[2]
    )  # fmt: skip


def _class(tree: Tree, seen: Visited, r: Reference) -> str:  # noqa: PLR0911  a table in the form of code
    """Of a host not asked for; empty for an alarm."""
    if r.noscript:
        return "noscript"
    if r.kind is Kind.HINT:
        return "hint"
    if r.kind in (Kind.ICON, Kind.MANIFEST):
        return "icon"
    if r.kind is Kind.WORKER:
        return "worker"
    markup = _markup(tree, r)
    script = r.position.path.endswith((".js", ".mjs"))
    if (r.evidence is Evidence.ATTRIBUTE and r.position.path.endswith(".css")) or (not script and _in_style(markup)):
        return "unused style"
    if _LAZY.match(markup) or (r.evidence is Evidence.EXECUTED and r.url in _lazily(tree.root / seen.path)):
        return "lazy"
    # Of frames the record does not hear that they are refused; pictures alone are asked for over https instead.
    if r.url.startswith("http:") and (r.host in seen.blocked or r.kind is Kind.IFRAME):
        return "http"
    if _CHOSEN.match(markup):
        return "medium"
    return ""


def _by_script(r: Reference) -> bool:
    return r.evidence in (Evidence.EXECUTED, Evidence.SIGNATURE)


@cache
def _lazily(page: Path) -> frozenset[str]:
    """The addresses of a page's lazy images and frames: a framework that takes the page over sets them again."""
    tags = re.findall(r"<(?:img|iframe)\b[^>]*>", page.read_text("utf-8", "replace"))
    srcs = (re.search(r"\ssrc=[\"']([^\"']+)", tag) for tag in tags if _LAZY.match(tag))
    return frozenset(unescape(src[1]) for src in srcs if src)


def _in_style(markup: str) -> bool:
    return not markup.startswith("<") or markup[:6].lower() == "<style"


@cache
def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8", "replace").splitlines()


def _markup(tree: Tree, r: Reference) -> str:
    """What stands at a reference's place."""
    path = tree.root / r.position.path
    if not path.is_file():
        return "<"
    lines = _lines(path)[r.position.line - 1 : r.position.line + 9]
    return "\n".join(lines)[r.position.column - 1 :][:1500] if lines else "<"


def scans(tree: Tree, record: Sequence[Visited]) -> dict[str, Scan]:
    """What the engine says of the pages, of the files that they asked for, and of what follows from these, by path."""
    paths = dict.fromkeys(seen.path for seen in record)
    paths |= dict.fromkeys(p for seen in record for p in seen.files if kind_of(p.rpartition("/")[2]))
    entries = [entry for path in paths if (entry := at(tree.root, path, kind_of(path.rpartition("/")[2])))]
    site = SiteContext(tree.hosts, str(tree.root))
    namer = Namer(Register(site=Site(url=NOWHERE)), catalogue.load())
    with Readers(2) as readers:
        return {scan.path: namer.name(scan) for scan in settle(followed(entries, site, readers), tree.hosts)}


def compare(found: Sequence[Tree], truth: Mapping[str, Sequence[Visited]]) -> Tally:
    """All sites."""
    tally = Tally()
    for tree in found:
        record = [seen for seen in truth.get(tree.name, ()) if not seen.error]
        if not record:
            continue
        began = _workers_time()
        read = scans(tree, record)
        tally.seconds.append(((_workers_time() - began) / len(record), tree.name))
        for seen in record:
            judge(tree, seen, read, tally)
    return tally


def _workers_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def report(tally: Tally, sites: int) -> None:
    """Print it."""
    for title, lines in (("MISS", tally.missed), ("ALARM", tally.alarms)):
        for line in sorted(lines):
            print(title, line)
    missed = len(tally.missed)
    print(f"{sites} sites, {tally.pages} pages, {tally.contacted} pairs of page and third-party host contacted")
    print(f"recall     {(tally.contacted - missed) / max(1, tally.contacted):.2%}  ({missed} missed)")
    print("  by evidence:", dict(tally.found))
    moment = sum(tally.excused[why] for why in OF_THE_MOMENT)
    unused = tally.excused["unused style"]
    for what, more in (
        ("lazy loading, http against https and noscript excepted (issue 3)", moment),
        ("a browser's decisions of the moment excepted too, but unused style rules", unused),
        ("a browser's decisions of the moment excepted too", 0),
    ):
        false = len(tally.alarms) + more
        print(f"precision  {tally.right / max(1, tally.right + false):.2%}  ({false} false alarms; {what})")
    print("  plain alarms by evidence:", dict(tally.alarmed))
    print("listed, not asked for:")
    for title, classes in (("exempt", EXEMPT), ("of the moment", OF_THE_MOMENT)):
        for why, meaning in classes.items():
            print(f"  {title:13} {tally.excused[why]:4} {why}: {meaning}")
    print("asked for by third parties' scripts alone, not compared:", tally.foreign)
    share = (tally.pages - tally.sure) / max(1, tally.pages)
    print(f"pages not verified: {share:.1%} ({tally.pages - tally.sure})", dict(tally.unverified),
          "only for a script's file that is missing:", tally.incomplete)  # fmt: skip
    times = sorted(tally.seconds) or [(0.0, "")]
    print(f"CPU seconds a page, by site, start of the workers included: median "
          f"{statistics.median(t for t, _ in times):.2f}, most {times[-1][0]:.2f} ({times[-1][1]})")  # fmt: skip


def main() -> None:
    """Record or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("record", "compare"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", default=[], metavar="SITE")
    parser.add_argument("--copies", action="append", default=[], type=Path, metavar="FOLDER")
    options = parser.parse_args()
    found = trees(options.folder, options.only)
    store = options.folder.with_name(options.folder.name + ".truth")
    if options.what == "record":
        record(found, store, options.copies)
        return
    files = {tree.name: store / f"{tree.name}.json" for tree in found}
    truth = {name: recorded(file) for name, file in files.items() if file.is_file()}
    report(compare(found, truth), len(truth))


if __name__ == "__main__":
    main()
