// Siteimprove's counter.
// expects: siteimproveanalytics.com
(function () {
  var sz = document.createElement("script"); sz.type = "text/javascript"; sz.async = true;
  sz.src = "//siteimproveanalytics.com/js/siteanalyze_123456.js";
  var s = document.getElementsByTagName("script")[0]; s.parentNode.insertBefore(sz, s);
})();
