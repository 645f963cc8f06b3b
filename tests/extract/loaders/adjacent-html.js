// insertAdjacentHTML, and a fragment of a range.
// expects: adjacent.example.com fragment.example.com
document.body.insertAdjacentHTML("beforeend", "<img src='https://adjacent.example.com/i'>");
document.body.append(document.createRange().createContextualFragment("<script src='https://fragment.example.com/f.js'><\/script>"));
