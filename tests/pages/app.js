// Two views behind one document: a click changes the address and, a moment later, the view.
const VIEWS = {
  "/news": ["news", "HP shows a new printer in spring."],
  "/forum": ["forum", "Does anybody else have a Dell at work?"],
};
const view = document.getElementById("view");

function render() {
  const [id, text] = VIEWS[location.pathname] ?? ["start", "Choose a view."];
  const post = document.createElement("article");
  post.id = id;
  post.textContent = text;
  view.replaceChildren(post);
}

document.querySelector("nav").addEventListener("click", (event) => {
  event.preventDefault();
  history.pushState(null, "", event.target.href);
  // As apps do that load the view first.
  setTimeout(render, 50);
});
addEventListener("popstate", render);
render();
