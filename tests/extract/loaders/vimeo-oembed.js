// A video frame built when its place is reached; the number stands in the page.
// expects: player.vimeo.com
var places = document.querySelectorAll(".video");
for (var i = 0; i < places.length; i++) {
  var frame = document.createElement("iframe");
  frame.setAttribute("src", "https://player.vimeo.com/video/" + places[i].getAttribute("data-id") + "?dnt=1");
  frame.setAttribute("loading", "lazy");
  places[i].parentNode.replaceChild(frame, places[i]);
}
