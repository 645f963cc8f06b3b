// Forms and links that the script has made, or given their address, and sends off itself.
// expects: made.example.com given.example.com link.example.com
const form = Object.assign(document.createElement("form"), { method: "post", action: "https://made.example.com/" });
document.body.append(form);
form.requestSubmit();
const link = document.createElement("a");
link.href = "https://link.example.com/";
link.click();
order.action = "https://given.example.com/";
order.submit();
