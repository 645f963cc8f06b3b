"""What real sites do, in small: found by holding the check against a browser on public sites (`bench/sites.py`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pages import third
from samtykke.extract import SiteContext, scan
from samtykke.extract.script import Script, run
from samtykke.extract.scripts import signatures
from samtykke.model import Evidence, State
from samtykke.site import Document
from samtykke.urls import Hosts

URL = "https://www.example.no/side/"

FLUTTER = """
(() => {
  const breaks = typeof Intl.v8BreakIterator < "u" && typeof Intl.Segmenter < "u";
  const wasm = () => WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  class Loader {
    async load(settings) {
      if ("serviceWorker" in navigator && settings) {
        await navigator.serviceWorker.getRegistration().then((found) => (found ? found.update() : undefined));
      }
      const policy = window.trustedTypes && trustedTypes.createPolicy("app", { createScriptURL: (url) => url });
      const base = ["https://engine.test/kit", wasm() && breaks ? "chromium" : ""].filter(Boolean).join("/");
      WebAssembly.compileStreaming(fetch(base + "/kit.wasm"));
      const address = base + "/kit.js";
      return import(policy ? policy.createScriptURL(address) : address);
    }
  }
  new Loader().load({ version: 1 });
})();
"""
MENU = """
const menu = [{ state: "data-import", name: "Import", icon: "import", shown: "data import" }, { icon: "a-export" }];
fetch("https://api.test/menu?" + menu.length);
"""
PLUGIN = """
!function (t) {
  var version = t.fn.jquery.split(" ")[0].split(".");
  if (version[0] < 2 && version[1] < 9 || version[0] > 3) throw new Error("needs at least jQuery 1.9 but less than 4");
}(jQuery);
jQuery(function (t) { t.getScript("https://plugin.test/x.js"); });
new Image().src = "https://pixel.test/p.gif";
"""
CASES = {
    # A web app's bootstrap asks what `Intl` can do, not whether there is one.
    "app-bootstrap": (FLUTTER, "classic", {"engine.test"}),
    # jQuery comes from a third party and is not here to run; its version decides whether the rest of a bundle runs.
    "version-of-jquery": (PLUGIN, "classic", {"plugin.test", "pixel.test"}),
    # The word at the end of a text is no import: the module would not parse, and nothing of it would be seen.
    "import-in-text": (MENU, "module", {"api.test"}),
    "import-after-block": ("function f() {}import './a.js';f();fetch('https://api.test/')", "module", {"api.test"}),
    "import-after-comment": ("/* v1 */import a from './a.js';fetch('https://api.test/' + a)", "module", {"api.test"}),
    "import-on-its-line": ("let a = 1\n  import './a.js'\nfetch('https://api.test/')", "module", {"api.test"}),
}


@pytest.mark.parametrize("name", CASES)
def test_is_seen(name: str) -> None:
    code, kind, hosts = CASES[name]
    outcome = run([Script(code, kind, "")], URL)  # type: ignore[arg-type]
    assert {load.url.split("/")[2] for load in outcome.loads if load.url.startswith("https:")} == hosts


RUNTIME = """
(function () {
  var installed = {}, waiting = {}, modules = {};
  function need(id) { var m = { exports: {} }; modules[id](m, m.exports, need); return m.exports; }
  need.e = function (id) {
    if (installed[id]) return Promise.resolve();
    return new Promise(function (done) {
      waiting[id] = done;
      var part = document.createElement("script");
      part.src = "/assets/part-" + id + ".js";
      document.head.appendChild(part);
    });
  };
  var parts = (window.appParts = window.appParts || []);
  parts.push = function (part) {
    Object.keys(part[1]).forEach(function (id) { modules[id] = part[1][id]; });
    installed[part[0]] = true;
    if (waiting[part[0]]) waiting[part[0]]();
  };
  need.e(7).then(function () { need("comments").show("forum"); });
})();
"""
PART = """
(window.appParts = window.appParts || []).push([7, { comments: function (module, exports) {
  exports.show = function (name) {
    var script = document.createElement("script");
    script.src = "//" + name + ".comments.test/embed.js";
    document.body.appendChild(script);
  };
} }]);
"""


def test_part_of_a_bundle_is_followed(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/app.js").write_text(RUNTIME, "utf-8")
    (tmp_path / "assets/part-7.js").write_text(PART, "utf-8")
    page = b"<!doctype html><title>x</title><p>x</p><script src=/assets/app.js></script>"
    site = SiteContext(Hosts("https://www.example.no"), str(tmp_path))
    found = scan(Document("index.html", "html", page), site).references
    assert ("forum.comments.test", State.LIVE, Evidence.EXECUTED) in {(r.host, r.state, r.evidence) for r in found}


def test_signature_in_a_commented_line_is_none() -> None:
    call = "load('www.google-analytics.com/analytics.js');"
    assert signatures(call)
    assert not signatures(f"throw 1;\n  // {call}\n\t//{call}")
    (_url, offset) = signatures(f"// {call}\n{call}")[0]
    assert offset > len(f"// {call}")


@pytest.mark.parametrize(
    "address",
    ["'data:text/css,p{background:url(https://c.example/x)}'",
     "URL.createObjectURL(new Blob(['p{background:url(https://c.example/x)}'], {type: 'text/css'}))"],
)  # fmt: skip
def test_a_style_sheet_that_a_script_holds_is_read(address: str) -> None:
    script = (
        f"var l = document.createElement('link'); l.rel = 'stylesheet'; l.href = {address}; document.head.append(l)"
    )
    assert third(f"<script>{script}</script>") == {"c": "live"}
