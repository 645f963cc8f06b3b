"""Files that are no register at all, and what pydantic finds in those that are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from samtykke.locale import translator
from samtykke.register import Complaint, Register, RegisterError, load, parse

ENGLISH = translator("en")


def only(error: pytest.ExceptionInfo[RegisterError]) -> tuple[int, int, str]:
    """Line, column and text of the one problem."""
    (problem,) = error.value.problems
    return problem.line, problem.column, f"{problem.message(ENGLISH)} {problem.hint(ENGLISH)}".strip()


def written(folder: Path, content: bytes) -> Path:
    path = folder / "register.toml"
    path.write_bytes(content)
    return path


def test_a_right_register_is_read_with_its_defaults(minimal: str, tmp_path: Path) -> None:
    register = load(written(tmp_path, minimal.encode()))
    assert [s.id for s in register.service] == ["choice", "stats"]
    assert register.site.cookie == "samtykke"
    assert register.service[1].storage[0].kind == "cookie"
    assert register.needs_consent()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order-mark"])
def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(minimal: str, tmp_path: Path, mark: bytes) -> None:
    path = written(tmp_path, mark + minimal.replace("P2Y", "2 år").replace("\n", "\r\n").encode())
    with pytest.raises(RegisterError) as error:
        load(path)
    (problem,) = error.value.problems
    row = minimal.split("\n").index('  lifetime = "P2Y"')
    assert (problem.line, problem.column) == (row + 1, 3)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(RegisterError) as error:
        load(tmp_path / "register.toml")
    assert only(error) == (1, 1, "there is no such file. «samtykke init» writes a first one.")
    assert error.value.problems[0].path == (tmp_path / "register.toml").as_posix()
    with pytest.raises(RegisterError) as error:
        load(tmp_path / "other.toml")
    assert only(error) == (1, 1, "there is no such file.")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RegisterError) as error:
        load(tmp_path)
    assert only(error) == (1, 1, "this is a folder, not a file.")


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    with pytest.raises(RegisterError) as error:
        load(written(tmp_path, b"#" * 1_000_001))
    assert "larger than 1 MB" in only(error)[2]


def test_bytes_that_are_not_utf_8_are_placed(tmp_path: Path) -> None:
    with pytest.raises(RegisterError) as error:
        load(written(tmp_path, '[site]\nname = "æ'.encode() + b'\xe5"\n'))
    assert only(error) == (2, 10, "the file is not UTF-8: here stands the byte 0xE5. Save it as UTF-8.")


def test_utf_16_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterError) as error:
        load(written(tmp_path, "[site]".encode("utf-16")))
    assert only(error) == (1, 1, "the file is saved as UTF-16. Save it as UTF-8.")


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        ("[site]\nurl = ", 2, 7, "not a value"),
        ("a = 1\na = 2\n", 2, 6, "has a value already"),
        ('[site]\nurl = "x', 2, 9, "quotation mark"),
        ("[site\n", 1, 6, "closing bracket"),
        ("a = [1,\n2", 2, 2, "list is not closed"),
        ("a\n", 1, 2, "equals sign"),
        ("a = 1 b = 2", 1, 7, "line of its own"),
        ("a = '\x01'", 1, 6, "may not stand here"),
    ],
)
def test_syntax_errors_are_placed_and_explained(text: str, line: int, column: int, part: str) -> None:
    with pytest.raises(RegisterError) as error:
        parse(text)
    found = only(error)
    assert found[:2] == (line, column)
    assert part in found[2]


@pytest.mark.parametrize("text", ["x = " + "[" * 100_000, "a." * 50_000 + "b = 1", "x = " + "9" * 5_000])
def test_what_breaks_the_toml_reader_itself_is_a_problem_of_the_register(text: str) -> None:
    with pytest.raises(RegisterError):
        parse(text)


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ('name = "Tall"', 'nmae = "Tall"', "nmae", "«nmae» is not a key that belongs here. Did you mean «name»?"),
        (
            '  lifetime = "P2Y"',
            "  lifetime = 730",
            "storage[0].lifetime",
            "must be a text in quotation marks, not «730»",
        ),
        ('  lifetime = "P2Y"', '  lifetime = "30 min"', "storage[0].lifetime", "Did you mean «PT30M»?"),
        ('  lifetime = "P2Y"', '  lifetime = "2 år"', "storage[0].lifetime", "Did you mean «P2Y»?"),
        (
            '  lifetime = "P2Y"',
            '  lifetime = "snart"',
            "storage[0].lifetime",
            "«snart» is not a possible lifetime. Write P2Y",
        ),
        ('  lifetime = "P2Y"', '  legacy = "yes"', "storage[0].legacy", "true or false, without quotation marks"),
        ('purpose.nb = "Teller besøk."', 'purpose = "Teller"', "purpose", "must be a table, not «Teller». Write it by"),
        ('purpose.nb = "Teller besøk."', "purpose = {}", "purpose", "the text is there in no language."),
        ('country = "IE"', 'country = "Irland"', "country", "Two capital letters by ISO 3166-1"),
        ('id = "stats"', 'id = "Våre Tall"', "id", "«v-re-tall»"),
        ('basis = "consent"', 'basis = "concent"', "basis", "Did you mean «consent»?"),
        ('hosts = ["cdn.stats.example"]', 'hosts = "cdn.stats.example"', "hosts", "must be a list in brackets"),
        ('name = "Tall"', 'name = ""', "name", "«name» is empty."),
    ],
)
def test_wrong_values_give_key_reason_and_hint(broken, old: str, new: str, key: str, said: str) -> None:
    found = [p for p in broken((old, new)) if p.key == f"service[1] ({_id(new)}).{key}"]
    assert len(found) == 1
    assert said in f"{found[0].message(ENGLISH)} {found[0].hint(ENGLISH)}"


def _id(line: str) -> str:
    return "Våre Tall" if line.startswith("id") else "stats"


def test_a_table_in_single_brackets_is_told_about_double_ones() -> None:
    with pytest.raises(RegisterError) as error:
        parse('[site]\nurl = "https://a.no"\n[promise]\nid = "x"\n')
    assert "[[promise]]" in only(error)[2]


def test_a_missing_key_is_placed_at_its_table(broken, minimal: str) -> None:
    (problem,) = broken(('provider = "Tall Ltd"\n', ""))
    assert problem.key == "service[1] (stats).provider"
    assert minimal.split("\n")[problem.line - 1 :][1] == 'id = "stats"'


@pytest.mark.parametrize(
    "ground",
    ["legitimate interest", "legitimate_interest", "Legitimate-Interest", "berettiget interesse", "legitim interesse"],
)
def test_legitimate_interest_is_refused_with_the_law(broken, ground: str) -> None:
    problems = broken(('basis = "consent"', f'basis = "{ground}"'))
    said = [p.message(ENGLISH) for p in problems if p.key.endswith("basis")]
    assert said == [
        "legitimate interest is no ground for storing or reading in the visitor's browser (ekomloven § 3-15)."
    ]


def test_all_errors_come_at_once_in_the_order_of_the_file(broken) -> None:
    problems = broken(
        ('  lifetime = "P2Y"', '  lifetime = "2 years"'),
        ('url = "https://www.example.no"', 'url = "www.example.no"'),
        ('category = "analytics"', 'category = "analytcs"'),
        ('reason.nb = "Du ba om det."\n', ""),
    )
    assert [p.key for p in problems] == [
        "site.url",
        "service[0] (choice).basis",
        "service[1] (stats).category",
        "service[1] (stats).storage[0].lifetime",
    ]
    assert [p.line for p in problems] == sorted(p.line for p in problems)


def test_thousands_of_errors_are_cut_off_with_a_count(minimal: str) -> None:
    extra = "".join(f"x{number} = 1\n" for number in range(5_000))
    with pytest.raises(RegisterError) as error:
        parse(extra + minimal)
    assert len(error.value.problems) == 201
    assert error.value.problems[-1].message(ENGLISH) == "4800 more problems are not shown."


def test_the_report_reads_well_in_both_languages(broken) -> None:
    (problem,) = broken(('  lifetime = "P2Y"', '  lifetime = "2 år"'))
    error = RegisterError((problem,))
    place = f"content/register.toml:{problem.line}:3: service[1] (stats).storage[0].lifetime:"
    assert (
        str(error) == f"The register cannot be used:\n  {place} «2 år» is not a possible lifetime. Did you mean «P2Y»?"
    )
    assert error.report(translator("nb")) == (
        f"Registeret kan ikke brukes:\n  {place} «2 år» er ikke en mulig varighet. Mente du «P2Y»?"
    )


def test_values_cannot_break_out_of_their_line(broken) -> None:
    problems = broken(('id = "stats"', r'id = "a\nb\u001b[31m%(x)s"'))
    assert all("\n" not in p.render(ENGLISH) and "\x1b" not in p.render(ENGLISH) for p in problems)


def test_a_further_check_has_its_place_found_and_runs_on_sound_registers_only(minimal: str) -> None:
    asked: list[Register] = []

    def check(register: Register) -> Iterator[Complaint]:
        asked.append(register)
        yield Complaint(("service", 1, "hosts"), "unknown %(x)s", {"x": "thing"})

    with pytest.raises(RegisterError) as error:
        parse(minimal, extra=[check])
    assert error.value.problems[0].key == "service[1] (stats).hosts"
    assert error.value.problems[0].line == minimal.split("\n").index('hosts = ["cdn.stats.example"]') + 1
    with pytest.raises(RegisterError):
        parse(minimal.replace("P2Y", "x"), extra=[check])
    assert len(asked) == 1
