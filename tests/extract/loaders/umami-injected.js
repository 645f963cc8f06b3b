// Umami put in by a script, its settings as data attributes.
// expects: umami.example.org
var el = document.createElement("script");
el.setAttribute("src", "https://umami.example.org/script.js");
el.setAttribute("data-website-id", "00000000-0000-0000-0000-000000000000");
el.setAttribute("defer", "");
document.head.appendChild(el);
