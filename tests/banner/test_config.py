"""The slice of the register that the runtime gets."""

from __future__ import annotations

import json

import pytest

from browser import samples
from samtykke.banner import size
from samtykke.banner.config import COOKIE_LIMIT, config, cookie_size, embedded
from samtykke.register import category_digests
from samtykke.register.model import Register

_ASK = {"nb": "Formålet."}


def test_categories_carry_their_digest_and_sorted_services() -> None:
    declared = samples.register()
    made = config(declared, "nb")
    digests = category_digests(declared)
    assert made["categories"]["analytics"] == {
        "digest": digests["analytics"],
        "services": ["counter", "google-analytics"],
    }
    assert "necessary" not in made["categories"]
    assert (made["cookie"], made["lang"]) == ("samtykke", "nb")


def test_a_service_set_elsewhere_keeps_its_place() -> None:
    services = [s.model_dump() for s in samples.register().service]
    services[1]["set_by"] = "elsewhere"
    made = config(samples.register(service=tuple(services)), "nb")
    assert made["categories"]["analytics"]["services"] == ["", "google-analytics"]
    assert "counter" not in made["clear"]


def test_what_is_cleared() -> None:
    clear = config(samples.register(), "nb")["clear"]
    assert clear["google-analytics"]["cookie"] == ["_ga", "_ga_*"]
    assert clear[""] == {"cookie": ["__utma"]}  # an earlier tag's, whatever is chosen
    assert "counter" not in clear  # «*» would be everything


def test_third_parties_storage_is_not_ours_to_clear() -> None:
    services = [s.model_dump() for s in samples.register().service]
    services[2]["storage"][0]["party"] = "third"
    assert "chat" not in config(samples.register(service=tuple(services)), "nb")["clear"]


@pytest.mark.parametrize(
    ("necessary", "kept"), [("_ga_x", ["_ga_x"]), ("_g*", ["_g*"]), ("_ga", ["_ga"]), ("other", None), ("*", None)]
)
def test_necessary_storage_is_kept_from_a_wildcard(necessary: str, kept: list[str] | None) -> None:
    services = [s.model_dump() for s in samples.register().service]
    services[-1]["storage"][0]["name"] = necessary
    assert config(samples.register(service=tuple(services)), "nb")["keep"].get("cookie") == kept


def test_signals_for_google_and_microsoft_only() -> None:
    extra = (
        samples.service("clarity", "analytics", "*.clarity.ms", []),
        samples.service("uet", "marketing", "bat.bing.com", []),
        samples.service("lookalike", "analytics", "notgoogletagmanager.com", []),
    )
    base = samples.register().model_dump()
    category = (*base["category"], {"id": "marketing", "title": _ASK, "purpose": _ASK})
    made = config(samples.register(category=category, service=base["service"] + extra), "nb")["signals"]
    assert made["google-analytics"] == {"google": ["analytics_storage"]}
    assert made["clarity"] == {"clarity": ["analytics_storage"]}
    assert "ad_storage" in made["uet"]["uet"]
    assert set(made) == {"google-analytics", "clarity", "uet"}


def test_nothing_in_a_register_can_leave_the_script_element() -> None:
    evil = "</script><script>alert(1)</script><!-- & \u2028 \u2029"
    services = [s.model_dump() for s in samples.register().service]
    services[2]["storage"] = ({"name": evil, "lifetime": "P1Y", "purpose": _ASK},)
    declared = samples.register(service=tuple(services))
    text = embedded(declared, "nb")
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["clear"]["chat"]["cookie"] == [evil]


def large(categories: int, services: int) -> Register:
    """A register of so many categories with so many services each."""
    ids = [f"kategori-{n}" for n in range(categories)]
    return samples.register(
        category=tuple({"id": id_, "title": _ASK, "purpose": _ASK} for id_ in ids),
        service=tuple(
            samples.service(
                f"tjeneste-{id_}-{n}", id_, f"{id_}-{n}.test", [{"name": f"{id_}_{n}"}, {"name": f"{id_}_{n}_id"}]
            )
            for id_ in ids
            for n in range(services)
        ),
    )


def test_the_choice_fits_into_its_cookie() -> None:
    assert cookie_size("samtykke", [4] * 6) <= COOKIE_LIMIT
    config(large(12, 4), "nb")
    with pytest.raises(ValueError, match="bytes of cookie"):
        config(large(20, 4), "nb")


def test_the_size_that_python_foresees_is_the_longest_there_is() -> None:
    value = "1.zzzzzzz.anb.00000000-f.00000000-ff"
    assert cookie_size("samtykke", [4, 5]) == len(f"samtykke={value}")


def test_within_the_budgets() -> None:
    measured = size.measure(large(5, 2))
    assert {part: bytes_ for part, bytes_ in measured.items() if bytes_ > size.BUDGETS.get(part, bytes_)} == {}
