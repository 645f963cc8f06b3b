// A template of the page, filled in from a list and attached.
// page: <template id="card"><article><h2></h2><iframe loading="lazy"></iframe><img src="https://badge.example.com/b.png" alt=""></article></template><main></main>
// expects: one.example.com two.example.com badge.example.com
const card = document.querySelector("#card");
for (const [title, url] of [["En", "https://one.example.com/f"], ["To", "https://two.example.com/f"]]) {
  const copy = card.content.cloneNode(true);
  copy.querySelector("h2").textContent = title;
  copy.querySelector("article > iframe").setAttribute("src", url);
  document.querySelector("main").append(copy);
}
