// One script after another, each when the last has come.
// expects: one.example.com two.example.com three.example.com
function chain(urls) {
  if (!urls.length) return;
  var s = document.createElement("script");
  s.src = urls[0];
  s.onload = function () { chain(urls.slice(1)); };
  document.head.appendChild(s);
}
chain(["https://one.example.com/1.js", "https://two.example.com/2.js", "https://three.example.com/3.js"]);
