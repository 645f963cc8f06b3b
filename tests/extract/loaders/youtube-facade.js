// A video behind a picture of it: the picture and the hints are there at once, the frame when it is clicked.
// page: <div class="youtube" data-id="abc123"></div>
// expects: i.ytimg.com www.youtube-nocookie.com
document.querySelectorAll(".youtube").forEach(function (box) {
  var img = new Image();
  img.src = "https://i.ytimg.com/vi/" + box.dataset.id + "/hqdefault.jpg";
  box.appendChild(img);
  var hint = document.createElement("link"); hint.rel = "preconnect"; hint.href = "https://www.youtube-nocookie.com"; document.head.append(hint);
  box.addEventListener("click", function () { this.innerHTML = '<iframe src="https://www.youtube.com/embed/' + this.dataset.id + '?autoplay=1"></iframe>'; });
});
