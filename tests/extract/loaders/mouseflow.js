// Mouseflow.
// expects: cdn.mouseflow.com
window._mfq = window._mfq || [];
(function () {
  var mf = document.createElement("script");
  mf.type = "text/javascript"; mf.defer = true;
  mf.src = "//cdn.mouseflow.com/projects/00000000-0000-0000-0000-000000000000.js";
  document.getElementsByTagName("head")[0].appendChild(mf);
})();
