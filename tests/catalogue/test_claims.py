from samtykke.catalogue import KnownService
from samtykke.catalogue.claims import conflicts


def service(id_: str, **claims: tuple[str, ...]) -> KnownService:
    return KnownService(id=id_, name=id_, vendor="v", category="media", status="active", **claims)  # type: ignore[arg-type]


def test_a_shared_host_needs_a_path_to_tell_by() -> None:
    shared = [service("a", hosts=("x.example",)), service("b", hosts=("x.example",))]
    assert conflicts(shared) == ["host x.example is claimed by a and by b"]
    apart = [service("a", hosts=("x.example",)), service("b", urls=("x.example/b/",), fragments=("x.example/b/",))]
    assert conflicts(apart) == []


def test_the_same_global_however_spaced() -> None:
    both = [service("a", globals=("f('x', 1)",)), service("b", globals=("f('x',1)",))]
    assert conflicts(both) == ["global f('x',1) is claimed by a and by b"]


def test_a_fragment_is_an_address_of_its_own_service() -> None:
    services = [service("a", hosts=("x.example",)), service("b", fragments=("x.example/b", "y.example/"))]
    assert conflicts(services) == [
        "fragment x.example/b of b is an address of a",
        "fragment y.example/ of b is an address of no service",
    ]
