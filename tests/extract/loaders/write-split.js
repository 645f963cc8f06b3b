// document.write in pieces, over several calls.
// expects: write.example.com
document.write('<scr' + 'ipt type="text/javascript" ');
document.write('src="https://write.example.com/w.js">');
document.writeln("</scr" + "ipt>");
