// Google Analytics, ga.js: the queue, then a script chosen by protocol.
// expects: ssl.google-analytics.com
var _gaq = _gaq || [];
_gaq.push(["_setAccount", "UA-000000-1"]);
_gaq.push(["_trackPageview"]);
(function () {
  var tracker = document.createElement("script");
  tracker.type = "text/javascript";
  tracker.async = true;
  tracker.src = ("https:" == document.location.protocol ? "https://ssl" : "http://www") + ".google-analytics.com/ga.js";
  var first = document.getElementsByTagName("script")[0];
  first.parentNode.insertBefore(tracker, first);
})();
