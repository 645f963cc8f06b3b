// The site's own files that scripts ask for. The reader has them, and brings them between one callback and the next.

const WANTED = 200; // files that a page may ask for
const wanted = list(); // what waits to be brought
const asked_for = dict(); // number of a request -> what is done with the answer
let requests_ = 0;

// `use` is "script", "module" or "text". `done` gets the status (200; 404 where the site lacks it; 0 where it is not the
// site's, or cannot be known) and the text, or the module. Returns false where nobody will answer.
const want = (use, url, done, element) => {
  if (!world.files || url === "" || isUnknownText(url)) return false;
  if (requests_ >= WANTED) {
    // What an answer holds that is not known is told where it is used.
    if (use !== "text" && use !== "probe") opaque("it asks for more files than are followed");
    return false;
  }
  requests_ += 1;
  asked_for[requests_] = { __proto__: null, owner: current, done, element };
  add(wanted, stringify([requests_, current, use, url]));
  return true;
};
const takeWanted = () => {
  const parts = list();
  add(parts, "[");
  add(parts, flat(wanted, ","));
  add(parts, "]");
  wanted.length = 0;
  return flat(parts, ""); // of `+` the binding cannot take over long ones
};
const bring = (number, status, value) => {
  const request = asked_for[number];
  delete asked_for[number];
  current = request.owner;
  request.done(status, value);
};
