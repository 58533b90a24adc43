// The same child from another origin: localhost is not 127.0.0.1.
document.getElementById("other").src = `http://localhost:${location.port}/child.html`;
