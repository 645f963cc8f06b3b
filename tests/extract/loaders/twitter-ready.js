// X's widgets, second form: a queue for callbacks.
// expects: platform.twitter.com
window.twttr = (function (d, s, id) {
  var first = d.getElementsByTagName(s)[0], t = window.twttr || {};
  if (d.getElementById(id)) return t;
  var js = d.createElement(s);
  js.id = id;
  js.src = "https://platform.twitter.com/widgets.js";
  first.parentNode.insertBefore(js, first);
  t._e = [];
  t.ready = function (f) { t._e.push(f); };
  return t;
})(document, "script", "twitter-wjs");
