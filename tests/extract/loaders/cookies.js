// Cookies with lifetimes in every form, one deleted, one with a computed name.
// expects: nothing
// stores: cookie visits P2Y; cookie theme P6M; cookie seen PT30M; cookie plain session; cookie id_* P7D; cookie held forever
function put(name, value, days) {
  var d = new Date();
  d.setTime(d.getTime() + days * 24 * 60 * 60 * 1000);
  document.cookie = name + "=" + value + "; expires=" + d.toGMTString() + "; path=/";
}
put("visits", 1, 730);
put("gone", "", -1);
put("id_" + account.number, 1, 7);
document.cookie = "theme=dark; Max-Age=15768000; SameSite=Lax";
document.cookie = "seen=1;max-age=" + 30 * 60;
document.cookie = "plain=1";
document.cookie = "old=; max-age=0";
document.cookie = "held=1; expires=Fri, 31 Dec 9999 23:59:59 GMT";
