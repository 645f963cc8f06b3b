"""What is published: the same bytes each time, all that the engine needs, nothing else; and it works on its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = (
    "rules/test_pages.py",
    "register/test_load.py",
    "register/test_lifetime.py",
    "extract/test_css.py",
    "extract/test_script.py",
    "reports/test_formats.py",
    "test_urls.py",
)
"""What the wheel is to pass by itself: most parts of the engine, and little of what takes long."""


def build(into: Path) -> list[Path]:
    """The sdist and the wheel, as they are built for a release."""
    # Of the day of the last commit, where there is a repository; archives know no time before 1980.
    environ = os.environ | {"SOURCE_DATE_EPOCH": "1767268800"}
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(into)]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return sorted(into.iterdir())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def names(built: list[Path]) -> list[str]:
    with zipfile.ZipFile(built[0]) as wheel:
        return wheel.namelist()


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(built: list[Path], tmp_path: Path) -> None:
    again = build(tmp_path)
    assert [path.name for path in again] == [path.name for path in built]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in built]


def test_the_wheel_has_all_that_the_engine_reads(names: list[str]) -> None:
    package = ROOT / "plugins" / "samtykke"
    kept = subprocess.run(
        ["git", "ls-files", "."], cwd=package, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert {f"samtykke/{name}" for name in kept} <= set(names)
    for needed in (
        "samtykke/py.typed", "samtykke/schema/register.schema.json", "samtykke/locale/nb/check.po",
        "samtykke/banner/runtime/", "samtykke/catalogue/services/", "samtykke/extract/sandbox/",
        "samtykke/reports/templates/", "pelican/plugins/samtykke/__init__.py",
    ):  # fmt: skip
        assert any(name.startswith(needed) for name in names), needed


def test_the_wheel_has_nothing_else(names: list[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"samtykke", "pelican"}
    assert not [name for name in names if "__pycache__" in name or ".cache" in name or "/tests/" in name]
    assert "pelican/__init__.py" not in names, "it would hide Pelican itself"
    assert "pelican/plugins/__init__.py" not in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_sdist_has_what_a_build_needs(built: list[Path]) -> None:
    with tarfile.open(built[1]) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "LICENSE", "README.md", "plugins/samtykke/__init__.py", "tests/conftest.py"} <= inside
    assert not [name for name in inside if "__pycache__" in name or "node_modules" in name or name.startswith("output")]


@pytest.mark.slow
def test_the_wheel_passes_the_engines_tests_without_the_repository(built: list[Path], tmp_path: Path) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=False, symlinks=True)
    where = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", where))
    with zipfile.ZipFile(built[0]) as wheel:
        wheel.extractall(packages)  # noqa: S202  our own
    # What it requires and what tests need are those of the repository's environment; its own packages are not,
    # since a path in a .pth file does not have the .pth files there read.
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    for name in ("tests", "content", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    python = str(Path(sysconfig.get_path("scripts", "venv", where)) / Path(sys.executable).name)
    command = [python, "-m", "pytest", "-q", "-n", "0", "-o", "pythonpath=tests", "-m", "not slow and not browser"]
    done = subprocess.run(
        [*command, *(f"tests/{name}" for name in TESTS)],
        cwd=tmp_path, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr
    shown = subprocess.run(
        [python, "-c", "import samtykke; print(samtykke.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(shown.stdout.strip()).is_relative_to(packages)
