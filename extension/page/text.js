// Reads text and finds its way back to the page: rough and fast to look for hits, exact where one was.

/** @type {EarshotText} */
var earshotText = (() => {
// Tags that do not end a word. All others, custom elements too, end a line.
const TAGS = "a,abbr,b,bdi,cite,data,del,dfn,em,font,i,img,ins,label,mark,q,s,slot,small,span,strong,sub,sup,time,u,var,wbr";
const INLINE = new RegExp(`^(${TAGS.replaceAll(",", "|")})$`);
const MUTE = /^(script|style)$/;
const SKIP =
	"textarea,select,code,pre,kbd,samp,svg,[role=textbox],[contenteditable]:not([contenteditable=false]),.sr-only,.visually-hidden";
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}/u;
const WORDS = /\S+(?: \S+)*|\s+/g;
const CHUNK = 32_000; // UTF-16 units

/** @type {EarshotText["up"]} */
const up = (node) => {
	const root = node.parentNode ?? node;
	return node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
};

/** @type {EarshotText["shown"]} */
const shown = (element) => {
	const parent = up(element);
	if (!parent || element.checkVisibility({ visibilityProperty: true })) return !!parent;
	return getComputedStyle(element).display === "contents" && shown(parent);
};

/** @type {EarshotApart} */
const apart = (a, b) => {
	if (!a.data.slice(-1).trim() || !b.data.slice(0, 1).trim()) return false;
	// A span may be a block, or in a flex box.
	for (const [node, other] of [[a, b], [b, a]]) {
		for (let at = up(node); at && !at.contains(other); at = up(at)) {
			if (!INLINE.test(at.localName) || !/^inline$|contents/.test(getComputedStyle(at).display)) return true;
		}
	}
	return false;
};

return {
	SKIP,
	BLOCK: `:not(${TAGS})`,
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
		// It survives whatever the page does while we pause.
		/** @type {any} */ const iterator = document.createNodeIterator(root, 5); // elements, text
		let [text, newLine] = ["", true];
		/** @type {{ node: Text, at: number }[]} */ let nodes = [];
		let mute;
		const hits = function* () {
			let i = 0;
			for (const { index } of text.matchAll(prefilter)) {
				while (nodes[i + 1]?.at <= index) i++;
				yield nodes[i].node;
			}
			[text, nodes] = ["", []];
			yield null;
		};
		for (let node; (node = iterator.nextNode()); ) {
			if (node.nodeType === 1) {
				newLine ||= !INLINE.test(node.localName);
				if (MUTE.test(node.localName)) mute = node;
				if (node.shadowRoot) meet(node.shadowRoot);
			} else if (node.parentNode !== mute) {
				if (newLine || (nodes.length && apart(nodes[nodes.length - 1].node, node))) {
					if (text.length > CHUNK) yield* hits();
					text += "\n";
					newLine = false;
				}
				const { data } = node;
				nodes.push({ node, at: text.length });
				text += data.includes("\n") ? data.replace(/\s+/g, " ") : data;
			}
		}
		yield* hits();
	},

	read(root, without) {
		const skip = `${SKIP},${without}`;
		/** @type {EarshotPiece[]} */ const pieces = [];
		let [text, spaced, newLine] = ["", true, false];
		/** @type {Text | undefined} */ let last;
		/** @type {EarshotAdd} */
		const add = (node, box) => {
			const { data } = node;
			if ((newLine && !data.trim()) || !shown(box)) return;
			if (newLine ? text : !spaced && last && apart(last, node)) [text, spaced] = [`${text}\n`, true];
			[last, newLine] = [node, false];
			const asWritten = data.includes("\n") && /pre|break/.test(getComputedStyle(box).whiteSpace);
			for (const { 0: run, index } of data.matchAll(asWritten ? /[^]+/g : WORDS)) {
				const part = asWritten || run.trim() ? run : " ";
				if (spaced && part === " ") continue;
				pieces.push({ node, from: index, at: text.length, end: text.length + part.length });
				[text, spaced] = [text + part, part === " "];
			}
		};
		/** @type {EarshotVisit} */
		const visit = (node) => {
			const box = up(node);
			if (node instanceof Text && box) add(node, box);
			if (!(node instanceof Element)) return;
			const isBlock = !INLINE.test(node.localName);
			newLine ||= isBlock;
			if (node !== root && node.matches(skip)) return;
			if (node instanceof HTMLImageElement && node.alt.length <= 16 && EMOJI.test(node.alt)) [text, spaced] = [text + node.alt, false];
			const slotted = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
			for (const child of slotted.length ? slotted : (node.shadowRoot ?? node).childNodes) visit(child);
			newLine ||= isBlock;
		};
		visit(root);
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
			return [];
		}
	},
};
})();
