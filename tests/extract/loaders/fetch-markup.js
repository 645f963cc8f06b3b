// A fragment of the site that is fetched and put into the page as it comes.
// expects: nothing
// relative: /fragment.html
// opaque: the markup that it writes is not known
fetch("/fragment.html")
  .then((response) => response.text())
  .then((html) => {
    document.querySelector("#place").innerHTML = html;
  });
