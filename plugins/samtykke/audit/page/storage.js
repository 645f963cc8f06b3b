// The names of all that this frame's origin keeps in the browser, cookies aside: [kind, name] pairs.
async () => {
  const found = [];
  const each = async (kind, list) => {
    try {
      for (const name of await list()) found.push([kind, String(name).slice(0, 500)]);
    } catch {}
  };
  await each("local", () => Object.keys(localStorage));
  await each("session", () => Object.keys(sessionStorage));
  await each("indexeddb", async () => (await indexedDB.databases()).map(({ name }) => name || ""));
  await each("cache", () => caches.keys());
  await each("serviceworker", async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
  );
  return [origin, found];
}
