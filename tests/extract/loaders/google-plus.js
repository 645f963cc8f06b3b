// Google's buttons of old: the language in a global, the file deferred.
// expects: apis.google.com
window.___gcfg = { lang: "no" };
(function () {
  var po = document.createElement("script"); po.type = "text/javascript"; po.async = true;
  po.src = "https://apis.google.com/js/platform.js";
  var s = document.getElementsByTagName("script")[0]; s.parentNode.insertBefore(po, s);
})();
