// Disqus' thread.
// expects: example-site.disqus.com
var disqus_shortname = "example-site";
(function () {
  var dsq = document.createElement("script");
  dsq.async = true;
  dsq.src = "//" + disqus_shortname + ".disqus.com/embed.js";
  dsq.setAttribute("data-timestamp", +new Date());
  (document.getElementsByTagName("head")[0] || document.getElementsByTagName("body")[0]).appendChild(dsq);
})();
