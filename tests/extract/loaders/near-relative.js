// Near miss: what the site loads of its own.
// expects: nothing
// relative: js/app.js /api/items.json ../img/logo.png
var s = document.createElement("script"); s.src = "js/app.js"; document.head.appendChild(s);
fetch("/api/items.json").then((r) => r.json()).then((items) => { document.title = items.title; });
new Image().src = "../img/logo.png";
