// TikTok's pixel: methods made in a loop, the loader is one of them.
// expects: analytics.tiktok.com
!function (w, d, t) {
  w.TiktokAnalyticsObject = t;
  var q = w[t] = w[t] || [];
  q.methods = ["page", "track", "identify"];
  q.setAndDefer = function (o, m) { o[m] = function () { o.push([m].concat(Array.prototype.slice.call(arguments, 0))); }; };
  for (var i = 0; i < q.methods.length; i++) q.setAndDefer(q, q.methods[i]);
  q.load = function (id) {
    var at = "https://analytics.tiktok.com/i18n/pixel/events.js";
    var s = document.createElement("script");
    s.async = !0; s.src = at + "?sdkid=" + id + "&lib=" + t;
    var f = document.getElementsByTagName("script")[0];
    f.parentNode.insertBefore(s, f);
  };
  q.load("XXXX"); q.page();
}(window, document, "ttq");
