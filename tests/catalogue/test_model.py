import json

import pytest
import quickjs

from samtykke.catalogue import load


def test_google_analytics_is_the_library_then_the_queue() -> None:
    library, queue = load().services["google-analytics"].tags({"measurement_id": "G-ABC123"})
    assert library.src == "https://www.googletagmanager.com/gtag/js?id=G-ABC123"
    assert library.is_async
    assert library.body == ""
    assert queue.src == ""
    assert (
        queue.body.index("function gtag()")
        < queue.body.index("gtag('js'")
        < queue.body.index("gtag('config', 'G-ABC123')")
    )


def test_pure_chat_queues_and_loads_the_widget() -> None:
    (tag,) = load().services["pure-chat"].tags({"widget_id": "7e1-a"})
    assert "purechatApi" in tag.body
    assert "'https://app.purechat.com/VisitorWidget/WidgetScript'" in tag.body
    assert "c: '7e1-a'" in tag.body
    assert "{widget_id}" not in tag.body


def test_addthis_takes_the_publisher() -> None:
    (tag,) = load().services["addthis"].tags({"publisher_id": "ra-1"})
    assert tag.src == "https://s7.addthis.com/js/300/addthis_widget.js#pubid=ra-1"


def test_a_service_without_tags_has_none() -> None:
    assert load().services["easyquest"].tags({}) == ()


@pytest.mark.parametrize(
    "value", ["", "G'-1", 'G"1', "G<1", "a b", "G-1\n", "{measurement_id}", "x\\", "æ", "a" * 201, "`", "1;2", "a&b"]
)
def test_a_value_that_could_end_its_string_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="measurement_id"):
        load().services["google-analytics"].tags({"measurement_id": value})


def test_missing_and_unknown_settings_are_named() -> None:
    known = load().services["google-analytics"]
    with pytest.raises(ValueError, match="missing setting measurement_id"):
        known.tags({})
    with pytest.raises(ValueError, match="unknown setting colour"):
        known.tags({"measurement_id": "G-1", "colour": "red"})


def test_storage_by_exact_name_before_wildcard() -> None:
    known = load().services["google-analytics"]
    named = {name: known.storage_named("cookie", name) for name in ("_ga", "_ga_X", "_ga_*", "_gat")}
    assert {name: item and item.name for name, item in named.items()} == {
        "_ga": "_ga",
        "_ga_X": "_ga_*",
        "_ga_*": "_ga_*",
        "_gat": None,
    }
    assert known.storage_named("local", "_ga") is None


STUBS = """
var window = globalThis, added = [];
var document = {
  createElement: function (name) { return { localName: name }; },
  head: { appendChild: function (element) { added.push(element); } }
};
"""


def test_the_queue_of_google_analytics_runs() -> None:
    script = quickjs.Context()
    script.eval(STUBS + load().services["google-analytics"].tags({"measurement_id": "G-1"})[1].body)
    assert json.loads(script.eval("JSON.stringify(dataLayer.map(a => Array.from(a)[0]))")) == ["js", "config"]
    assert script.eval("dataLayer[1][1]") == "G-1"


def test_the_loader_of_pure_chat_runs() -> None:
    script = quickjs.Context()
    script.eval(STUBS + load().services["pure-chat"].tags({"widget_id": "w-1"})[0].body)
    script.eval("purechatApi.on('chat:start', 1)")
    assert script.eval("purechatApi.l.length") == 1
    assert (
        script.eval("added[0].localName + ' ' + added[0].src")
        == "script https://app.purechat.com/VisitorWidget/WidgetScript"
    )
    script.eval("var made; function PCWidget(settings) { made = settings; } added[0].onload()")
    assert script.eval("made.c") == "w-1"
    assert script.eval("made.f") is True
