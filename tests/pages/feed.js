// Appends five posts whenever the end comes into view; every fifth has a brand in it.
const posts = document.getElementById("posts");
let count = 0;

function more() {
  for (let i = 0; i < 5; i++) {
    const post = document.createElement("article");
    post.id = `post-${count}`;
    const text = document.createElement("p");
    text.textContent = count % 5 ? `Post ${count}: nothing but the weather.` : `Post ${count}: my Dell is fine.`;
    post.append(text, document.createElement("hr"));
    post.className = "tall";
    posts.append(post);
    count++;
  }
}

new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) more();
}).observe(document.getElementById("end"));
