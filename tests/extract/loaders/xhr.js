// XMLHttpRequest, and a second request made of the answer to the first.
// expects: api.example.com
var x = new XMLHttpRequest();
x.open("GET", "https://api.example.com/v1", true);
x.onreadystatechange = function () {
  if (x.readyState === 4 && x.status === 200) {
    var next = JSON.parse(x.responseText);
    var y = new XMLHttpRequest(); y.open("POST", "https://api.example.com/v1/" + next.id); y.send("{}");
  }
};
x.send();
