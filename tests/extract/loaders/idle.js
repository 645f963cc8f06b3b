// When the browser has nothing else to do.
// expects: idle.example.com
"requestIdleCallback" in window ? requestIdleCallback(start) : setTimeout(start, 1);
function start() { var l = document.createElement("link"); l.rel = "stylesheet"; l.href = "https://idle.example.com/a.css"; document.head.appendChild(l); }
