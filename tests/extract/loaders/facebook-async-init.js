// Facebook's SDK with what it calls when it has come.
// expects: connect.facebook.net
window.fbAsyncInit = function () { FB.init({ appId: "1234567890", xfbml: true, version: "v19.0" }); FB.AppEvents.logPageView(); };
(function (d) {
  var js, id = "facebook-jssdk", ref = d.getElementsByTagName("script")[0];
  if (d.getElementById(id)) { return; }
  js = d.createElement("script"); js.id = id; js.async = true; js.src = "//connect.facebook.net/nb_NO/all.js";
  ref.parentNode.insertBefore(js, ref);
}(document));
