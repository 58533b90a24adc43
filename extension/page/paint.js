// Paints mentions as custom highlights; highlight.css says how they look. Ranges stand beside the page:
// no node is added, changed or wrapped.

/** @returns {EarshotPainter} */
var earshotPaint = () => {
	// More would slow the browser's painting; further mentions are only counted.
	const MAX_PAINTED = 5_000;
	/** @type {Record<string, Highlight>} */ const own = {};
	for (const name of ["negative", "neutral", "positive", "unsure", "flash"]) {
		CSS.highlights.set(`earshot-${name}`, (own[name] = new Highlight()));
	}
	const pending = new Set();
	return {
		add: (mark) => pending.add(mark),
		remove: (mark) => pending.delete(mark) || own[mark.name].delete(mark.range),
		flush() {
			for (const { name, range } of pending) if (own[name].size < MAX_PAINTED) own[name].add(range);
			pending.clear();
		},
		flash({ range }) {
			own.flash.add(range);
			setTimeout(() => own.flash.delete(range), 1_600);
		},
	};
};
