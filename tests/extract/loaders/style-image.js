// Images that only a style names.
// expects: style.example.com text.example.com property.example.com
document.body.style.backgroundImage = "url(https://style.example.com/a.png)";
document.documentElement.style.setProperty("--hero", "url('//property.example.com/b.png')");
const sheet = document.createElement("style");
sheet.textContent = "@import 'https://text.example.com/c.css';";
document.head.appendChild(sheet);
