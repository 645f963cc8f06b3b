import subprocess
import sys
from pathlib import Path

import pytest

from samtykke.catalogue import CatalogueError, load
from samtykke.catalogue.load import check
from samtykke.locale import translator

OWN = """
id = "own-chat"
name = "Own chat"
vendor = "Own"
category = "functional"
status = "active"
storage_known = false
[match]
hosts = ["chat.example"]
"""


def write(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_catalogue_is_read_once() -> None:
    assert load() is load()


def test_our_own_files_are_not_validated_at_run_time() -> None:
    code = "import sys; from samtykke.catalogue import load; load(); print('samtykke.catalogue.source' in sys.modules)"
    root = Path(__file__).parents[2] / "plugins"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_users_file_adds_a_service(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path, OWN))
    known = catalogue.by_url("www.chat.example", "/")
    assert known is not None
    assert known.id == "own-chat"
    assert "google-fonts" in catalogue.services


def test_a_users_file_takes_the_place_of_ours(tmp_path: Path) -> None:
    text = OWN.replace("own-chat", "easyquest").replace("chat.example", "easyquest.example")
    catalogue = load(write(tmp_path, text))
    assert catalogue.by_url("easyquest.com", "/") is None
    assert catalogue.services["easyquest"].name == "Own chat"


@pytest.mark.parametrize(
    ("text", "key", "message"),
    [
        (OWN + 'colour = "red"\n', "match.colour", "not permitted"),
        (OWN.replace("functional", "nice"), "category", "necessary"),
        (OWN.replace("storage_known = false\n", ""), "", "storage_known = false"),
        (OWN.replace("chat.example", "*.chat.example"), "match.hosts.0", "pattern"),
        (OWN.replace("chat.example", "Chat.example"), "match.hosts.0", "pattern"),
        (OWN.replace('"active"', '"retired"'), "", "status_since"),
        (OWN + '[[load]]\nsrc = "https://chat.example/{key}"\n', "", "settings"),
        (OWN + '[[load]]\nsrc = "https://chat.example/x"\nbody = "x"\n', "load.0", "either src or body"),
        (OWN + '[[storage]]\nname = "a*b"\n', "storage.0.name", "pattern"),
        ("id = ", "", "Invalid value"),
    ],
)
def test_what_is_wrong_in_a_users_file_is_named(tmp_path: Path, text: str, key: str, message: str) -> None:
    with pytest.raises(CatalogueError) as raised:
        load(write(tmp_path, text))
    assert any(p.key == key and message in p.message for p in raised.value.problems), raised.value.problems


def test_all_that_is_wrong_comes_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, OWN.replace("functional", "nice").replace("chat.example", "-"))
    assert {p.key for p in check(path)} == {"category", "match.hosts.0"}


def test_a_host_that_another_service_has_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, OWN.replace("chat.example", "disqus.com"))
    with pytest.raises(CatalogueError, match=r"host disqus\.com is claimed by disqus and by own-chat"):
        load(path)


def test_lifetimes_are_checked(tmp_path: Path) -> None:
    item = """
[[storage]]
kind = "cookie"
name = "x"
party = "first"
lifetime = "two years"
purpose = { en = "x" }
source = "https://chat.example/cookies"
evidence = "vendor"
checked = 2026-11-22
"""
    (problem,) = check(write(tmp_path, OWN + item))
    assert problem.key == "storage.0.lifetime"
    assert check(write(tmp_path, OWN + item.replace("two years", "P2Y"))) == []


def test_what_is_wrong_is_told_in_norwegian(tmp_path: Path) -> None:
    def said(text: str) -> str:
        with pytest.raises(CatalogueError) as raised:
            load(write(tmp_path, text))
        return raised.value.report(translator("nb"))

    assert said(OWN + 'colour = "red"\n').endswith("own.toml: match.colour: denne nøkkelen er ikke tillatt her.")
    assert "«nice» er ingen av 'necessary'" in said(OWN.replace("functional", "nice"))
    assert "sier storage_known = false" in said(OWN.replace("storage_known = false\n", ""))
    assert "står hos både disqus og own-chat" in said(OWN.replace("chat.example", "disqus.com"))
    assert "ikke TOML i UTF-8" in said("id = ")


def test_a_certified_consent_tool_needs_a_source(tmp_path: Path) -> None:
    claim = OWN.replace("[match]", "needs_certified_cmp = true\n[match]")
    (problem,) = check(write(tmp_path, claim))
    assert "needs_certified_cmp_source" in problem.message
    sourced = claim.replace("= true\n", '= true\nneeds_certified_cmp_source = "https://chat.example/"\n')
    assert check(write(tmp_path, sourced)) == []
