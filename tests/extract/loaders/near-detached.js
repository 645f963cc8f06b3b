// Near miss: script, frame and style sheet that are never attached.
// expects: nothing
var s = document.createElement("script"); s.src = "https://never.example.com/a.js";
var f = document.createElement("iframe"); f.src = "https://never.example.com/f";
var l = document.createElement("link"); l.rel = "stylesheet"; l.href = "https://never.example.com/s.css";
var d = document.createElement("div"); d.appendChild(s);
new DOMParser().parseFromString("<img src='https://never.example.com/p'>", "text/html");
