// Finds the post around a hit and what stands around it (author, date, stars, link), as the site
// profile says. Values are sent as written; reading them is the background's business.

/** @type {EarshotPosts} */
var earshotPosts = (() => {
  /** The longest value worth sending, and the longest quote, in UTF-16 units. */
  const MAX_VALUE = 200;
  const MAX_QUOTE = 300;

  /** The first attribute with a value, else the text. @param {string[]} names */
  const written = (...names) => (/** @type {Element} */ element) =>
    names.map((name) => element.getAttribute(name)).find(Boolean) ?? element.textContent;

  return {
    profileFor: (profiles, host) =>
      profiles.find(({ hosts }) => !hosts.length || hosts.some((one) => `.${host}`.endsWith(`.${one}`))),

    around(profile, element) {
      for (const selector of profile?.post ?? []) {
        const post = earshotText.closest(element, selector);
        if (post) return { post, selector, hits: new Set() };
      }
      return { post: earshotText.block(element), selector: "", hits: new Set() };
    },

    context(profile, { post, selector }) {
      /** @param {string[] | undefined} selectors @param {(element: Element) => string | null | undefined} value */
      const first = (selectors, value) => {
        for (const wanted of selectors ?? []) {
          for (const element of [post, ...post.querySelectorAll(wanted)]) {
            // A post inside the post keeps its author and date to itself.
            const own = element === post ? post.matches(wanted) : !selector || element.closest(selector) === post;
            const found = own && value(element)?.replace(/\s+/g, " ").trim().slice(0, MAX_VALUE);
            if (found) return found;
          }
        }
        return undefined;
      };
      return {
        lang: earshotText.closest(post, "[lang]")?.getAttribute("lang") || undefined,
        author: first(profile?.author, written("content")),
        date: first(profile?.date, written("datetime", "content", "title")),
        stars: first(profile?.stars, (element) => {
          const numbers = element.getAttributeNames().filter((name) => /^data-.*\n\d/.test(`${name}\n${element.getAttribute(name)}`));
          return written("content", "value", ...numbers, "aria-label", "title", "alt")(element);
        }),
        link: first(profile?.link, (element) => {
          const url = URL.parse(written("href", "content")(element) ?? "", document.baseURI);
          return url && /^https?:$/.test(url.protocol) ? url.href : null;
        }),
      };
    },

    quote(text, { start, end }) {
      const room = (MAX_QUOTE - end + start) >> 1;
      let from = text.lastIndexOf("\n", start) + 1;
      let to = (text.indexOf("\n", end) + 1 || text.length + 1) - 1;
      // Cut at a space, where there is one before the mention.
      if (from < start - room) from = Math.min(start, text.indexOf(" ", start - room) + 1 || start);
      if (to > end + room) to = Math.max(end, text.lastIndexOf(" ", end + room));
      return { quote: text.slice(from, to), from, start: start - from, end: end - from };
    },
  };
})();
