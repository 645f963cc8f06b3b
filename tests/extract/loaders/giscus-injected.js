// Giscus put in by a script, its theme by what the visitor prefers.
// expects: giscus.app
(() => {
  const attributes = { src: "https://giscus.app/client.js", "data-repo": "eksempel/kommentarer", "data-repo-id": "R_0", "data-mapping": "pathname", "data-lang": "nb", crossorigin: "anonymous", async: "" };
  const script = document.createElement("script");
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  document.body.appendChild(script);
})();
