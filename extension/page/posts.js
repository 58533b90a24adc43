// Finds the post around a hit and what stands around it (author, date, stars, link), as the site
// profile says. Values are sent as written; reading them is the background's business.

/** @type {EarshotPosts} */
var earshotPosts = {
	around(profile, element) {
		for (const selector of profile?.post ?? []) {
			const post = earshotText.closest(element, selector);
			if (!post) continue;
			const texts = profile?.text.map((one) => earshotText.closest(element, one));
			return { post, selector, source: texts?.find((one) => one && post.contains(one)) ?? post };
		}
		const post = earshotText.block(element);
		return { post, selector: "", source: post };
	},

	context(profile, { post, selector }) {
		/** @param {"author" | "date" | "stars" | "link"} field @param {string[]} names attributes that count before the text */
		const first = (field, ...names) => {
			for (const wanted of profile?.[field] ?? []) {
				for (const at of [post, ...post.querySelectorAll(wanted)]) {
					// A post inside the post keeps its author and date to itself.
					if (at === post ? !post.matches(wanted) : selector && at.closest(selector) !== post) continue;
					const data = at.getAttributeNames().filter((name) => field === "stars" && name.startsWith("data-"));
					const values = [...names, ...data].map((name) => at.getAttribute(name));
					const found = values.find((value) => value && (field !== "stars" || /\d/.test(value))) ?? at.textContent;
					if (found?.trim()) return found.trim().replace(/\s+/g, " ").slice(0, 1_000);
				}
			}
			return undefined;
		};
		const url = URL.parse(first("link", "href", "content") ?? "", document.baseURI);
		return {
			lang: earshotText.closest(post, "[lang]")?.getAttribute("lang") || undefined,
			author: first("author", "content"),
			date: first("date", "datetime", "content", "title"),
			stars: first("stars", "content", "value", "aria-label", "title", "alt"),
			link: /^https?:/.test(url?.href ?? "") ? url?.href : undefined,
		};
	},

	quote(text, { start, end }) {
		const room = (300 - end + start) >> 1;
		let from = text.lastIndexOf("\n", start) + 1;
		let to = text.indexOf("\n", end);
		if (to < 0) to = text.length;
		// Cut at a space, if there is one.
		if (from < start - room) from = Math.min(start, text.indexOf(" ", start - room) + 1 || start);
		if (to > end + room) to = Math.max(end, text.lastIndexOf(" ", end + room));
		return { quote: text.slice(from, to), from, start: start - from, end: end - from };
	},
};
