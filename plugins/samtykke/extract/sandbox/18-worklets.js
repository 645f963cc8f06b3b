// Code in threads of its own that is fetched like a module; what is sent when the page is left; a change of views.

const worklet = () => ({ addModule: (url) => promiseThen(imported(url, "addModule"), nothing) });
WINDOW.CSS.paintWorklet = worklet();
// What is asked of audio beside that is not known, and plays no part.
const audio = (path) =>
  function AudioContext() {
    const context = unknown(path, true);
    context.audioWorklet = worklet();
    return context;
  };
WINDOW.AudioContext = WINDOW.webkitAudioContext = audio("audio");
WINDOW.OfflineAudioContext = audio("audio");
WINDOW.fetchLater = function fetchLater(target, options) {
  const signal = isObject(options) ? options.signal : undefined;
  // Sent when the visit ends, or earlier; not where the page takes it back at once.
  schedule(() => {
    if (!isObject(signal) || signal.aborted !== true) connect(target, "fetchLater");
  }, undefined, [], 0);
  return { activated: false };
};
changeViews = (given) => {
  const update = typeof given === "function" ? given : isObject(given) ? given.update : undefined;
  const changed_ = new NativePromise((done, failed_) => {
    schedule(() => {
      try {
        done(typeof update === "function" ? update() : undefined);
      } catch (error) {
        failed_(error);
      }
    }, undefined, [], 0);
  });
  return { updateCallbackDone: changed_, ready: changed_, finished: changed_, types: unknown("types"), skipTransition: nothing };
};
