// A lazy loader that keeps its elements by class, in the manner of lazysizes: pictures, frames and backgrounds.
// page: <img class="lazyload" data-src="https://image.example.com/a.jpg"><iframe class="lazyload" data-src="https://frame.example.com/f"></iframe><img data-srcset="//left.example.com/b 2x" class="other"><img class="lazyload" data-srcset="https://set.example.com/a.jpg 2x">
// expects: image.example.com frame.example.com set.example.com
(function (window, factory) {
  var lazy = factory(window, window.document, Date);
  window.lazyLoader = lazy;
})(window, function (window, document, Date) {
  "use strict";
  if (!document.getElementsByClassName) return;
  var config = window.lazyLoaderConfig || {};
  var defaults = { lazyClass: "lazyload", loadedClass: "lazyloaded", loadingClass: "lazyloading", srcAttr: "data-src", srcsetAttr: "data-srcset" };
  for (var prop in defaults) if (!(prop in config)) config[prop] = defaults[prop];
  var root = document.documentElement, elements;
  var hasClass = function (ele, cls) { return new RegExp("(\\s|^)" + cls + "(\\s|$)").test(ele.getAttribute("class") || ""); };
  var addClass = function (ele, cls) { if (!hasClass(ele, cls)) ele.setAttribute("class", (ele.getAttribute("class") || "").trim() + " " + cls); };
  var removeClass = function (ele, cls) { ele.setAttribute("class", (ele.getAttribute("class") || "").replace(new RegExp("(\\s|^)" + cls + "(\\s|$)"), " ")); };
  var fire = function (elem, name) { var e = document.createEvent("Event"); e.initEvent(name, true, true); elem.dispatchEvent(e); return e; };
  var unveil = function (elem) {
    if (hasClass(elem, config.loadedClass)) return;
    var src = elem.getAttribute(config.srcAttr), srcset = elem.getAttribute(config.srcsetAttr);
    fire(elem, "lazybeforeunveil");
    addClass(elem, config.loadingClass);
    removeClass(elem, config.lazyClass);
    if (srcset) elem.setAttribute("srcset", srcset);
    else if (src) elem.src = src;
  };
  var check = function () {
    for (var i = 0; i < elements.length; i++) {
      var rect = elements[i].getBoundingClientRect();
      if (rect.bottom >= -40 && rect.top <= window.innerHeight + 40 && rect.right >= 0 && (rect.width || rect.height)) unveil(elements[i]);
    }
  };
  var init = function () {
    elements = document.getElementsByClassName(config.lazyClass);
    addEventListener("scroll", check, true);
    addEventListener("resize", check, true);
    setTimeout(check, 0);
  };
  if (/d$|^c/.test(document.readyState)) init(); else document.addEventListener("DOMContentLoaded", init);
  return { init: init, cfg: config };
});
