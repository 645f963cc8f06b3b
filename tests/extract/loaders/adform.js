// Adform's tracking point: settings as an object, or a list of them.
// expects: track.adform.net
window._adftrack = Array.isArray(window._adftrack) ? window._adftrack : (window._adftrack ? [window._adftrack] : []);
window._adftrack.push({ HttpHost: "track.adform.net", pm: 1234567, divider: encodeURIComponent("|"), pagename: encodeURIComponent("Forside") });
(function () {
  var s = document.createElement("script"); s.type = "text/javascript"; s.async = true; s.src = "https://track.adform.net/serving/scripts/trackpoint/async/";
  var x = document.getElementsByTagName("script")[0]; x.parentNode.insertBefore(s, x);
})();
