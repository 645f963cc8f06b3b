// The search page. What is heavy, pagefind with its index, is fetched when somebody begins to write. Nothing is sent.
for (const form of document.querySelectorAll("form[data-search]")) {
  const box = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const list = document.getElementById(form.dataset.results);
  let ready;

  // Begun once, and waited for by all: of words written meanwhile, pagefind would take the first for the last.
  const started = async () => {
    const pagefind = await import(form.dataset.search);
    await pagefind.init();
    return pagefind;
  };

  const item = ({ url, meta, excerpt }) => {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    const text = document.createElement("p");
    link.href = url;
    link.textContent = meta.title;
    text.innerHTML = excerpt; // pagefind's own: text with entities, and <mark>
    entry.append(link, text);
    return entry;
  };

  const search = async () => {
    const words = box.value.trim();
    const address = new URL(location.href);
    address.search = words && new URLSearchParams({ q: words });
    history.replaceState(null, "", address);
    if (!words) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      ready ??= started();
      const pagefind = await ready;
      const found = await pagefind.debouncedSearch(words, {}, 150);
      const shown = found && (await Promise.all(found.results.slice(0, 20).map((result) => result.data())));
      if (shown && words === box.value.trim()) {
        list.replaceChildren(...shown.map(item));
        const count = found.results.length;
        status.textContent = count === 1 ? form.dataset.one : form.dataset.many.replace("0", count);
      }
    } catch {
      ready = undefined; // the next letter tries again
      status.textContent = form.dataset.failed;
    }
  };

  form.hidden = false;
  document.querySelector("[data-without-script]")?.remove();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  box.addEventListener("input", search);
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  if (box.value) {
    search();
  }
}
