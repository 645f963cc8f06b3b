// YouTube's frame API, and the function that it calls.
// expects: www.youtube.com img.example.com
var tag = document.createElement("script");
tag.src = "https://www.youtube.com/iframe_api";
var firstScript = document.getElementsByTagName("script")[0];
firstScript.parentNode.insertBefore(tag, firstScript);
var player;
function onYouTubeIframeAPIReady() {
  player = new YT.Player("player", { height: "390", videoId: "xxxx", events: { onReady: function (e) { new Image().src = "https://img.example.com/ready"; } } });
}
