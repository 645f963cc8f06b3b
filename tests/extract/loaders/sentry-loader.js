// Sentry put in by a script; errors are kept until it has come.
// expects: js.sentry-cdn.com
(function (w, d) {
  var kept = []; w.sentryKept = kept;
  w.addEventListener("error", function (e) { kept.push(e.error); });
  w.sentryOnLoad = function () { Sentry.init({ dsn: "https://0000@o0.ingest.sentry.io/0" }); };
  var s = d.createElement("script"); s.src = "https://js.sentry-cdn.com/0000.min.js"; s.crossOrigin = "anonymous"; d.head.appendChild(s);
})(window, document);
