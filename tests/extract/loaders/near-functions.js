// Near miss: functions that nobody calls, and a listener for a click.
// expects: nothing
function loadMap() { var s = document.createElement("script"); s.src = "https://never.example.com/map.js"; document.head.appendChild(s); }
document.getElementById("show") && document.getElementById("show").addEventListener("click", loadMap);
var later = { open: function () { window.open("https://never.example.com/"); } };
$("#show").click(function () { $.getScript("https://never.example.com/j.js"); });
$(document).on("submit", "form", function () { new Image().src = "https://never.example.com/s"; });
