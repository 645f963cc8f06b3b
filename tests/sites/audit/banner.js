// A banner as a shop may have made it for itself, with no interface that a program could ask.
const ALL = ["analytics", "marketing"];
const COOKIES = ["_teller", "_annonse"];
const ITEMS = ["teller"];
const box = document.getElementById("kaker");

const kept = () => /(?:^|; )valg=([^;]*)/.exec(document.cookie)?.[1];
const granted = () => (kept() || "").split(".").filter((category) => ALL.includes(category));

function keep(categories) {
  document.cookie = `valg=${categories.join(".") || "ingen"}; path=/; max-age=15724800; samesite=lax`;
}

function run(categories) {
  for (const gate of document.querySelectorAll("script[type='text/plain'][data-category]")) {
    if (!categories.includes(gate.dataset.category)) continue;
    const script = document.createElement("script");
    if (gate.dataset.src) script.src = gate.dataset.src;
    else script.textContent = gate.textContent;
    gate.replaceWith(script);
  }
}

function clear() {
  for (const name of COOKIES) document.cookie = `${name}=; path=/; max-age=0`;
  for (const name of ITEMS) localStorage.removeItem(name);
}

function choose(categories) {
  const withdrawn = granted().some((category) => !categories.includes(category));
  keep(categories);
  box.hidden = true;
  if (withdrawn) {
    clear();
    location.reload();
  }
  run(categories);
}

const ticked = () => [...box.querySelectorAll("input:checked")].map((input) => input.value);
const acts = {
  yes: () => choose(ALL),
  no: () => choose([]),
  more: () => (document.getElementById("valg").hidden = false),
  save: () => choose(ticked()),
  close: () => (box.hidden = true),
  open: () => (box.hidden = false),
};
document.addEventListener("click", (event) => acts[event.target.dataset?.do]?.());

if (kept() !== undefined) run(granted());
else if (!navigator.globalPrivacyControl) box.hidden = false;
