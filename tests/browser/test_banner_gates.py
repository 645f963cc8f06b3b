"""Every kind of gate, in real browsers."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest

from browser import samples
from browser.common import CHAT, DECLARED, VIDEO, custom, done, urls
from browser.harness import Answer, Browser, World, serve, settle, until
from samtykke import banner

pytestmark = pytest.mark.browser


def test_gates_that_come_later(browser: Browser, tmp_path: Path) -> None:
    with custom(tmp_path, "<div id=late></div>") as served, browser.open(served.url) as visit:
        done(visit)
        late = (
            samples.script("functional", "chat", CHAT)
            + '<img data-category="media" data-service="map" data-src="https://map.test/1.png" alt="">'
        )
        visit.evaluate(f"late.innerHTML = {json.dumps(late)}")
        until(visit, "window.ran?.length === 1")
        settle(visit)
        assert set(urls(visit)) == {CHAT, "https://map.test/1.png"}


def test_an_embed_that_comes_later_can_be_shown(browser: Browser, tmp_path: Path) -> None:
    with custom(tmp_path, "<div id=late></div>") as served, browser.open(served.url) as visit:
        late = banner.embed(DECLARED, "video", VIDEO, "En film", "nb")
        visit.evaluate(f"(late.innerHTML = '<article><div></div></article>', "
                       f"late.querySelector('div').innerHTML = {json.dumps(late)})")  # fmt: skip
        settle(visit, 0.1)
        assert visit.requests == []
        visit.click("#late [data-samtykke-do=once]")
        until(visit, "document.activeElement.localName === 'iframe'")
        visit.evaluate("document.querySelector('dialog [data-samtykke-do=accept]').click()")
        visit.evaluate(f"late.insertAdjacentHTML('beforeend', {json.dumps(late)})")
        until(visit, "document.querySelectorAll('#late figure iframe').length === 2")


def test_fifty_gates_in_order_and_once(browser: Browser, tmp_path: Path) -> None:
    content = "".join(
        samples.script("analytics", "counter", f"https://counter.test/{n}.js")
        if n % 3
        else samples.inline("analytics", "counter", f"(window.ran = window.ran || []).push('{n}')")
        for n in range(50)
    )
    with custom(tmp_path, content) as served, browser.open(served.url) as visit:
        visit.evaluate(
            "(() => { for (let n = 0; n < 20; n++) document.querySelector('[data-samtykke-do=accept]').click() })()"
        )
        until(visit, "window.ran?.length === 50")
        settle(visit)
        expected = [f"https://counter.test/{n}.js" if n % 3 else str(n) for n in range(50)]
        assert visit.evaluate("ran") == expected
        assert len(visit.requests) == len(set(visit.requests))


ASYNC = " data-async crossorigin referrerpolicy=origin"
KINDS = (
    samples.script("analytics", "counter", "https://counter.test/m.js", ' data-type=module id=m class=c data-x=1')
    + samples.script("analytics", "counter", "https://counter.test/n.js", ' nomodule')
    + samples.script("analytics", "counter", "https://counter.test/a.js", ASYNC)
    + samples.script("analytics", "counter", "javascript:alert(1)")
    + samples.script("analytics", "nobody", "https://nobody.test/x.js")
    + samples.script("media", "counter", "https://counter.test/wrong.js")
    + samples.script("constructor", "counter", "https://counter.test/proto.js")
    + '<img data-category="media" data-service="map" data-src="https://map.test/1.png" alt=""'
    + ' data-srcset="https://map.test/2.png 1x">'
    + '<link data-category="media" data-service="map" rel="stylesheet" data-href="https://map.test/x.css">'
    + '<iframe data-category="media" data-service="map" data-src="https://map.test/frame" title="x"></iframe>'
    + '<figure data-category="media" data-service="map" data-src="javascript:parent.bad=1"></figure>'
    + banner.block(
        DECLARED,
        "chat",
        "<p id=block>Hei</p><!-- x --><script>window.inBlock = 1</script>"
        "<script src='https://chat.test/b.js'></script>",
    )
)  # fmt: skip


def test_every_kind_of_gate(browser: Browser, tmp_path: Path) -> None:
    with custom(tmp_path, KINDS) as served, browser.open(served.url) as visit:
        settle(visit, 0.1)
        assert visit.requests == []
        done(visit)
        until(visit, "window.inBlock && window.ran?.includes('https://chat.test/b.js') && window.ran.length === 3")
        settle(visit)
        wanted = {f"https://counter.test/{name}.js" for name in "ma"} | {"https://chat.test/b.js"}
        images = {"https://map.test/2.png", "https://map.test/x.css", "https://map.test/frame"}
        assert set(urls(visit)) == wanted | images
        made = visit.evaluate(
            "(s => [s.type, s.id, s.className, s.dataset.x, s.async])(document.querySelector('script[src$=\"m.js\"]'))"
        )
        assert made == ["module", "m", "c", "1", False]
        other = visit.evaluate(
            "(s => [s.async, s.crossOrigin, s.referrerPolicy])(document.querySelector('script[src$=\"a.js\"]'))"
        )
        assert other == [True, "anonymous", "origin"]
        assert visit.evaluate("[!!document.getElementById('block'), window.bad ?? null]") == [True, None]


def kept(body: str, name: str, more: str) -> str:
    """A gated file with all that a page may have written on a script; its hash is that of what comes."""
    hashed = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    attributes = f' integrity="sha256-{hashed}" crossorigin=anonymous nonce=abc referrerpolicy=no-referrer {more}'
    return samples.script("analytics", "counter", f"https://counter.test/{name}.js", attributes)


BODY = "(window.ran = window.ran || []).push(document.currentScript?.dataset.name || 'module');"
MADE = (
    "[...document.querySelectorAll('script[src^=\"https:\"]')].map(s => [s.dataset.name, s.integrity, s.crossOrigin,"
    " s.nonce, s.referrerPolicy, s.async, s.defer, s.noModule, s.type])"
)


def test_a_revived_script_keeps_what_was_written_on_it(browser: Browser, tmp_path: Path) -> None:
    content = "".join(
        kept(BODY, name, f"data-name={name} {more}")
        for name, more in (
            ("plain", ""), ("async", "async"), ("data-async", "data-async"), ("defer", "defer"),
            ("module", "data-type=module"), ("nomodule", "nomodule"),
        )
    )  # fmt: skip
    content += kept(BODY + " ", "tampered", "data-name=tampered")
    content += (
        '<script type="text/plain" data-category="analytics" data-service="counter" nonce="abc">'
        "(window.ran = window.ran || []).push('inline')</script>"
        '<script type="text/plain" data-category="analytics" data-service="counter" nonce="wrong">'
        "(window.ran = window.ran || []).push('wrong nonce')</script>"
    )
    samples.write(tmp_path, DECLARED, {"index.html": samples.page(DECLARED, content)})
    head = base64.b64encode(hashlib.sha256(banner.HEAD_SNIPPET.encode()).digest()).decode()
    policy = {"Content-Security-Policy": f"script-src 'self' 'sha256-{head}' 'nonce-abc'"}
    world = World(answers=lambda *_: Answer(BODY, "text/javascript"))
    with serve(tmp_path, policy) as served, browser.open(served.url, world=world) as visit:
        done(visit)
        until(visit, "window.ran?.length === 6")
        settle(visit)
        # Neither the file with another content, nor the one for browsers without modules, nor the foreign nonce.
        assert sorted(visit.evaluate("ran")) == ["async", "data-async", "defer", "inline", "module", "plain"]
        assert urls(visit).count("https://counter.test/nomodule.js") == 0
        made = {name: rest for name, *rest in visit.evaluate(MADE)}
        hashed = "sha256-" + base64.b64encode(hashlib.sha256(BODY.encode()).digest()).decode()
        same = [hashed, "anonymous", "abc", "no-referrer"]
        tampered = made.pop("tampered")
        assert made == {
            "plain": [*same, False, False, False, ""],
            "async": [*same, True, False, False, ""],
            "data-async": [*same, True, False, False, ""],
            "defer": [*same, False, True, False, ""],
            "module": [*same, False, False, False, "module"],
            "nomodule": [*same, False, False, True, ""],
        }
        assert tampered[0] != hashed
