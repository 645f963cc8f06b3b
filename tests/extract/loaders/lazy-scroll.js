// On the first scroll, and only then.
// expects: scroll.example.com
function more() { window.removeEventListener("scroll", more); var f = document.createElement("iframe"); f.src = "//scroll.example.com/"; document.body.appendChild(f); }
window.addEventListener("scroll", more);
