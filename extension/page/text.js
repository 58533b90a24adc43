// Reads text out of a page and finds its way back: rough text, fast, to look for hits in; the exact
// visible text of the few places that had one. What each function promises: types/shim.d.ts.

/** @type {EarshotText} */
var earshotText = (() => {
	// Tags that do not end a word. All others, custom elements too, end a line.
	const INLINE =
		/^(a|abbr|b|bd[io]|big|cite|data|del|dfn|em|font|i|img|ins|label|mark|q|s|small|span|slot|strike|strong|su[bp]|time|tt|u|var|wbr)$/;
	const MUTE = /^(script|style|noscript|textarea)$/;
	const SKIP =
		"head,script,style,noscript,textarea,input,select,code,pre,kbd,samp,svg,[hidden],[role=textbox]," +
		"[contenteditable]:not([contenteditable=false]),.sr-only,.visually-hidden";
	const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}/u;
	// What HTML shows as one space.
	const SPACES = /[ \t\n\r\f]{2,}|[\t\n\r\f]/g;
	// So much is searched at a time, in UTF-16 units.
	const CHUNK = 32_000;
	// Deeper nesting is an attack on our stack.
	const MAX_DEPTH = 400;

	/** @type {EarshotText["up"]} */
	const up = (node) => {
		const parent = node instanceof ShadowRoot ? node : node.parentNode;
		return parent instanceof ShadowRoot ? parent.host : node.parentElement;
	};

	/** @type {EarshotText["shown"]} */
	const shown = (element) => {
		const parent = up(element);
		return element.checkVisibility({ visibilityProperty: true }) ||
			(!!parent && getComputedStyle(element).display === "contents" && shown(parent));
	};

	/** @param {Text} a @param {Text} b do they touch, in different boxes? */
	const apart = (a, b) => {
		if (!a.data.slice(-1).trim() || !b.data.slice(0, 1).trim()) return false;
		// A tag's "no" is checked with the computed style: a span may be a block or in a flex box.
		for (const [node, other] of [[a, b], [b, a]]) {
			for (let at = up(node); at && !at.contains(other); at = up(at)) {
				if (!INLINE.test(at.localName) || !/^inline$|contents/.test(getComputedStyle(at).display)) return true;
			}
		}
		return false;
	};

	return {
		SKIP,
		up,
		shown,

		closest(from, selector) {
			const host = up(from.getRootNode());
			return from.closest(selector) ?? (host && earshotText.closest(host, selector));
		},

		block(element) {
			for (let at = up(element); at && INLINE.test(element.localName); at = up(at)) element = at;
			return element;
		},

		*search(root, prefilter, meet) {
			// A NodeIterator survives whatever the page does while we pause at a yield.
			const iterator = document.createNodeIterator(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
			let [text, newLine] = ["", true];
			/** @type {{ node: Text, at: number }[]} */ let nodes = [];
			let mute;
			const hits = () => {
				const found = new Set();
				let i = 0;
				for (const { index } of text.matchAll(prefilter)) {
					while (nodes[i + 1]?.at <= index) i++;
					found.add(nodes[i].node);
				}
				[text, nodes] = ["", []];
				return [...found];
			};
			for (let node; (node = iterator.nextNode()); ) {
				if (node instanceof Element) {
					newLine ||= !INLINE.test(node.localName);
					if (MUTE.test(node.localName)) mute = node;
					meet(node);
				} else if (node instanceof Text && node.parentNode !== mute) {
					if (newLine || (nodes.length && apart(nodes[nodes.length - 1].node, node))) {
						if (text.length > CHUNK) yield hits();
						text += "\n";
						newLine = false;
					}
					nodes.push({ node, at: text.length });
					text += node.data.replace(SPACES, " ");
				}
			}
			yield hits();
		},

		read(root, without, limit) {
			/** @type {EarshotPiece[]} */ const pieces = [];
			const visible = new Map();
			let [text, spaced, newLine] = ["", true, false];
			/** @type {Text | undefined} */ let last;
			/** @param {string} space */
			const gap = (space) => {
				if (!spaced) text += space;
				spaced = true;
			};
			/** @param {Text} node @param {number} from @param {number} to */
			const put = (node, from, to) => {
				if (spaced && node.data[from] === " ") from++;
				if (from >= to) return;
				pieces.push({ node, from, at: text.length, end: text.length + to - from });
				text += node.data.slice(from, to);
				spaced = node.data[to - 1] === " ";
			};
			/** @param {Text} node */
			const add = (node) => {
				const { data } = node;
				const parent = /** @type {Element} */ (up(node));
				if (!visible.has(parent)) visible.set(parent, shown(parent));
				if (!visible.get(parent) || (newLine && !data.trim())) return;
				if (newLine || (last && apart(last, node))) gap("\n");
				newLine = false;
				last = node;
				let from = 0;
				const asWritten = data.includes("\n") && /pre|break/.test(getComputedStyle(parent).whiteSpace);
				for (const run of asWritten ? [] : data.matchAll(SPACES)) {
					put(node, from, run.index);
					gap(" ");
					from = run.index + run[0].length;
				}
				put(node, from, data.length);
			};
			/** @param {Node} node @param {number} depth */
			const visit = (node, depth) => {
				if (text.length > limit || depth > MAX_DEPTH) return;
				if (node instanceof Text) add(node);
				if (!(node instanceof Element)) return;
				const isBlock = !INLINE.test(node.localName);
				newLine ||= isBlock;
				if (depth && (node.matches(SKIP) || (without && node.matches(without)))) return;
				if (node instanceof HTMLImageElement && node.alt.length <= 16 && EMOJI.test(node.alt)) text += node.alt;
				const slotted = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
				for (const child of slotted.length ? slotted : (node.shadowRoot ?? node).childNodes) visit(child, depth + 1);
				newLine ||= isBlock;
			};
			visit(root, 0);
			return { text, pieces };
		},

		range(pieces, start, end) {
			const first = pieces.findLast(({ at }) => at <= start) ?? pieces[0];
			const final = pieces.findLast(({ at }) => at < end) ?? first;
			return new StaticRange({
				startContainer: first.node,
				startOffset: first.from + start - first.at,
				endContainer: final.node,
				endOffset: final.from + Math.min(end, final.end) - final.at,
			});
		},

		rects({ startContainer, startOffset, endContainer, endOffset }) {
			const live = document.createRange();
			try {
				live.setStart(startContainer, startOffset);
				live.setEnd(endContainer, endOffset);
				return [...live.getClientRects()];
			} catch {
				return []; // The page has changed the text.
			}
		},
	};
})();
