// A counter that reads its settings from its own element, in the manner of umami and Plausible.
// page: <script data-website-id="1f" data-host-url="https://count.example.com"></script>
// expects: count.example.com
((window) => {
  const { document, location, localStorage, screen } = window;
  const { currentScript } = document;
  if (!currentScript) return;
  const attr = currentScript.getAttribute.bind(currentScript);
  const element = document.querySelector("script[data-website-id]");
  const host = attr("data-host-url") || element.dataset.hostUrl;
  if (localStorage && localStorage.getItem("umami.disabled")) return;
  const send = (payload) => fetch(`${host.replace(/\/$/, "")}/api/send`, { method: "POST", body: JSON.stringify(payload) });
  const init = () => { if (document.readyState === "complete") send({ website: attr("data-website-id"), screen: `${screen.width}x${screen.height}`, url: location.href }); };
  document.addEventListener("readystatechange", init, true);
  init();
})(window);
