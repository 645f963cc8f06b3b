// Matomo's tag manager: a start time, then the container.
// expects: cdn.matomo.cloud
var _mtm = window._mtm = window._mtm || [];
_mtm.push({ "mtm.startTime": (new Date().getTime()), "event": "mtm.Start" });
(function () {
  var d = document, g = d.createElement("script"), s = d.getElementsByTagName("script")[0];
  g.async = true; g.src = "https://cdn.matomo.cloud/example.matomo.cloud/container_AbCdEfGh.js"; s.parentNode.insertBefore(g, s);
})();
