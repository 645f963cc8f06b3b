"""Nothing that page code tries opens a file, a socket, a process or a module of ours."""

from __future__ import annotations

import sys

import pytest

from hostile.escapes import ESCAPES
from samtykke.extract import script_world
from samtykke.extract.script import Script, run

PAGE = "https://www.example.no/"
QUIET = ("compile", "exec", "object.", "sys._getframe", "gc.", "builtins.id", "time.sleep", "cpython.")
"""Events of the interpreter that reach nothing outside of it."""
_heard: list[str] = []
_listening = False


def _hear(event: str, args: tuple[object, ...]) -> None:
    if _listening and not event.startswith(QUIET):
        _heard.append(f"{event} {args!r:.200}")


@pytest.fixture(scope="module", autouse=True)
def hook() -> None:
    """Hooks stay for the life of the process, so it is silent outside of these tests. What is lazy is loaded first."""
    sys.addaudithook(_hear)
    run([Script("import('/a.js'); fetch('/b'); document.write('<p>'); null.x", "module"), Script("c()")], PAGE)


@pytest.mark.parametrize("kind", ["classic", pytest.param("module", marks=pytest.mark.slow)])
@pytest.mark.parametrize("code", ESCAPES.values(), ids=ESCAPES.keys())
def test_nothing_gets_out(code: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    global _listening  # noqa: PLW0603  the hook cannot be taken away
    monkeypatch.setattr(script_world, "EACH", 0.5)
    wrapped = f"try {{ {code} }} catch (e) {{}}; fetch('/after')" if kind == "classic" else code
    witness = Script("fetch('https://witness.example/')")
    _heard.clear()
    _listening = True
    try:
        outcome = run([Script(wrapped, kind), witness], PAGE)  # type: ignore[arg-type]
    finally:
        _listening = False
    assert not _heard
    repr(outcome).encode()
    # The engine is whole afterwards: the next script runs, and is seen.
    assert "https://witness.example/" in {load.url for load in outcome.loads}
    assert "root:" not in repr(outcome)
