// Clicky, old form: init is called when the file has come.
// expects: static.getclicky.com
var clicky = { log: function () { return; }, goal: function () { return; } };
var clicky_site_id = 123;
(function () {
  var s = document.createElement("script");
  s.type = "text/javascript"; s.async = true;
  s.src = ("https:" == document.location.protocol ? "https://static" : "http://static") + ".getclicky.com/js";
  (document.getElementsByTagName("head")[0] || document.getElementsByTagName("body")[0]).appendChild(s);
})();
