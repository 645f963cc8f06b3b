// A lazy loader for images: their addresses stand in the page, and that is what is said of it.
// expects: nothing
// opaque: the address for img.src is read from the page's own elements
document.querySelectorAll("img[data-src]").forEach(function (img) { img.src = img.dataset.src; });
