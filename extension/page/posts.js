// Finds the post around a hit, its author, date, stars and link, as the site profile says. Values are
// sent as written.

/** @type {EarshotPosts} */
var earshotPosts = {
	around(profile, element) {
		const { closest, block } = earshotText;
		for (const selector of profile?.post ?? []) {
			const post = closest(element, selector);
			const source = profile?.text.map((one) => closest(element, one)).find((one) => one && post?.contains(one));
			if (post) return { post, selector, source: source ?? post };
		}
		return { post: block(element), selector: "", source: block(element) };
	},

	context(profile, { post, selector }) {
		/** @type {EarshotField} */
		const first = (field, ...names) => {
			for (const wanted of profile?.[field] ?? []) {
				for (const at of [post, ...post.querySelectorAll(wanted)]) {
					// A post inside the post keeps its author and date to itself.
					if (at === post ? !post.matches(wanted) : selector && at.closest(selector) !== post) continue;
					const found = names.map((name) => at.getAttribute(name)).find((value) => value?.trim()) ?? at.textContent;
					if (found.trim()) return found.trim().replace(/\s+/g, " ").slice(0, 1_000);
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
