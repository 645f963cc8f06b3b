// Segment: a queue with a method for every name in a list, and a load method.
// expects: cdn.segment.com
!function () {
  var analytics = window.analytics = window.analytics || [];
  if (analytics.initialize || analytics.invoked) return;
  analytics.invoked = true;
  analytics.methods = ["trackSubmit", "trackClick", "pageview", "identify", "reset", "group", "track", "ready", "alias", "page", "once", "off", "on"];
  analytics.factory = function (method) {
    return function () { var args = Array.prototype.slice.call(arguments); args.unshift(method); analytics.push(args); return analytics; };
  };
  for (var i = 0; i < analytics.methods.length; i++) { var key = analytics.methods[i]; analytics[key] = analytics.factory(key); }
  analytics.load = function (key, options) {
    var t = document.createElement("script"); t.type = "text/javascript"; t.async = true;
    t.src = "https://cdn.segment.com/analytics.js/v1/" + key + "/analytics.min.js";
    var n = document.getElementsByTagName("script")[0]; n.parentNode.insertBefore(t, n); analytics._loadOptions = options;
  };
  analytics.load("KEY"); analytics.page();
}();
