// A text that is fetched and shown as a text.
// expects: nothing
// relative: /count.txt
fetch("/count.txt")
  .then((response) => response.text())
  .then((count) => {
    document.querySelector("#count").textContent = count;
    $("#again").text(count);
  });
