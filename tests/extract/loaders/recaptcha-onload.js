// reCAPTCHA that calls back by name.
// expects: www.google.com verify.example.com
var onloadCallback = function () {
  grecaptcha.render("captcha", { sitekey: "0" });
  fetch("https://verify.example.com/ready");
};
var s = document.createElement("script");
s.src = "https://www.google.com/recaptcha/api.js?onload=onloadCallback&render=explicit";
document.head.appendChild(s);
