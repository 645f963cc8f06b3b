// The same with promises and async functions.
// expects: first.example.com second.example.com
const bring = (src) => new Promise((resolve, reject) => {
  const s = document.createElement("script");
  s.onload = resolve; s.onerror = reject; s.src = src;
  document.head.append(s);
});
(async () => {
  await bring("https://first.example.com/a.js");
  await bring("https://second.example.com/b.js");
})();
