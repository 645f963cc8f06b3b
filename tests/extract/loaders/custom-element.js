// An element of one's own that loads when it is attached.
// expects: element.example.com
customElements.define("lite-video", class extends HTMLElement {
  connectedCallback() {
    const link = document.createElement("link");
    link.rel = "preconnect"; link.href = "https://element.example.com";
    document.head.append(link);
  }
});
