// Finds the post around a hit, its author, date, stars and link, as the site profile says.

/** @type {EarshotPosts} */
var earshotPosts = (() => {
const { block, closest } = earshotText;
return {
	around(reader, element) {
		for (const { selector, whole, text } of reader.posts) {
			const found = closest(element, selector);
			if (!found) continue;
			const post = reader.text.map((one) => closest(element, one)).find((one) => one && found.contains(one));
			return post ? { ...text, post, whole: found } : { ...whole, post: found, whole: found };
		}
		const post = block(element);
		return { ...reader.block, post, whole: post };
	},

	context(reader, { whole: post, without }) {
		// One look through the post for all. A post in the post keeps its author and date to itself.
		const own = [...post.querySelectorAll(reader.anyField)].filter((at) => at.closest(without) === post);
		/** @type {EarshotFields} */
		const found = { lang: closest(post, "[lang]")?.getAttribute("lang") ?? undefined };
		for (const { name, each, any, attributes } of reader.fields) {
			const some = own.filter((at) => at.matches(any));
			for (const wanted of some.length ? each : []) {
				for (const at of found[name] ? [] : some) {
					if (!at.matches(wanted)) continue;
					const value = attributes.map((one) => at.getAttribute(one)).find((one) => one?.trim()) ?? at.textContent;
					found[name] ||= value.trim().replace(/\s+/g, " ").slice(0, 1_000);
				}
			}
		}
		const link = found.link && URL.parse(found.link, document.baseURI)?.href;
		return { ...found, link: link && /^http.*[^#]$/.test(link) ? link : undefined };
	},
};
})();
