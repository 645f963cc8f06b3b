// Disqus when its place comes into view.
// expects: example-site.disqus.com
const observer = new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) {
    const s = document.createElement("script");
    s.src = "https://example-site.disqus.com/embed.js";
    document.body.appendChild(s);
    observer.disconnect();
  }
}, { rootMargin: "200px" });
observer.observe(document.querySelector("#disqus_thread") || document.body);
