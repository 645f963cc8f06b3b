"""Which service declares a host."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samtykke.register import Register, Service
from samtykke.register.model import Site, Text
from samtykke.urls import matches

LABELS = st.lists(st.sampled_from(["a", "b", "cc", "no", ""]), min_size=1, max_size=5).map(".".join)
PATTERNS = st.one_of(LABELS, LABELS.map(lambda name: f"*.{name}"))


def register(services: list[list[str]]) -> Register:
    """Services of these hosts; names that a register may not have are taken too."""
    made = [
        Service.model_construct(id=f"s{number}", name="S", hosts=tuple(hosts), purpose=Text(nb="x"))
        for number, hosts in enumerate(services)
    ]
    return Register.model_construct(site=Site(url="https://a.no"), service=tuple(made))


@given(st.lists(st.lists(PATTERNS, max_size=4), max_size=4), st.one_of(LABELS, PATTERNS))
def test_it_is_the_first_of_which_a_pattern_matches(services: list[list[str]], host: str) -> None:
    declared = register(services)
    first = next((s for s in declared.service if any(matches(pattern, host) for pattern in s.hosts)), None)
    assert declared.declaring(host) is first


def test_a_copy_with_other_services_knows_those() -> None:
    declared = register([["a.no"], ["*.b.no"]])
    assert declared.declaring("x.b.no") is declared.service[1]
    assert declared.model_copy(update={"service": declared.service[:1]}).declaring("x.b.no") is None
    assert declared == register([["a.no"], ["*.b.no"]])


def test_a_host_of_many_dots_takes_no_time() -> None:
    assert register([["*.no"]]).declaring(".".join("a" * 50_000) + ".no") is not None
