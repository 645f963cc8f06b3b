// Sound, film and their posters, and a form that a script sends.
// expects: audio.example.com video.example.com poster.example.com form.example.com object.example.com
new Audio("https://audio.example.com/a.mp3");
var v = document.createElement("video"); v.poster = "https://poster.example.com/p.jpg";
var c = document.createElement("source"); c.src = "https://video.example.com/v.mp4"; v.appendChild(c); document.body.appendChild(v);
var o = document.createElement("object"); o.data = "https://object.example.com/o.pdf"; document.body.append(o);
var f = document.createElement("form"); f.action = "https://form.example.com/send"; f.method = "post"; document.body.appendChild(f); f.submit();
