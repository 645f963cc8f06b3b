"""`python -m pelican.plugins.samtykke.watch`: the command behind `make watch`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from watchfiles import watch

from .builder import Builder, State
from .server import Server

EDITOR = "vscode://file{path}:{line}"
FOLDER = Path(".cache") / "samtykke" / "watch"
_NOT_WATCHED = {"output", "published", "node_modules", "dist", "tests", "bench", "docs", "venv", "env"}
_PORTS = 20


def main(argv: list[str] | None = None) -> int:
    """Build, serve and watch until Ctrl+C."""
    options = _options(argv)
    settings = Path(options.settings).resolve()
    if not settings.is_file():
        print(f"Finner ikke {options.settings}. Stå i mappen med nettstedet.", file=sys.stderr)
        return 2
    project = settings.parent
    server = _server(options.port, project, options.editor)
    if server is None:
        print(
            f"Portene {options.port}–{options.port + _PORTS - 1} er opptatt. Velg en annen med --port.", file=sys.stderr
        )
        return 2
    folder = project / FOLDER / str(server.server_address[1])
    builder = server.show(Builder(settings, folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Nettstedet står på http://127.0.0.1:{server.server_address[1]}/  (Ctrl+C stopper)", flush=True)
    try:
        _tell(builder.build())
        for changed in _changes(project):
            print(f"Endret: {', '.join(changed)}", flush=True)
            _tell(builder.build())
    except KeyboardInterrupt:
        return 0
    finally:
        server.shutdown()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make watch", description="Bygger ved hver endring og viser nettstedet.")
    parser.add_argument("-s", "--settings", default="pelicanconf.py", help="Pelicans innstillinger (%(default)s)")
    parser.add_argument("-p", "--port", type=int, default=8000, help="første port som prøves (%(default)s)")
    parser.add_argument(
        "--editor",
        default=os.environ.get("SAMTYKKE_EDITOR", EDITOR),
        help="adressen som åpner en linje, med {path} og {line}; tom for ingen. Også i SAMTYKKE_EDITOR",
    )
    return parser.parse_args(argv)


def _server(port: int, project: Path, editor: str) -> Server | None:
    for candidate in range(port, port + _PORTS) if port else (0,):
        try:
            return Server(candidate, project, editor)
        except OSError:
            continue
    return None


def _changes(project: Path) -> Iterator[list[str]]:
    """Names of what was changed, each time anything was: in the site's folders, or a file beside the settings."""
    folders = [
        path
        for path in sorted(project.iterdir())
        if path.is_dir() and not path.name.startswith(".") and path.name not in _NOT_WATCHED
    ]
    before = _beside(project)
    for changes in watch(*folders, debounce=400, step=50, rust_timeout=500, yield_on_timeout=True):
        now = _beside(project)
        beside = {project / name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        before = now
        found = beside | {Path(name) for _, name in changes}
        if found:
            yield sorted({path.relative_to(project).as_posix() for path in found})


def _beside(project: Path) -> dict[str, int]:
    """The settings and what they import from beside them: name → time of the last change."""
    found = {}
    for path in project.iterdir():
        if path.suffix in (".py", ".toml") and path.is_file():
            found[path.name] = path.stat().st_mtime_ns
    return found


def _tell(state: State) -> None:
    report = state.report
    count = len(report["notes"]) + len(report["elsewhere"]) + sum(len(p["findings"]) for p in report["pages"].values())
    if not report["built"]:
        told = (
            "Ikke bygget: det står over hva som er galt. Den forrige utgaven vises." if state.site else "Ikke bygget."
        )
    else:
        told = f"Bygget på {state.seconds:.1f} sekunder." + (f" Å se på: {count}." if count else " Alt i orden.")
    print(told, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
