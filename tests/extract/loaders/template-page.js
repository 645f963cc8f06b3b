// A template of the page, filled in and attached: what else it holds is not known.
// expects: filled.example.com
// opaque: what it attaches is read from the page's own elements
const card = document.getElementById("card").content.cloneNode(true);
card.querySelector("h2").textContent = "Sak";
card.querySelector("iframe").src = "https://filled.example.com/f";
document.querySelector("main").appendChild(card);
