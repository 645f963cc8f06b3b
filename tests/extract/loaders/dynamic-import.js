// import() with a fixed and with a computed address.
// expects: esm.example.com cdn.example.net
const library = "https://cdn.example.net/lib";
import("https://esm.example.com/a.mjs").then(({ default: start }) => start());
import(library + "/index.js").catch(console.error);
