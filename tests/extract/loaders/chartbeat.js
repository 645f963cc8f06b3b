// Chartbeat: a configuration object and a timestamp, appended to the body.
// expects: static.chartbeat.com
(function () {
  var _sf_async_config = window._sf_async_config = (window._sf_async_config || {});
  _sf_async_config.uid = 1; _sf_async_config.domain = "example.no"; _sf_async_config.useCanonical = true;
  function loadChartbeat() {
    var e = document.createElement("script"), n = document.getElementsByTagName("script")[0];
    e.type = "text/javascript"; e.async = true; e.src = "//static.chartbeat.com/js/chartbeat.js";
    n.parentNode.insertBefore(e, n);
  }
  window._sf_endpt = (new Date()).getTime();
  loadChartbeat();
})();
