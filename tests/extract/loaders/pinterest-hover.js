// Buttons that a script puts on every picture of a page.
// page: <main><img src="/a.jpg"><img src="/b.jpg" nopin="nopin"></main>
// expects: pin.example.com
document.querySelectorAll("main img:not([nopin])").forEach((img) => {
  img.insertAdjacentHTML("afterend", `<a href="https://pin.example.com/create?media=${encodeURIComponent(img.src)}"><img src="https://pin.example.com/button.png" alt=""></a>`);
});
