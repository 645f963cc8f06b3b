// A beacon when the visitor leaves.
// expects: leave.example.com hidden.example.net
addEventListener("pagehide", function () { navigator.sendBeacon("https://leave.example.com/b", "x=1"); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") navigator.sendBeacon("https://hidden.example.net/"); });
