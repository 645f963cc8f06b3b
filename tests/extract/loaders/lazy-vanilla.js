// A lazy loader in the manner of vanilla-lazyload: a class with settings, native observers, `data-ll-status`.
// page: <main><img class="lazy" data-src="https://image.example.com/a.jpg" alt=""><iframe class="lazy" data-src="https://frame.example.com/f"></iframe><div class="lazy" data-bg="https://back.example.com/b.jpg"></div><img class="lazy" data-src="https://done.example.com/a.jpg" data-ll-status="loaded"></main>
// expects: image.example.com frame.example.com back.example.com
(function () {
  const runningOnBrowser = typeof window !== "undefined";
  const isBot = (runningOnBrowser && !("onscroll" in window)) || (typeof navigator !== "undefined" && /(gle|ing|ro)bot|crawl|spider/i.test(navigator.userAgent));
  const supportsIO = runningOnBrowser && "IntersectionObserver" in window;
  const defaults = { elements_selector: ".lazy", container: isBot || runningOnBrowser ? document : null, data_src: "src", data_bg: "bg", class_loaded: "loaded", use_native: false };
  const getData = (el, name) => el.getAttribute("data-" + name);
  const status = (el) => getData(el, "ll-status");
  const setStatus = (el, value) => el.setAttribute("data-ll-status", value);
  const loaders = { IMG: (el, s) => el.setAttribute("src", getData(el, s.data_src)), IFRAME: (el, s) => { el.src = getData(el, s.data_src); } };
  const reveal = (el, s) => {
    const how = loaders[el.tagName];
    if (how) how(el, s);
    else if (getData(el, s.data_bg)) { el.style.backgroundImage = `url("${getData(el, s.data_bg)}")`; }
    setStatus(el, "loading");
  };
  class Lazy {
    constructor(settings) {
      this.settings = Object.assign({}, defaults, settings);
      this.observer = supportsIO ? new IntersectionObserver((entries) => entries.forEach((entry) => { if (entry.isIntersecting || entry.intersectionRatio > 0) { reveal(entry.target, this.settings); this.observer.unobserve(entry.target); } })) : null;
      this.update();
    }
    update() {
      const all = Array.prototype.slice.call(this.settings.container.querySelectorAll(this.settings.elements_selector)).filter((el) => status(el) === null);
      all.forEach((el) => (this.observer ? this.observer.observe(el) : reveal(el, this.settings)));
    }
  }
  window.LazyLoad = Lazy;
})();
document.addEventListener("DOMContentLoaded", () => new LazyLoad({ use_native: false }));
