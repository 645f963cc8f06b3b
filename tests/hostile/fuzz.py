"""Feed targets with what coverage leads to: `make fuzz`, or for one of them,

    PYTHONPATH=tests python -m hostile.fuzz html --seconds 600

Each target is a process of its own, one after the other. What it learns is kept in `.cache/fuzz/TARGET`, so that the
next run goes on from there; what fails is written to `.cache/fuzz/found/`, and belongs, once it is mended, in
`findings/TARGET/` beside this file, where the tests try it each time. Needs atheris, which there is for Linux only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "fuzz"
SEEDS = {
    "html": ("tests/fuzz/fixtures/*.html", "tests/truth/**/*.html", "tests/sites/**/*.html"),
    "css": ("theme/css/*.css", "plugins/**/*.css"),
    "script": ("tests/extract/loaders/*.js", "plugins/samtykke/banner/runtime/*.js"),
    "svg": ("theme/**/*.svg",),
    "register": ("tests/rules/register.toml", "tests/sites/**/register.toml"),
    "markdown": ("content/**/*.md", "tests/sites/**/*.md"),
}
"""Globs from the repository's root."""
LARGEST_SEED = 8_000
LARGEST = 8_192
"""Bytes of an input: enough to nest and repeat, little enough to try many."""
SECONDS_EACH = 25
"""By the clock, for one input; far more than the sandbox may take in a fuzzed run."""
BUDGET = 0.3
"""Seconds of processor time for a script, so that endless loops do not use up the run."""


def main() -> None:
    """Run one target, or all."""
    from hostile.targets import TARGETS  # noqa: PLC0415  the child instruments what it imports

    parser = argparse.ArgumentParser(prog="hostile.fuzz")
    parser.add_argument("target", nargs="?", choices=[*TARGETS, "all"], default="all")
    parser.add_argument("--seconds", type=int, default=60, help="for each target, by the clock")
    given = parser.parse_args()
    failed = False
    for name in TARGETS if given.target == "all" else [given.target]:
        for tries, crashed in _runs(name, given.seconds):
            print(f"{name}: {tries} inputs{', and one that fails' if crashed else ''}", flush=True)
            failed |= crashed
    sys.exit(failed)


def _runs(name: str, seconds: int) -> Iterator[tuple[int, bool]]:
    """Number of inputs and whether the last failed, for each process; a failure ends one, and the next goes on."""
    corpus, found = CACHE / name, CACHE / "found"
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(exist_ok=True)
    for number, seed in enumerate(sorted(seed for glob in SEEDS.get(name, ()) for seed in ROOT.glob(glob))):
        raw = seed.read_bytes()
        if len(raw) <= LARGEST_SEED:
            (corpus / f"seed-{number}").write_bytes(raw)
    until = time.monotonic() + seconds
    while (left := int(until - time.monotonic())) > 0:
        options = [
            f"-max_total_time={left}", f"-timeout={SECONDS_EACH}", f"-max_len={LARGEST}", "-rss_limit_mb=3072",
            f"-artifact_prefix={found}/{name}-", "-print_final_stats=1",
        ]  # fmt: skip
        log = found / f"{name}.log"
        with log.open("wb") as file:
            command = [sys.executable, "-m", "hostile.fuzz", "--child", name, *options, str(corpus)]
            code = subprocess.run(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, check=False).returncode
        said = log.read_text("utf-8", "replace")
        tries = said.rpartition("stat::number_of_executed_units:")[2].split()
        yield int(tries[0]) if tries else 0, code != 0
        if code != 0:
            log.rename(found / f"{name}-{int(time.time())}.log")


def _child(name: str, options: list[str]) -> None:
    import atheris  # noqa: PLC0415  an extra of the fuzzing alone

    with atheris.instrument_imports(include=["samtykke"]):
        from hostile.targets import TARGETS  # noqa: PLC0415
        from samtykke.extract import script, script_world  # noqa: PLC0415

    script_world.EACH = script.TOTAL = BUDGET  # type: ignore[misc]
    target: Callable[[bytes], object] = TARGETS[name]

    def once(raw: bytes) -> None:
        target(raw)

    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2], sys.argv[3:])
    else:
        main()
