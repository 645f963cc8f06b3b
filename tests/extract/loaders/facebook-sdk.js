// Facebook's SDK: it asks first whether it is there already.
// expects: connect.facebook.net
(function (d, s, id) {
  var js, fjs = d.getElementsByTagName(s)[0];
  if (d.getElementById(id)) return;
  js = d.createElement(s);
  js.id = id;
  js.src = "//connect.facebook.net/nb_NO/sdk.js#xfbml=1&version=v19.0";
  fjs.parentNode.insertBefore(js, fjs);
})(document, "script", "facebook-jssdk");
