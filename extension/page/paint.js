// Paints mentions as custom highlights; highlight.css says how they look. Ranges stand beside the page:
// no node is added, changed or wrapped, and a page without a mention sees nothing at all.

/** @type {EarshotPainter} */
var earshotPaint = (() => {
	// At each change the browser looks through all of them; further mentions are only counted.
	const MAX_PAINTED = 5_000;
	/** @type {Partial<Record<string, Highlight>>} */ const own = {};
	/** @type {(name: string) => Highlight} */
	const highlight = (name) => {
		if (!own[name]) CSS.highlights.set(`earshot-${name}`, (own[name] = new Highlight()));
		return own[name];
	};
	return {
		add: ({ name, range }) => highlight(name).size < MAX_PAINTED && own[name]?.add(range),
		remove: ({ name, range }) => own[name]?.delete(range),
		flash({ range }) {
			highlight("flash").add(range);
			setTimeout(() => own.flash?.delete(range), 1_600);
		},
	};
})();
