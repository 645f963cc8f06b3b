/*
 * The editor's toolbar, on pages that `make watch` serves and on no others. It tells what is wrong with this page and
 * the build, which services the page names and which gates hold them back, and opens the Markdown at the right line.
 * In a shadow tree of its own: the page's style sheets do not reach it, nor it them.
 */
(() => {
  "use strict";
  const page = document.currentScript.dataset.page;
  const OPEN = "samtykke-toolbar-open";
  const STATES = { live: "lastes straks", gated: "venter på samtykke", action: "når leseren klikker" };
  const LEVELS = { error: "Feil", warning: "Advarsel", note: "Merknad" };
  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 0.75rem 0.75rem auto; z-index: 2147483647; font: 15px/1.5 system-ui, sans-serif; color: #14212b; color-scheme: light; }
    :host(:popover-open) { margin: 0; border: 0; padding: 0; background: none; overflow: visible; }
    * { box-sizing: border-box; }
    button, a { font: inherit; color: #0b4f8a; }
    button { cursor: pointer; min-block-size: 2rem; padding: 0.2rem 0.7rem; border: 1px solid #6b7c88; border-radius: 0.4rem; background: #fff; }
    .main { display: block; margin-inline-start: auto; padding: 0.4rem 0.9rem; border-width: 2px; font-weight: 600; box-shadow: 0 2px 8px #0003; }
    .main[data-state="ok"] { border-color: #1d6b3a; color: #14512b; }
    .main[data-state="look"] { border-color: #9a5b00; color: #6f4200; }
    .main[data-state="stop"] { border-color: #a8201a; color: #8a1510; }
    :focus-visible { outline: 3px solid #0b4f8a; outline-offset: 2px; }
    section { inline-size: min(34rem, calc(100vw - 1.5rem)); max-block-size: 70vh; overflow: auto; margin-block-end: 0.5rem; padding: 1rem; border: 1px solid #6b7c88; border-radius: 0.6rem; background: #fff; box-shadow: 0 4px 24px #0004; }
    h2 { margin: 0 0 0.5rem; font-size: 1.1rem; }
    h3 { margin: 1rem 0 0.3rem; font-size: 1rem; }
    ul { margin: 0; padding: 0; list-style: none; }
    li { padding-block: 0.45rem; border-block-start: 1px solid #d5dde2; overflow-wrap: anywhere; }
    p { margin: 0.15rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    pre { margin: 0.3rem 0; padding: 0.6rem; max-block-size: 14rem; overflow: auto; background: #f1f4f6; font: 13px/1.5 ui-monospace, monospace; }
    b { font-weight: 600; }
    .error { color: #8a1510; } .warning { color: #6f4200; }
    .quiet { color: #44545f; }
    .row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-block-start: 0.3rem; }
    @media print { :host { display: none; } }
    @media (forced-colors: active) { .main, section { border-color: CanvasText; } }
  `;

  const host = document.createElement("samtykke-toolbar");
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML =
    '<style></style><section id="panel" role="region" aria-labelledby="title" tabindex="-1" hidden></section>' +
    '<button class="main" type="button" aria-expanded="false" aria-controls="panel">Redaktør</button>' +
    '<span role="status" style="position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)"></span>';
  root.querySelector("style").textContent = STYLE;
  const [panel, main, status] = ["section", ".main", "[role=status]"].map((css) => root.querySelector(css));

  /** An element with text; everything the build says is text, never markup. */
  const make = (name, text = "", className = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const toggle = (open) => {
    panel.hidden = !open;
    main.setAttribute("aria-expanded", String(open));
    sessionStorage.setItem(OPEN, open ? "1" : "");
  };
  main.addEventListener("click", () => {
    toggle(panel.hidden);
    if (!panel.hidden) panel.focus();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      toggle(false);
      main.focus();
    }
  });

  const copier = (label, of, text) => {
    const button = make("button", label);
    button.type = "button";
    button.setAttribute("aria-label", `${label} ${of}`.trim());
    button.addEventListener("click", () => {
      const say = (word) => (status.textContent = button.textContent = word);
      navigator.clipboard.writeText(text).then(() => say("Kopiert"), () => say("Ikke kopiert"));
    });
    return button;
  };

  /** «content/a.md:7», with a link that opens it and a button that copies it. */
  const place = (entry) => {
    const path = entry.source && entry.source + (entry.line ? ":" + entry.line : "");
    if (!path) return entry.place ? make("p", entry.place, "quiet") : "";
    const row = make("div", "", "row");
    if (entry.open) {
      const link = make("a", "Åpne " + path);
      link.href = entry.open;
      row.append(link);
    } else row.append(make("span", path));
    row.append(copier("Kopier stien", path, path));
    return row;
  };

  const list = (title, entries, item) => {
    if (!entries.length) return [];
    const made = make("ul");
    made.append(...entries.map((entry) => {
      const li = make("li");
      li.append(...item(entry));
      return li;
    }));
    return [make("h3", `${title} (${entries.length})`), made];
  };

  const finding = (entry) => {
    const line = make("p");
    line.append(make("b", LEVELS[entry.level] + ": ", entry.level), entry.message);
    return [line, make("p", entry.help, "quiet"), ...(entry.page ? [make("p", "På " + entry.page, "quiet")] : []), place(entry)];
  };
  /** A message; a register entry that it offers stands by itself, to be copied. */
  const note = (told) => {
    const [, text, offer] = /^(.*?)(?:\n\n(\[\[.*))?$/s.exec(told.message);
    const entry = make("pre", offer);
    entry.tabIndex = 0; // it may scroll
    entry.setAttribute("role", "group");
    entry.setAttribute("aria-label", "Oppføring til registeret");
    const offered = offer ? [entry, copier("Kopier oppføringen", "", offer)] : [];
    return [make("p", text, "error"), ...offered, place(told)];
  };
  const service = (entry) => {
    const line = make("p");
    const gate = entry.category ? `, sperre: ${entry.category}` : "";
    line.append(make("b", entry.name), ` – ${STATES[entry.state]}${gate}`);
    return [line, make("p", entry.hosts.join(", "), "quiet")];
  };

  const show = (told) => {
    const errors = told.findings.filter((entry) => entry.level === "error").length + told.notes.length;
    const all = told.findings.length + told.notes.length;
    const others = told.elsewhere.length;
    main.dataset.state = !told.built || errors ? "stop" : all ? "look" : "ok";
    main.textContent = !told.built ? "Ikke bygget" : all ? `Å se på: ${all}` : "Siden er i orden";
    const heading = make("h2", told.built ? `Bygget på ${String(told.seconds).replace(".", ",")} s` : "Siden er ikke bygget på nytt");
    heading.id = "title";
    panel.replaceChildren(
      heading,
      ...(told.built ? [] : [make("p", "Du ser forrige utgave. Rett feilen og lagre, så bygges den på nytt.")]),
      ...list("Bygging", told.notes, note),
      ...list("Funn på denne siden", told.findings, finding),
      ...(told.findings.length ? [] : [make("p", "Ingen funn på denne siden.", "quiet")]),
      make("h3", "Teksten"),
      place(told.page) || make("p", "Siden er laget av en mal.", "quiet"),
      ...list("Tjenester og sperrer", told.services, service),
      ...(told.services.length ? [] : [make("p", "Ingen tjenester fra andre på denne siden.", "quiet")]),
      ...list("Funn andre steder", told.elsewhere, finding),
    );
    status.textContent = main.textContent + (others ? `. Andre steder: ${others}` : "");
  };

  const load = async () => {
    const answer = await fetch("/__samtykke/page.json?path=" + encodeURIComponent(page));
    const told = await answer.json();
    show(told);
    return told;
  };

  document.documentElement.append(host);
  toggle(Boolean(sessionStorage.getItem(OPEN)));
  load().then(({ number }) => {
    const events = new EventSource("/__samtykke/events?number=" + number);
    events.onmessage = ({ data }) => {
      // A broken build leaves the page as it is, and is told.
      if (JSON.parse(data).built) location.reload();
      else load();
    };
  });
})();
