// GoatCounter: settings first, then the counter by a script.
// expects: gc.zgo.at
window.goatcounter = { no_onload: false, path: function (p) { return location.host + p; } };
(function () {
  var s = document.createElement("script");
  s.async = 1; s.dataset.goatcounter = "https://example.goatcounter.com/count"; s.src = "//gc.zgo.at/count.js";
  (document.body || document.head).appendChild(s);
})();
