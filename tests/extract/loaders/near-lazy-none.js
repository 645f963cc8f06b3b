// Near miss: a lazy loader on a page that has nothing for it.
// page: <main><p>Ingen bilder</p></main>
// expects: nothing
var io = new IntersectionObserver(function (entries) { entries.forEach(function (e) { e.target.src = e.target.dataset.src; }); });
document.querySelectorAll("[data-src]").forEach(function (el) { io.observe(el); });
