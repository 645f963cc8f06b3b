// As much of jQuery's form as this theme needs.
window.jQuery = window.$ = function (what) {
  if (typeof what === "function") return document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", what) : what();
  const found = [...document.querySelectorAll(what)];
  return { on: (event, act) => found.forEach((one) => one.addEventListener(event, act)), addClass: (name) => found.forEach((one) => one.classList.add(name)) };
};
