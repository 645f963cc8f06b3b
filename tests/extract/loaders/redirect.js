// A redirect by script.
// expects: moved.example.com
if (window.top === window.self) { window.location.replace("https://moved.example.com" + location.pathname); }
