// Near miss: links that lead elsewhere get a target and a relation.
// page: <a href="https://elsewhere.example.com/page">y</a><a href="/side/">x</a>
// expects: nothing
for (const a of document.links) {
  if (a.hostname !== location.hostname) { a.target = "_blank"; a.rel = "noopener"; a.classList.add("external"); }
}
