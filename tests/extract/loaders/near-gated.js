// Near miss: a script of a type that does not run, and a link that is no resource.
// expects: nothing
var s = document.createElement("script"); s.type = "text/plain"; s.src = "https://never.example.com/a.js"; document.head.appendChild(s);
var l = document.createElement("link"); l.rel = "canonical"; l.href = "https://never.example.com/c"; document.head.appendChild(l);
