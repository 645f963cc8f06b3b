// Criteo: events are pushed first, with the kind of device by the width of the window.
// expects: dynamic.criteo.com
window.criteo_q = window.criteo_q || [];
var deviceType = /iPad/.test(navigator.userAgent) ? "t" : /Mobile|iP(hone|od)|Android/.test(navigator.userAgent) ? "m" : "d";
window.criteo_q.push({ event: "setAccount", account: 12345 }, { event: "setSiteType", type: deviceType }, { event: "viewHome" });
(function (tag) { tag.async = !0; tag.src = "//dynamic.criteo.com/js/ld/ld.js?a=12345"; document.head.appendChild(tag); })(document.createElement("script"));
