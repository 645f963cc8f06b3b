// A preload that becomes a style sheet when it has come.
// expects: fonts.example.com
var l = document.createElement("link");
l.rel = "preload"; l.as = "style"; l.href = "https://fonts.example.com/css";
l.onload = function () { this.onload = null; this.rel = "stylesheet"; };
document.head.appendChild(l);
