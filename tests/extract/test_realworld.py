"""What real sites do, in small: found by holding the check against a browser on public sites (`bench/sites.py`)."""

from __future__ import annotations

import pytest

from samtykke.extract.script import Script, run

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
