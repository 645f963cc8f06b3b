// Comments from elsewhere when their heading comes into view; the address stands in the page.
// page: <section id="comments" data-host="https://comments.example.com" data-repo="a/b"><h2>Kommentarer</h2></section>
// expects: comments.example.com
const place = document.getElementById("comments");
const watch = new IntersectionObserver(([entry]) => {
  if (!entry.isIntersecting) return;
  watch.disconnect();
  const script = Object.assign(document.createElement("script"), { src: `${place.dataset.host}/client.js`, async: true, crossOrigin: "anonymous" });
  for (const { name, value } of place.attributes) if (name.startsWith("data-")) script.setAttribute(name, value);
  place.append(script);
});
if (place) watch.observe(place);
