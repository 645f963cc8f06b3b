// A template with a computed path.
// expects: t.example.com
const id = Math.random().toString(36).slice(2);
const img = new Image();
img.src = `https://t.example.com/${id}/pixel.gif?ref=${encodeURIComponent(document.referrer)}`;
