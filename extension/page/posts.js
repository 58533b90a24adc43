// Finds the post around a hit, its author, date, stars and link, as the site profile says.

/** @type {EarshotPosts} */
var earshotPosts = {
	around(profile, element) {
		// No text is in two posts: a post is read without those in it, a block without its blocks.
		const { BLOCK, block, closest } = earshotText;
		const { post: posts = [], text: texts = [] } = profile ?? {};
		for (const [i, selector] of posts.entries()) {
			const whole = closest(element, selector);
			if (!whole) continue;
			// Where the site marks the text, names and dates beside it are none of it.
			const post = texts.map((one) => closest(element, one)).find((one) => one && whole.contains(one));
			return { post: post ?? whole, whole, without: [...posts.slice(0, i + 1), ...(post ? [] : texts)].join() };
		}
		const whole = block(element);
		return { post: whole, whole, without: BLOCK };
	},

	context(profile, { whole: post, without }) {
		/** @type {EarshotField} */
		const first = (field, ...names) => {
			for (const wanted of profile?.[field] ?? []) {
				for (const at of post.querySelectorAll(wanted)) {
					// A post in the post keeps its author and date to itself.
					if (at.closest(without) !== post) continue;
					const value = names.map((name) => at.getAttribute(name)).find((one) => one?.trim()) ?? at.textContent;
					if (value.trim()) return value.trim().replace(/\s+/g, " ").slice(0, 1_000);
				}
			}
			return undefined;
		};
		const link = URL.parse(first("link", "href", "content") ?? "#", document.baseURI)?.href;
		return {
			lang: earshotText.closest(post, "[lang]")?.getAttribute("lang") ?? undefined,
			author: first("author", "content"),
			date: first("date", "datetime", "content", "title"),
			stars: first("stars", "content", "value", "data-rating", "data-stars", "data-star-rating", "aria-label", "title", "alt"),
			link: link && /^http.*[^#]$/.test(link) ? link : undefined,
		};
	},

	quote(text, { start, end }) {
		// Of its line, whole words within 120 units to each side.
		const [head] = /^[^\n]{0,120}$|(?<=\s)[^\n]*$/.exec(text.slice(Math.max(0, start - 121), start)) ?? [""];
		const [tail] = /^[^\n]{0,120}$|^[^\n]*(?=\s)/.exec(text.slice(end, end + 121)) ?? [""];
		return { quote: head + text.slice(start, end) + tail, start: head.length, end: head.length + end - start };
	},
};
