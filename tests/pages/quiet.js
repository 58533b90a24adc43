// One click, one post with a brand in it.
document.getElementById("add").addEventListener("click", () => {
  const post = document.createElement("article");
  post.id = "loud";
  post.textContent = "And then my Dell started to sing.";
  document.getElementById("posts").append(post);
});
