// hCaptcha that calls back by name.
// expects: js.hcaptcha.com
var hcaptchaReady = function () { hcaptcha.render("captcha", { sitekey: "0000" }); };
var tag = document.createElement("script");
tag.src = "https://js.hcaptcha.com/1/api.js?onload=hcaptchaReady&render=explicit&hl=no";
tag.async = tag.defer = true;
document.getElementsByTagName("head")[0].appendChild(tag);
