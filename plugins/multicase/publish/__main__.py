"""`python -m multicase.publish`: build, optimise, check again, and only then put it where the last one lies."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from multicase import links
from samtykke import catalogue, policy
from samtykke.checking import Target, inventory

from . import compress, fingerprint, hosts, pages

PELICAN = [sys.executable, "-m", "pelican"]
SAMTYKKE = [sys.executable, "-m", "samtykke"]


def main(argv: list[str] | None = None) -> int:
    """The exit code of whatever did not succeed, or 0."""
    parser = argparse.ArgumentParser(prog="make publish", description="Gjør nettstedet klart til å legges ut.")
    parser.add_argument("-s", "--settings", type=Path, default=Path("publishconf.py"))
    parser.add_argument("-o", "--output", type=Path, default=Path("published"))
    options = parser.parse_args(argv)
    project = options.settings.resolve().parent
    output = options.output.resolve()
    output.mkdir(parents=True, exist_ok=True)
    making = output / f".making-{os.getpid()}"
    try:
        code = _make(options.settings, project, making)
        if code == 0:
            _put(making, output)
            print(f"Ferdig: {_shown(output / 'www')} kan legges ut. Oppsett for nginx og GitHub ligger ved siden av.")
        return code
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _make(settings: Path, project: Path, making: Path) -> int:
    site = making / "www"
    built = _run([*PELICAN, "-s", str(settings), "-o", str(site)], project)
    if built:
        return built
    url = _settings(settings).rstrip("/")
    try:
        _optimise(site, url, project)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    # What is published is checked, not what it was made from.
    checked = _lost(site, url) or _run(
        [*SAMTYKKE, "check", "--quiet", "--register", str(project / "content/register.toml"), str(site)], project
    )
    if not checked:
        compress.compress(site)
    return checked


def _lost(site: Path, url: str) -> int:
    """Addresses that the optimising has broken: exit code 1 for any."""
    broken = links.check(site, [url])
    for one in broken:
        print(f"{one.link.page}:{one.link.line}: {one.why}", file=sys.stderr)
    return int(bool(broken))


def _optimise(site: Path, url: str, project: Path) -> None:
    fingerprint.fingerprint(site, url)
    pages.minify(site)
    target = Target.open(site, project / "content/register.toml")
    wasm = any(site.rglob("*.wasm")) or any(site.rglob("pagefind*"))
    made = policy.policy(target.register, catalogue.load(), inventory(target), webassembly=wasm)
    pages.set_policy(site, made.meta())
    hosts.configure(hosts.Site(site, site.parent, urlsplit(url).hostname or "", policy.headers(made)))


def _settings(path: Path) -> str:
    """SITEURL of the settings file."""
    spec = importlib.util.spec_from_file_location("publish_settings", path.resolve())
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.SITEURL)


def _put(making: Path, output: Path) -> None:
    """Swap the new for the old, folder by folder and file by file."""
    for path in sorted(making.iterdir()):
        old, new = output / f".old-{path.name}", output / path.name
        if new.exists():
            new.rename(old)
        path.rename(new)
        shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)


def _run(command: list[str], project: Path) -> int:
    return subprocess.run(command, cwd=project, check=False).returncode  # noqa: S603  our own programs


def _shown(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


if __name__ == "__main__":
    raise SystemExit(main())
