// Turns the permanent link of an article into a button that copies it. Without scripts, or without a clipboard
// (pages not served over TLS have none), it stays the link that it is.
if (navigator.clipboard) {
  for (const link of document.querySelectorAll("a[data-copy-link]")) {
    const button = document.createElement("button");
    const status = link.closest(".share")?.querySelector("[role=status]");
    button.type = "button";
    button.textContent = link.dataset.label;
    button.addEventListener("click", async () => {
      let said = link.dataset.done;
      try {
        await navigator.clipboard.writeText(link.href);
      } catch {
        said = link.dataset.failed;
      }
      if (status) {
        status.textContent = said;
      }
    });
    link.replaceWith(button);
  }
}
