// Links that are fetched ahead when they come into view, in the manner of quicklink: also those that lead elsewhere.
// page: <a href="/side/">x</a><a href="https://elsewhere.example.com/page">y</a><a href="mailto:a@example.com">z</a>
// expects: elsewhere.example.com
// relative: https://www.example.no/side/
const done = new Set();
const prefetch = (url) => {
  if (done.has(url)) return;
  done.add(url);
  const link = document.createElement("link"); link.rel = "prefetch"; link.href = url; document.head.appendChild(link);
};
const seen = new IntersectionObserver((entries) => entries.forEach((entry) => { if (entry.isIntersecting) prefetch(entry.target.href); }));
const idle = window.requestIdleCallback || ((run) => setTimeout(run, 1));
idle(() => document.querySelectorAll("a").forEach((a) => { if (/^https?:$/.test(a.protocol)) seen.observe(a); }));
