"""What the command says of itself, in both languages: complete, and in one language at a time."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

from samtykke.cli import language, main
from samtykke.cli.base import Argument, Command, Group, Option, paragraphs
from samtykke.cli.language import MODULES, settle
from samtykke.locale import LANGUAGES, po, translator

ENGLISH = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "en_US.UTF-8", "SAMTYKKE_LANG": "", "COLUMNS": "80"}
SAME = frozenset({"RULE", "F"})


def commands(group: Group = main, name: str = "samtykke") -> Iterator[tuple[str, click.Command]]:
    yield name, group
    for sub in group.names:
        command = group.get_command(click.Context(group), sub)
        assert command is not None
        if isinstance(command, Group):
            yield from commands(command, f"{name} {sub}")
        else:
            yield f"{name} {sub}", command


ALL = dict(commands())


def run(*args: str, **environ: str) -> Result:
    return CliRunner().invoke(main, args, env={**ENGLISH, **environ})


def texts(command: click.Command) -> Iterator[str]:
    """Everything of ours that --help shows of a command."""
    assert isinstance(command, Command | Group)
    settle("en")  # what ran before in this process may have spoken Norwegian
    context = click.Context(command)
    yield from paragraphs(command.help or "")
    yield from (meaning for _line, meaning in command.examples)
    yield from command.exits.values()
    yield from (piece for piece in click.Command.collect_usage_pieces(command, context) if re.search("[A-Z]", piece))
    for param in command.get_params(context):
        if isinstance(param, click.Option) and param.help:
            yield param.help
            assert isinstance(param, Option) or param.help == "Show this message and exit."
        if isinstance(param, Argument | Option) and param.metavar:
            yield param.metavar


@pytest.mark.parametrize("name", ALL)
def test_all_of_a_commands_help_is_in_bokmaal(name: str) -> None:
    t = translator("nb")
    assert [text for text in texts(ALL[name]) if t(text) == text and text not in SAME] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_narrow_terminal_loses_nothing(lang: str) -> None:
    args = ["--lang", lang, "--help"]
    wide, narrow = (CliRunner().invoke(main, args, terminal_width=width).output for width in (80, 50))
    assert "…" not in narrow
    assert "".join(narrow.split()) == "".join(wide.split())
    assert max(map(len, narrow.splitlines())) <= 50


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_teaches(name: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    t = translator(lang)
    shown = run(*name.split()[1:], "--help", LANG="nb_NO.UTF-8" if lang == "nb" else "en_GB").output
    words = " ".join(shown.split())
    command = ALL[name]
    assert isinstance(command, Command | Group)

    assert shown.startswith(f"{t('Usage:')} {name} ")
    assert all(" ".join(t(paragraph).split()) in words for paragraph in paragraphs(command.help or ""))
    assert all(line in shown and t(meaning) in words for line, meaning in command.examples)
    assert command.examples or isinstance(command, Group)
    assert all(f"  {int(code)}  " in shown and t(meaning) in words for code, meaning in command.exits.items())
    assert all(run(*line.split()[1:]).exit_code == 0 for line in command.read_on)
    assert command.read_on
    assert f"{t('Read on:')} {', '.join(command.read_on)}" in words
    assert max(map(len, shown.splitlines())) <= 80
    assert t("Show this message and exit.") in shown
    assert "Valg:" in shown if lang == "nb" else "Options:" in shown
    if isinstance(command, Group):
        monkeypatch.setattr(click.formatting, "FORCED_WIDTH", 78)  # as on a terminal of 80, where CliRunner has 80
        language.begin(["--lang", lang])
        with click.Context(command, info_name=name) as context:
            shown = command.get_help(context)
        assert "…" not in shown, "a command's first sentence fits beside its name"


@pytest.mark.parametrize(("line", "name"), [(e[0], n) for n, c in ALL.items() for e in getattr(c, "examples", ())])
def test_the_options_of_an_example_are_the_commands(line: str, name: str) -> None:
    used = re.findall(r"(?<= )--?[a-z][\w-]*", line)
    of = max((n for n in ALL if f"{n} " in f"{line} "), key=len)
    known = {written for param in ALL[of].params for written in param.opts}
    assert name in (of, "samtykke")
    assert set(used) <= known


def literals(module: str) -> Iterator[str]:
    """The texts that one of click's modules hands to gettext."""
    path = Path(click.__file__).with_name(f"{module}.py")
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


@pytest.mark.parametrize("module", MODULES)
def test_clicks_own_words_are_in_bokmaal(module: str) -> None:
    t = translator("nb")
    field = re.compile(r"\{\w+[!\w]*\}|%\(\w+\)s")
    for text in literals(module):
        assert t(text) != text, text
        assert set(field.findall(t(text))) <= set(field.findall(text)), text


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("chek",), "Feil: Det finnes ingen kommando «chek». Mente du «check»?"),
        (("check", "--jubs"), "Feil: Det finnes ikke noe valg '--jubs'. Mente du '--jobs'?"),
        (("report",), "Feil: Mangler argumentet 'MAPPE'."),
        (("check", "--jobs", "99"), "Feil: Ugyldig verdi for '--jobs': 99 er utenfor 1<=x<=64."),
        (("check", "--fail-on", "x"), "Feil: Ugyldig verdi for '--fail-on': 'x' er ikke en av 'error', 'warning', 'no"),
        (("check", "--config", "nei.toml"), "Feil: Ugyldig verdi for '--config': Filen 'nei.toml' finnes ikke."),
        (("check", "--register", "/"), "Feil: Ugyldig verdi for '--register': Filen '/' er en mappe."),
        (("check", "--base-url"), "Feil: Valget '--base-url' må ha en verdi."),
        (("explain", "a", "b"), "Feil: Fikk et uventet argument til (b)"),
        (("check", "-q", "-v"), "Feil: --quiet og --verbose er motsetninger: bruk én av dem."),
    ],
)
def test_errors_are_in_one_language(args: tuple[str, ...], said: str) -> None:
    done = run(args[0], "--lang", "nb", *args[1:])

    assert done.exit_code == 2
    assert said in done.stderr
    assert not re.search("Usage|Error|Try ", done.stderr)
    assert "Error: " in run(args[0], "--lang", "en", *args[1:]).stderr


def test_help_is_in_the_language_of_everything_else() -> None:
    assert run("--help", LANG="C.UTF-8").output.startswith("Bruk:")
    assert "In English: --lang en" in run("--help", LANG="C.UTF-8").output, "nobody has asked for Norwegian"
    assert "In English: --lang en" not in run("--help", LANG="nb_NO").output + run("--lang", "nb", "--help").output
    assert run("--help", LANG="de_DE.UTF-8").output.startswith("Usage:")
    assert run("--help", LANG="nn_NO.UTF-8").output.startswith("Bruk:")
    assert run("check", "--lang", "nb", "--help").output.startswith("Bruk:")
    assert run("check", "--help", "--lang=en", LANG="nb_NO").output.startswith("Usage:")
    assert run("--lang", "nb", "--help").output.startswith("Bruk:")
    assert run("--lang", "en", "rules").output == run("rules", "--lang", "en").output
    assert run("--lang", "nb", "rules").output == run("rules", LANG="nb_NO").output != run("rules").output
    assert run(LANG="nb_NO").output.startswith("Bruk:"), "without a command, it is the help"


@pytest.mark.parametrize("path", sorted(Path(po.__file__).parent.glob("*/*.po")), ids=lambda p: p.name)
def test_catalogues_are_read_as_babel_reads_them(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.name, abort_invalid=True)

    assert po.messages(path.read_text("utf-8")) == {str(m.id): str(m.string) for m in catalogue if m.id and m.string}


def test_a_catalogue_that_is_none_is_an_error() -> None:
    assert po.messages('msgid "a\\n\\"b\\""\n"c"\nmsgstr "d\\\\"\n\n# x\nmsgid "e"\nmsgstr ""\n') == {'a\n"b"c': "d\\"}
    for wrong in ('"a"\n', 'msgid "a\n', 'msgctxt "a"\n'):
        with pytest.raises(ValueError, match="line 1"):
            po.messages(wrong)
