// Near miss: a lazy loader for its own class, beside frames that wait for consent.
// page: <iframe data-category="media" data-service="youtube" data-src="https://gated.example.com/embed"></iframe><img class="lazy" data-src="/bilder/a.jpg">
// expects: nothing
// relative: /bilder/a.jpg
document.querySelectorAll("img.lazy, .lazy iframe").forEach(function (el) { el.src = el.dataset.src; });
