"""From nothing to a register, and its upkeep, as a newcomer types it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from samtykke import catalogue
from samtykke.adoption import address, entry
from samtykke.cli import main
from samtykke.cli.init import _address
from samtykke.locale import translator
from samtykke.register import parse
from samtykke.register.format import formatted

ROOT = Path(__file__).parents[2]
GTAG = '<script async src="https://www.googletagmanager.com/gtag/js?id=G-XXXXXXXXXX"></script>'
PAGE = (
    '<!doctype html><html lang="en"><head><title>x</title><link href="https://docs.example.org/a/" rel="canonical">'
    '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Inter">'
    f"{GTAG}</head><body>"
    '<img src="https://docs.example.org/own.png" alt=""><img src="https://pics.unknown.example/a.png" alt="">'
    '<script src="https://cdn.other.example/x.js"></script><a href="https://link.example/">a link</a>'
    "<script>localStorage.setItem('theme', 'dark'); document.cookie = 'seen=1; max-age=86400'</script></body></html>"
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(PAGE, "utf-8")

    def invoke(*args: str, lang: str = "en_US.UTF-8") -> tuple[int, str, str]:
        done = CliRunner().invoke(main, args, env={"LANG": lang, "SAMTYKKE_JOBS": "1"})
        return done.exit_code, done.stdout, done.stderr

    return invoke


def test_from_nothing_to_a_report(run: Run) -> None:
    code, out, err = run("init", "site", "--yes", "--owner", "Example Inc.")
    assert code == 0
    assert re.fullmatch(r"Lines of it to complete \(TODO, ZZ\): \d+\. «samtykke register check» lists them\.\n", err)
    assert out == "register.toml: known services: 2, unknown third parties: 2. Next: samtykke check site\n"

    text = Path("register.toml").read_text("utf-8")
    register = parse(text)
    assert register.site.url == "https://docs.example.org"
    assert register.site.name == "Example Inc."
    assert sorted(s.id for s in register.service) == [
        "google-analytics",
        "google-fonts",
        "other-example",
        "own-scripts",
        "samtykke",
        "unknown-example",
    ]
    choice = register.find_service("samtykke")
    assert choice is not None
    assert (choice.name, choice.country) == ("Your choice of consent", "ZZ"), "nobody has said where they are"
    ga = register.find_service("google-analytics")
    assert ga is not None
    assert ga.hosts == ("www.googletagmanager.com", "google-analytics.com", "*.google-analytics.com")
    assert {"_ga", "_ga_*"} <= {item.name for item in ga.storage}
    own = register.find_service("own-scripts")
    assert own is not None
    assert {(i.kind, i.name, i.lifetime) for i in own.storage} == {
        ("local", "theme", "forever"),
        ("cookie", "seen", "P1D"),
    }
    unknown = register.find_service("unknown-example")
    assert unknown is not None
    assert unknown.category == "media"
    assert "Seen as: image. Number: 1. First in index.html:1" in text
    assert formatted(text) == text

    report = json.loads(run("check", "site", "--format", "json")[1])
    rules = {f["rule"] for f in report["findings"]}
    assert "ungated-service" in rules
    assert "undeclared-third-party" not in rules
    assert run("register", "check")[0] == 0


def test_where_another_tool_asks_our_own_cookie_is_not_declared(run: Run) -> None:
    Path("samtykke.toml").write_text('consent-tool = "other"\n', "utf-8")
    assert run("init", "site", "--yes", "--owner", "Example Inc.")[0] == 0
    assert parse(Path("register.toml").read_text("utf-8")).find_storage("cookie", "samtykke") is None

    assert run("register", "check")[0] == 0
    assert run("check", "site")[0] == 1
    Path("samtykke.toml").unlink()
    for args in (["register", "check"], ["check", "site"]):
        code, _, err = run(*args)
        assert code == 2
        assert "«samtykke», which keeps the visitor's choice, is not declared" in " ".join(err.split())


def test_an_address_in_the_text_of_a_script_is_told_and_not_declared(run: Run) -> None:
    """A library names its home page in a message: it would stand among the recipients in the statement."""
    page = "<script>if (self.a) throw Error('see https://docs.library.example/why')</script>"
    Path("site/index.html").write_text(f"<!doctype html><title>x</title>{page}", "utf-8")

    assert run("init", "site", "-y")[1].startswith("register.toml: known services: 0, unknown third parties: 0")

    text = Path("register.toml").read_text("utf-8")
    assert parse(text).service == ()
    assert text.endswith("seen to fetch from there, and so not declared: docs.library.example.\n")
    assert formatted(text) == text
    assert run("check", "site")[0] == 0


def test_init_overwrites_nothing(run: Run) -> None:
    Path("register.toml").write_text("mine", "utf-8")

    code, _, err = run("init", "site", "-y")

    assert code == 2
    assert "is there already" in err
    assert Path("register.toml").read_text("utf-8") == "mine"
    assert run("init", "nowhere", "-y")[0] == 2
    Path("empty").mkdir()
    assert run("init", "empty", "-y", "--register", "r.toml")[0] == 3
    assert not Path("r.toml").exists()


def test_init_of_a_site_that_does_not_say_its_address(run: Run) -> None:
    Path("site/index.html").write_text("<!doctype html><title>x</title><p>x", "utf-8")
    Path("content").mkdir()

    code, out, err = run("init", "site", "-y", lang="nb_NO.UTF-8")

    assert code == 0
    assert out.startswith("content/register.toml: kjente tjenester: 0")
    assert "adresse gikk ikke fram" in err
    assert parse(Path("content/register.toml").read_text("utf-8")).service == ()


def test_hostile_pages_make_no_other_register(run: Run) -> None:
    evil = '"\\n[[service]]\\nid = \\"evil\\"'
    Path("site/index.html").write_text(
        f"<!doctype html><title>x</title><script>localStorage.setItem('a{evil}', 1); "
        "localStorage['x\\u0000\\u202e'] = 1</script>"
        "<img src='https://e\"vil.example/x' alt=''>",
        "utf-8",
    )

    assert run("init", "site", "-y")[0] == 0
    assert {s.id for s in parse(Path("register.toml").read_text("utf-8")).service} <= {"samtykke", "own-scripts"}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"index.html": "<link rel=canonical href=https://a.example/x>"}, "https://a.example"),
        ({"sitemap.xml": "<urlset><url><loc> https://b.example/x</loc></url></urlset>"}, "https://b.example"),
        ({"CNAME": "c.example\n"}, "https://c.example"),
        ({"index.html": "<link rel=canonical href=http://localhost:8000/>", "CNAME": "c.example"}, "https://c.example"),
        ({"index.html": "<link rel=canonical href=/x>"}, None),
        ({"CNAME": "not a name"}, None),
    ],
)
def test_the_address(tmp_path: Path, files: dict[str, str], found: str | None) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")

    assert address(tmp_path) == found


REGISTER = """# Mine.
[site]
url = "https://www.example.no"   # the address

# What must be.
[[category]]
id = "necessary"
necessary = true
title = { nb = "N" }
purpose = { nb = "N" }

[[service]]
id = "samtykke"
name = "C"
provider = "E"
country = "NO"
category = "necessary"
basis = "necessary"
reason = { nb = "C" }
purpose = { nb = "C" }
storage = [{ name = "samtykke", lifetime = "P182D", purpose = { nb = "C" } }]
"""


def test_add(run: Run) -> None:
    Path("register.toml").write_text(REGISTER, "utf-8")

    code, out, _ = run("register", "add", "google-analytics", "--set", "measurement_id=G-1234567890")
    assert code == 0
    assert out.startswith("register.toml: added Google Analytics 4.")
    text = Path("register.toml").read_text("utf-8")
    assert text.startswith(REGISTER)
    added = parse(text).find_service("google-analytics")
    assert added is not None
    assert added.load is not None
    assert added.load.settings == {"measurement_id": "G-1234567890"}
    assert parse(text).find_category("analytics") is not None

    assert run("register", "add", "www.youtube.com")[0] == 0
    assert parse(Path("register.toml").read_text("utf-8")).find_service("youtube") is not None
    assert run("register", "check")[0] == 0

    Path("annet.toml").write_text(REGISTER, "utf-8")
    assert run("register", "add", "vimeo", "--register", "annet.toml")[0] == 0
    assert parse(Path("annet.toml").read_text("utf-8")).find_service("vimeo") is not None


def test_a_tag_of_what_was_added_is_declared(run: Run) -> None:
    Path("register.toml").write_text(REGISTER, "utf-8")

    assert run("register", "add", "google-analytics")[0] == 0

    declared = parse(Path("register.toml").read_text("utf-8"))
    for host in ("www.googletagmanager.com", "region1.google-analytics.com"):
        service = declared.declaring(host)
        assert service is not None
        assert service.id == "google-analytics"


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("www.example.no", "https://www.example.no"),
        (" http://blåbær.no/om/?a=b ", "http://blåbær.no"),
        ("", ""),
    ],
)
def test_an_address_as_people_type_it(typed: str, url: str) -> None:
    assert _address(translator("en"), typed) == url


@pytest.mark.parametrize("typed", ["not an address", "https://", "ftp://example.no", "a@b.no", "://"])
def test_what_is_no_address_is_asked_for_again(typed: str) -> None:
    with pytest.raises(click.UsageError, match="is not an address"):
        _address(translator("en"), typed)


def test_the_sites_address_may_have_a_path(run: Run) -> None:
    assert run("init", "site", "--yes", "--base-url", "https://a.example/project/")[0] == 0
    assert parse(Path("register.toml").read_text("utf-8")).site.url == "https://a.example"


def test_a_link_to_itself(run: Run) -> None:
    Path("circle").symlink_to("circle")
    code, _, err = run("check", "circle")
    assert code == 2
    assert "«circle»" in err or "does not exist" in err, "newer Pythons take it for one that is not there"


def test_no_policy_of_nothing(run: Run) -> None:
    Path("register.toml").write_text(REGISTER, "utf-8")
    Path("empty").mkdir()
    code, out, err = run("policy", "empty")
    assert (code, out) == (3, "")
    assert "Nothing was found to examine" in err


def test_what_is_added_to_a_register_from_windows_ends_its_lines_so_too(run: Run) -> None:
    file = Path("register.toml")
    file.write_bytes(("\ufeff" + REGISTER.replace("\n", "\r\n")).encode())

    assert run("register", "add", "hotjar")[0] == 0

    raw = file.read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") > 40


def test_what_is_left_to_complete_is_told(run: Run) -> None:
    Path("register.toml").write_text(REGISTER, "utf-8")
    assert run("register", "check")[2] == ""

    run("register", "add", "hotjar")
    code, _, err = run("register", "check")

    assert code == 0
    lines = Path("register.toml").read_text("utf-8").splitlines()
    assert f"Complete lines {1 + next(n for n, line in enumerate(lines) if 'ZZ' in line)}." in err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["check", "public", "--format", "json="], "--format json= names no file."),
        (["baseline", "write", "public", "--until", "i morgen"], "«i morgen» is not a day such as 2027-06-30."),
        (["zzz"], "Possible here: init, check,"),
        (["check", "site", "--baseline", "zzz.json"], "zzz.json is not a baseline: there is no such file."),
        (["check", "site", "--jobs", "x"], "'x' is not a valid whole number."),
        (["register", "export", "zzz"], "Possible here: vanilla-cookieconsent,"),
    ],
)
def test_what_is_wrong_is_said(run: Run, args: list[str], says: str) -> None:
    code, _, err = run(*args)
    assert code == 2
    assert says in " ".join(err.split())


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["samtykke-x"], "does not know «samtykke-x»"),
        (["gogle-analytics"], "Did you mean «google-analytics»?"),
        (["google-analytics", "--set", "id=1"], "has no setting «id»"),
        (["google-analytics", "--set", 'measurement_id="; alert(1)'], "may hold letters"),
    ],
)
def test_add_what_cannot_be(run: Run, args: list[str], says: str) -> None:
    Path("register.toml").write_text(REGISTER, "utf-8")

    code, _, err = run("register", "add", *args)

    assert code == 2
    assert says in err
    assert Path("register.toml").read_text("utf-8") == REGISTER


def test_every_known_service_can_be_added() -> None:
    for known in catalogue.load().services.values():
        if known.category == "necessary":
            continue
        register = parse(REGISTER)
        made = parse(f"{REGISTER}\n{entry(known, register, {}, translator('en'))}")
        assert made.find_service(known.id) is not None


def test_list(run: Run) -> None:
    Path("register.toml").write_text(REGISTER, "utf-8")

    assert run("register", "list")[1] == "samtykke  C  necessary  necessary  items: 1  –\n"
    (service,) = json.loads(run("register", "list", "--format", "json")[1])["services"]
    assert service["storage"] == [{"kind": "cookie", "name": "samtykke", "lifetime": "P182D", "legacy": False}]


def test_fmt(run: Run) -> None:
    untidy = REGISTER.replace('id = "samtykke"\nname = "C"', 'name = "C"   \n# which\nid = "samtykke"').replace(
        "\n\n[[service]]", "\n\n\n\n  [[service]]"
    )
    Path("register.toml").write_text(untidy.replace("\n", "\r\n"), "utf-8", newline="")

    assert run("register", "fmt", "--check")[0] == 1
    assert run("register", "fmt")[0] == 0
    text = Path("register.toml").read_bytes().decode()
    assert text == REGISTER.replace('id = "samtykke"', '# which\nid = "samtykke"').replace("\n", "\r\n")
    assert run("register", "fmt", "--check")[0] == 0


def test_fmt_leaves_this_sites_own_register() -> None:
    text = (ROOT / "content" / "register.toml").read_text("utf-8")

    assert formatted(text) == text


def hashes(text: str) -> list[str]:
    return sorted(line.strip() for line in text.split("\n") if "#" in line)


LINES = st.lists(
    st.sampled_from(
        [
            "[site]", 'url = "https://a.example"', "own_hosts = [\n  # first\n  'a.example', # one\n\n]", "", "# note",
            "[[service]]", 'name = """\n  # no comment  \n\n"""', 'purpose.nb = "x"', 'id = "a"', "[[service.storage]]",
            'name = "_ga"', "  [service.load]", 'kind = "catalogue"', "unknown = 1979-05-27", "\t# tab",
            '"quoted key" = 1', "purpose = { nb = 'a # b' }", "[[category]]",
        ]
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=300)
@given(LINES)
def test_fmt_changes_nothing_that_is_said(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return

    made = formatted(text)

    assert tomllib.loads(made) == before
    assert sorted(x.strip() for x in made.split("\n") if "#" in x) == sorted(
        x.strip() for x in text.split("\n") if "#" in x
    )
    assert formatted(made) == made


def test_a_mistyped_command(run: Run) -> None:
    code, _, err = run("chekc")
    assert code == 2
    assert "Did you mean «check»?" in err
    assert "Mente du «export»?" in run("register", "exprot", lang="nb_NO.UTF-8")[2]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    code, out, _ = run("completion", shell)
    assert code == 0
    assert "_SAMTYKKE_COMPLETE" in out
    args = "samtykke register add google-an"
    done = CliRunner().invoke(
        main,
        [],
        prog_name="samtykke",
        env={"_SAMTYKKE_COMPLETE": "bash_complete", "COMP_WORDS": args, "COMP_CWORD": "3"},
    )
    assert "google-analytics" in done.stdout
