// LiveReload: the host that serves the page, another port.
// expects: www.example.no:35729
document.write('<script src="http://' + (location.host || 'localhost').split(':')[0] + ':35729/livereload.js?snipver=1"></' + 'script>');
