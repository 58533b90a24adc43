// A feed that grows as one scrolls, as the big networks do it: posts arrive
// in batches and are built from elements, never from markup.

/** @typedef {{ id: number, name: string, handle: string, time: string, text: string, likes: number }} Post */

const BATCH = 8;
const feed = /** @type {HTMLElement} */ (document.getElementById("feed"));
const end = /** @type {HTMLElement} */ (document.getElementById("end"));

/** @type {Post[]} */
const posts = await (await fetch("posts.json")).json();
let shown = 0;

/**
 * @param {string} tag
 * @param {string} className
 * @param {...(Node | string)} children
 */
function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/**
 * Text with its `@handles` and `#hashtags` as links.
 * @param {string} text
 */
function linked(text) {
  return text.split(/([@#]\w+)/).map((part) => {
    if (!/^[@#]/.test(part)) return part;
    const link = document.createElement("a");
    link.href = `#${part.slice(1)}`;
    link.append(element("span", "sigil", part[0]), part.slice(1));
    return link;
  });
}

/** @param {Post} post */
function article(post) {
  const time = document.createElement("time");
  time.dateTime = post.time;
  time.textContent = new Date(post.time).toLocaleDateString("en", { month: "short", day: "numeric" });
  const permalink = document.createElement("a");
  permalink.href = `?post=${post.id}`;
  permalink.append(time);
  const initials = post.name.split(" ").map((word) => word[0]).join("");
  const avatar = element("span", `avatar a${post.id % 6}`, initials);
  avatar.ariaHidden = "true";
  const made = element(
    "article",
    "post",
    avatar,
    element(
      "div",
      "body",
      element("header", "", element("b", "author", post.name), element("span", "handle", `@${post.handle}`), permalink),
      element("p", "text", ...linked(post.text)),
      element("footer", "", element("span", "", "Reply"), element("span", "", "Repost"), element("span", "", `♥ ${post.likes}`)),
    ),
  );
  made.tabIndex = 0;
  return made;
}

function grow() {
  const batch = posts.slice(shown, shown + BATCH);
  feed.append(...batch.map(article));
  shown += batch.length;
  feed.ariaBusy = "false";
  observer.disconnect();
  // Observed anew, the end reports where it is now, even if it never left.
  if (shown < posts.length) observer.observe(end);
  else end.textContent = "You are all caught up.";
}

const observer = new IntersectionObserver(
  (entries) => {
    if (entries.some((entry) => entry.isIntersecting)) grow();
  },
  { rootMargin: "200px" },
);
grow();
