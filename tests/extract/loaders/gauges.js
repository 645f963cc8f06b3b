// Gauges: the site's number as an attribute of the script.
// expects: secure.gaug.es
var _gauges = _gauges || [];
(function () {
  var t = document.createElement("script");
  t.type = "text/javascript"; t.async = true; t.id = "gauges-tracker";
  t.setAttribute("data-site-id", "0123456789abcdef01234567");
  t.setAttribute("data-track-path", "https://track.gaug.es/track.gif");
  t.src = "https://secure.gaug.es/track.js";
  var s = document.getElementsByTagName("script")[0];
  s.parentNode.insertBefore(t, s);
})();
