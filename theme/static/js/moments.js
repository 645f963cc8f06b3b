// A page may be older than the moments it speaks of: what ends hides, what begins shows. The words say when, in any case.
const obey = () => {
  for (const part of document.querySelectorAll("[data-until]")) {
    part.hidden = Date.now() >= Date.parse(part.dataset.until);
  }
  for (const part of document.querySelectorAll("[data-from]")) {
    part.hidden = Date.now() < Date.parse(part.dataset.from);
  }
};
obey();
document.addEventListener("visibilitychange", obey);
