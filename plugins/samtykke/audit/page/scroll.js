// Down the page, a screen at a time, so that what waits to be seen is; and back to the top.
async () => {
  // Scrolled at the beginning of a frame, a page has seen the place by the frame's end: one is enough for each.
  const frame = () => new Promise((go) => requestAnimationFrame(go));
  const step = Math.max(300, innerHeight * 0.8);
  for (let top = step, n = 0; n < 40 && top < document.documentElement.scrollHeight; n++, top += step) {
    await frame();
    scrollTo({ top, behavior: "instant" });
  }
  await frame();
  scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  await frame();
  await frame();
  scrollTo({ top: 0, behavior: "instant" });
  await frame();
}
