// Paints mentions with the CSS Custom Highlight API, one highlight per verdict; highlight.css says
// how they look. Ranges live beside the page: no node is added, changed or wrapped.

/** @returns {EarshotPainter} */
var earshotPaint = () => {
	// More makes the browser's painting slow; further mentions of a verdict are only counted.
	const MAX_PAINTED = 5_000;
	const own = new Map(["negative", "neutral", "positive", "unsure", "flash"].map((name) => [name, new Highlight()]));
	for (const [name, highlight] of own) CSS.highlights.set(`earshot-${name}`, highlight);
	return {
		add({ name, range }) {
			const highlight = own.get(name);
			if (highlight && highlight.size < MAX_PAINTED) highlight.add(range);
		},
		remove({ name, range }) {
			own.get(name)?.delete(range);
		},
		flash({ range }) {
			own.get("flash")?.add(range);
			setTimeout(() => own.get("flash")?.delete(range), 1_600);
		},
		destroy() {
			// An updated Earshot may paint in our place by now: then the names are its.
			const replaced = CSS.highlights.get("earshot-flash") !== own.get("flash");
			if (!replaced) for (const name of own.keys()) CSS.highlights.delete(`earshot-${name}`);
			return replaced;
		},
	};
};
