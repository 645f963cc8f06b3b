// A loader that asks for the user agent, the screen and a global before it starts.
// expects: guarded.example.com
(function (w, d, n) {
  if (/bot|crawl|spider/i.test(n.userAgent) || w.innerWidth < 300 || n.webdriver) return;
  if (typeof w.Widget !== "undefined" && typeof Widget.boot === "function") return Widget.boot();
  if (!w.Promise || !("fetch" in w)) return;
  var e = d.createElement("script"); e.src = "https://guarded.example.com/widget.js"; (d.currentScript || d.scripts[0]).after(e);
})(window, document, navigator);
