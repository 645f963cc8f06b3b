"""What has to fit together between the parts of the register; each with a near miss that is fine."""

from __future__ import annotations

import pytest

from samtykke.checking import register_checks
from samtykke.locale import translator
from samtykke.register import RegisterError, parse

ENGLISH = translator("en")
HOSTS = 'hosts = ["cdn.stats.example"]'
STORAGE = '  [[service.storage]]\n  name = "_st"\n'


def said(problems) -> list[tuple[str, str]]:
    return [(p.key.replace("service[1] (stats)", "stats"), p.message(ENGLISH)) for p in problems]


@pytest.mark.parametrize(
    ("old", "new", "key", "part"),
    [
        ('id = "stats"', 'id = "choice"', "service[1] (choice).id", "«choice» is used before"),
        ('id = "analytics"', 'id = "necessary"', "category[1] (necessary).id", "«necessary» is used before"),
        ('category = "analytics"', 'category = "statistics"', "stats.category", "no category has the id"),
        (HOSTS, f'{HOSTS}\npromises = ["x"]', "stats.promises[0]", "no promise has the id «x»"),
        (
            'category = "analytics"',
            'category = "necessary"',
            "stats.category",
            "always on, but this service needs consent",
        ),
        ('basis = "consent"', 'basis = "transmission"', "stats.category", "said to need no consent"),
        ('name = "_st"', 'name = "_*st"', "stats.storage[0].name", "not at the end"),
        ('country = "IE"', 'country = "UK"', "stats.country", "no country has the code «UK»"),
        ("Teller besøk.", r"Teller\u0000", "stats.purpose.nb", "control character (U+0000)"),
    ],
)
def test_what_does_not_fit(broken, old: str, new: str, key: str, part: str) -> None:
    found = [message for where, message in said(broken((old, new))) if where == key]
    assert len(found) == 1
    assert part in found[0]


def test_what_is_called_necessary_must_say_why(broken) -> None:
    (problem,) = broken(('reason.nb = "Du ba om det."\n', ""))
    assert (problem.key, problem.message(ENGLISH)) == (
        "service[0] (choice).basis",
        "a service that is called necessary must say why.",
    )


def test_the_same_name_twice_is_refused_but_not_in_another_kind_of_storage(broken, minimal: str) -> None:
    again = '  lifetime = "P1D"\n  purpose.nb = "x"\n'
    problems = broken((STORAGE, f"{STORAGE}{again}{STORAGE}"))
    assert said(problems) == [("stats.storage[1].name", "this service has «_st» (cookie) already.")]
    parse(minimal.replace(STORAGE, f'{STORAGE}  kind = "local"\n{again}{STORAGE}'))


def test_one_host_belongs_to_one_service(broken, minimal: str) -> None:
    other = 'reason.nb = "Du ba om det."\n'
    problems = broken((other, f'{other}hosts = ["cdn.stats.example"]\n'))
    assert said(problems) == [("stats.hosts[0]", "«cdn.stats.example» is declared already, by choice.")]
    parse(minimal.replace(other, f'{other}hosts = ["*.stats.example"]\n'))


@pytest.mark.parametrize("host", ["www.example.no", "static.example.no", "*.example.no", "a.shop.example"])
def test_own_hosts_are_no_services(minimal: str, broken, host: str) -> None:
    site = 'url = "https://www.example.no"'
    problems = broken(
        (site, f'{site}\nown_hosts = ["static.example.no", "*.shop.example"]'), ("cdn.stats.example", host)
    )
    assert said(problems) == [("stats.hosts[0]", f"«{host}» is the site's own host; a service cannot have it.")]


def test_the_cookie_of_the_choice_must_be_declared_when_there_is_a_choice(minimal: str) -> None:
    """Where our banner asks; what another tool keeps, the register alone cannot know."""
    other = minimal.replace('name = "samtykke"', 'name = "other"')
    with pytest.raises(RegisterError) as caught:
        parse(other, extra=register_checks(asks=True))
    (problem,) = caught.value.problems
    assert problem.key == "site.cookie"
    assert (problem.line, problem.column) == (1, 1)
    parse(other, extra=register_checks(asks=False))
    parse(minimal, extra=register_checks(asks=True))
    elsewhere = other.replace('basis = "consent"', 'basis = "consent"\nset_by = "elsewhere"')
    parse(elsewhere, extra=register_checks(asks=True))


@pytest.mark.parametrize(
    ("host", "part", "hint"),
    [
        ("https://cdn.example.com/x.js", "is an address", "Write «cdn.example.com»."),
        ("//cdn.example.com", "is an address", "Write «cdn.example.com»."),
        ("cdn.example.com/x", "more than a host", "Write «cdn.example.com»."),
        ("me@cdn.example.com", "more than a host", "Write «cdn.example.com»."),
        ("cdn.example.com:8080", "has a port", "Write «cdn.example.com»."),
        ("CDN.example.com", "lower case", "Write «cdn.example.com»."),
        ("blåbær.no", "in ASCII", "Write «xn--blbr-roah.no»."),
        ("*.blåbær.no", "in ASCII", "Write «*.xn--blbr-roah.no»."),
        ("cdn.*.com", "where it means nothing", "Only a whole first part"),
        ("*cdn.example.com", "where it means nothing", "Only a whole first part"),
        ("*", "where it means nothing", "Only a whole first part"),
        ("*.no", "other people's sites", "Name the domain"),
        ("*.co.uk", "other people's sites", "Name the domain"),
        ("*.github.io", "other people's sites", "Name the domain"),
        ("example.com.", "not a host name", "Write «example.com»."),
        ("-x.example.com", "not a host name", ""),
        ("a b.example.com", "not a host name", ""),
        ("", "not a host name", ""),
        ("cdn", "not a full host name", ""),
        (("x" * 60 + ".") * 5 + "no", "not a host name", ""),
    ],
)
def test_hosts_that_no_browser_would_ask_for(broken, host: str, part: str, hint: str) -> None:
    (problem,) = broken(("cdn.stats.example", host))
    assert part in problem.message(ENGLISH)
    assert problem.hint(ENGLISH).startswith(hint)
    assert bool(hint) == bool(problem.hint(ENGLISH))


@pytest.mark.parametrize(
    "host", ["a_b.example.com", "xn--blbr-roah.no", "*.example.co.uk", "127.0.0.1", "me.github.io"]
)
def test_hosts_that_are_fine(minimal: str, host: str) -> None:
    assert parse(minimal.replace("cdn.stats.example", host)).service[1].hosts == (host,)


def test_own_hosts_are_held_to_the_same_syntax(broken) -> None:
    site = 'url = "https://www.example.no"'
    (problem,) = broken((site, f'{site}\nown_hosts = ["https://example.no"]'))
    assert problem.key == "site.own_hosts[0]"
