// Posts in open shadow roots: one, one inside another, and one attached on demand.
function fill(host, text) {
  const root = host.attachShadow({ mode: "open" });
  const post = document.createElement("article");
  post.textContent = text;
  root.append(post);
  return root;
}

fill(document.getElementById("open"), "A Dell in the shadow.");
const outer = fill(document.getElementById("outer"), "Nothing here, but inside:");
const inner = document.createElement("div");
inner.id = "inner";
outer.append(inner);
fill(inner, "An HP in the shadow of a shadow.");
document.getElementById("attach").addEventListener("click", () => {
  fill(document.getElementById("late"), "A Dell that came late.");
});
