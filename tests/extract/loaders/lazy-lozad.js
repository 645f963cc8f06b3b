// A lazy loader in the manner of lozad: an observer with a callback by default, pictures in `picture` and backgrounds too.
// page: <img class="lozad" data-src="https://image.example.com/a.jpg"><div class="lozad" data-background-image="https://back.example.com/b.jpg"></div><picture class="lozad" data-iesrc="https://ie.example.com/c.jpg" data-alt=""></picture><video class="lozad" data-poster="https://poster.example.com/p.jpg"><source data-src="https://video.example.com/v.mp4"></video>
// expects: image.example.com back.example.com ie.example.com poster.example.com video.example.com
!function (t, e) { "object" == typeof exports && "undefined" != typeof module ? module.exports = e() : "function" == typeof define && define.amd ? define(e) : t.lozad = e(); }(this, function () {
  "use strict";
  var validAttribute = function (v) { return v !== null && v !== ""; };
  var load = function (element) {
    if ("picture" === element.nodeName.toLowerCase()) {
      var img = element.querySelector("img"), append = false;
      if (img === null) { img = document.createElement("img"); append = true; }
      if (element.getAttribute("data-iesrc")) img.src = element.getAttribute("data-iesrc");
      if (element.getAttribute("data-alt")) img.alt = element.getAttribute("data-alt");
      if (append) element.append(img);
    }
    if ("video" === element.nodeName.toLowerCase() && !element.getAttribute("data-src") && element.children) {
      for (var kids = element.children, src, i = 0; i <= kids.length - 1; i++) { src = kids[i].getAttribute("data-src"); if (src) kids[i].src = src; }
      element.load();
    }
    if (element.getAttribute("data-poster")) element.poster = element.getAttribute("data-poster");
    if (element.getAttribute("data-src")) element.src = element.getAttribute("data-src");
    if (element.getAttribute("data-srcset")) element.setAttribute("srcset", element.getAttribute("data-srcset"));
    if (validAttribute(element.getAttribute("data-background-image"))) element.style.backgroundImage = "url('" + element.getAttribute("data-background-image").split(",").join("'),url('") + "')";
  };
  var getElements = function (selector, root) {
    if (selector instanceof Element) return [selector];
    if (selector instanceof NodeList) return selector;
    return (root || document).querySelectorAll(selector);
  };
  return function (selector, options) {
    selector = selector || ".lozad"; options = Object.assign({ rootMargin: "0px", threshold: 0, load: load }, options);
    var observer;
    if ("undefined" != typeof window && window.IntersectionObserver) observer = new IntersectionObserver(function (entries, o) {
      entries.forEach(function (entry) {
        if (0 < entry.intersectionRatio || entry.isIntersecting) { o.unobserve(entry.target); if ("true" !== entry.target.getAttribute("data-loaded")) { options.load(entry.target); entry.target.setAttribute("data-loaded", true); } }
      });
    }, { rootMargin: options.rootMargin, threshold: options.threshold });
    return {
      observe: function () {
        for (var elements = getElements(selector, options.root), i = 0; i < elements.length; i++) {
          if ("true" === elements[i].getAttribute("data-loaded")) continue;
          if (observer) { observer.observe(elements[i]); continue; }
          options.load(elements[i]);
        }
      },
    };
  };
});
lozad().observe();
