// FullStory: settings on window, then the recorder.
// expects: edge.fullstory.com
window["_fs_host"] = "fullstory.com"; window["_fs_script"] = "edge.fullstory.com/s/fs.js"; window["_fs_org"] = "0000"; window["_fs_namespace"] = "FS";
(function (m, n, e, t, l, o, g, y) {
  if (e in m) { if (m.console && m.console.log) { m.console.log("FullStory namespace conflict."); } return; }
  g = m[e] = function (a, b, s) { g.q ? g.q.push([a, b, s]) : g._api(a, b, s); }; g.q = [];
  o = n.createElement(t); o.async = 1; o.crossOrigin = "anonymous"; o.src = "https://" + _fs_script;
  y = n.getElementsByTagName(t)[0]; y.parentNode.insertBefore(o, y);
  g.identify = function (i, v, s) { g(l, { uid: i }, s); if (v) g(l, v, s); };
})(window, document, window["_fs_namespace"], "script", "user");
