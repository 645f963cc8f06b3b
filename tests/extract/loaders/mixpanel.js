// Mixpanel: methods made in a loop, the file by the page's protocol.
// expects: cdn.mxpnl.com
(function (f, b) {
  if (!b.__SV) {
    var e, g, i, h;
    window.mixpanel = b; b._i = [];
    b.init = function (token, config, name) {
      function queue(target, method) { target[method] = function () { target.push([method].concat(Array.prototype.slice.call(arguments, 0))); }; }
      var a = b; "undefined" !== typeof name ? a = b[name] = [] : name = "mixpanel";
      a.people = a.people || [];
      i = "disable time_event track track_pageview register identify reset".split(" ");
      for (h = 0; h < i.length; h++) queue(a, i[h]);
      b._i.push([token, config, name]);
    };
    b.__SV = 1.2;
    e = f.createElement("script"); e.type = "text/javascript"; e.async = true;
    e.src = "file:" === f.location.protocol && "//cdn.mxpnl.com/libs/mixpanel-2-latest.min.js".match(/^\/\//) ? "https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js" : "//cdn.mxpnl.com/libs/mixpanel-2-latest.min.js";
    g = f.getElementsByTagName("script")[0]; g.parentNode.insertBefore(e, g);
  }
})(document, window.mixpanel || []);
mixpanel.init("TOKEN", { persistence: "localStorage" });
mixpanel.track("Page");
