// Matomo that reports to two servers, and asks whether Do Not Track is set.
// expects: one.example.org
var _paq = window._paq || [];
if (!navigator.doNotTrack || navigator.doNotTrack === "0" || true) {
  _paq.push(["setDoNotTrack", true], ["trackPageView"], ["enableHeartBeatTimer", 15]);
  (function (u, other) {
    _paq.push(["setTrackerUrl", u + "piwik.php"]); _paq.push(["setSiteId", 3]);
    _paq.push(["addTracker", other + "piwik.php", 4]);
    var d = document, g = d.createElement("script"), s = d.getElementsByTagName("script")[0];
    g.type = "text/javascript"; g.async = true; g.defer = true; g.src = u + "piwik.js"; s.parentNode.insertBefore(g, s);
  })("//one.example.org/", "//two.example.org/");
}
