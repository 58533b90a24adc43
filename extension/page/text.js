// Reads text and finds its way back to the page: rough and fast to look for hits, exact where one was.

/** @type {EarshotText} */
var earshotText = (() => {
/** @type {Set<string>} */ const inline = new Set();
// Each element looked at from script costs a microsecond: what is rarely a shadow host is, if empty.
const HOSTS = [":not(span,a,p,li,b,i,td,tr,time,article,br,img,strong,em)", ":empty:is(span,p,article)"];
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}/u;
const UNEVEN = /\s\s|[^\S ]/;
const WORDS = /\S+(?: \S+)*|\s+/g;
const [STRETCH, MAX_STRETCH, MAX_DEPTH] = [200, 2_000, 600]; // elements
const MAX_READ = 1_000_000; // UTF-16 units

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
			if (!inline.has(at.localName) || !/^inline$|contents/.test(getComputedStyle(at).display)) return true;
		}
	}
	return false;
};

return {
	inline,
	up,
	shown,

	closest(from, selector) {
		const found = from.closest(selector);
		const host = found ?? up(from.getRootNode());
		return found ?? (host && earshotText.closest(host, selector));
	},

	block(element) {
		for (let at = up(element); at && inline.has(element.localName); at = up(at)) element = at;
		return element;
	},

	*search(root, { loose, strict }, meet) {
		if (root.shadowRoot) meet(root.shadowRoot);
		for (const hosts of HOSTS) {
			for (const { shadowRoot } of root.querySelectorAll(hosts)) if (shadowRoot) meet(shadowRoot);
			yield [];
		}
		// The browser joins text faster than we can walk it: only where there is a hit, its node is looked for.
		const all = root.querySelectorAll("*");
		const reach = document.createRange();
		for (let i = -1, next; i < all.length; i = next) {
			// A stretch ends where a block begins, which no word crosses. The page may have taken out what we know.
			next = i + STRETCH;
			while (next < all.length && next < i + MAX_STRETCH && (inline.has(all[next].localName) || !all[next].isConnected)) next++;
			while (i >= 0 && !all[i].isConnected) i--;
			reach.setStart(all[i] ?? root, 0);
			if (all[next]) reach.setEnd(all[next], 0);
			else reach.setEnd(root, root.childNodes.length);
			const text = reach.toString();
			const walker = document.createTreeWalker(root, 4); // text
			walker.currentNode = reach.startContainer;
			/** @type {any} */ let node;
			let [at, to] = [0, 0];
			const found = [];
			loose.lastIndex = 0;
			for (let hit; (hit = loose.exec(text)); ) {
				while (to <= hit.index && (node = walker.nextNode())) [at, to] = [to, to + node.length];
				strict.lastIndex = hit.index;
				// Whether a node ends a word there or after an ending, only the reader knows.
				const isHit = at === hit.index || to <= loose.lastIndex + 4 || strict.test(text);
				if (isHit && node) found.push(node);
				loose.lastIndex = Math.max(hit.index + 1, isHit ? to : 0);
			}
			yield found;
		}
	},

	read(root, skip) {
		/** @type {Set<Node>} */ const skipped = new Set();
		/** @type {(tree: any) => Node} */
		const enter = (tree) => {
			for (const element of tree.querySelectorAll(skip)) skipped.add(element);
			return tree;
		};
		/** @type {EarshotPiece[]} */ const pieces = [];
		let [text, spaced, newLine] = ["", true, false];
		/** @type {Text | undefined} */ let last;
		/** @type {(node: Text, from: number, part: string) => void} */
		const put = (node, from, part) => {
			const at = text.length;
			text += part;
			spaced = part.endsWith(" ");
			pieces.push({ node, from, at, end: text.length });
		};
		/** @type {EarshotAdd} */
		const add = (node, box) => {
			const { data } = node;
			if ((newLine && !data.trim()) || text.length > MAX_READ || !shown(box)) return;
			if (newLine ? text : !spaced && last && apart(last, node)) [text, spaced] = [`${text}\n`, true];
			[last, newLine] = [node, false];
			if (!UNEVEN.test(data) && !(spaced && data[0] === " ")) return put(node, 0, data);
			const asWritten = data.includes("\n") && /pre|break/.test(getComputedStyle(box).whiteSpace);
			for (const { 0: run, index } of data.matchAll(asWritten ? /[^]+/g : WORDS)) {
				const part = asWritten || run.trim() ? run : " ";
				if (!spaced || part !== " ") put(node, index, part);
			}
		};
		/** @type {EarshotVisit} */
		const visit = (node, depth) => {
			const box = up(node);
			if (node instanceof Text && box) add(node, box);
			if (!(node instanceof Element)) return;
			const isBlock = !inline.has(node.localName);
			newLine ||= isBlock;
			if (skipped.has(node) || depth > MAX_DEPTH) return;
			if (node instanceof HTMLImageElement && node.alt.length <= 16 && EMOJI.test(node.alt)) [text, spaced] = [text + node.alt, false];
			const slotted = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
			if (slotted.length) {
				enter(slotted[0].parentNode);
				for (const one of slotted) visit(one, depth + 1);
			} else {
				const tree = node.shadowRoot ? enter(node.shadowRoot) : node;
				for (let child = tree.firstChild; child; child = child.nextSibling) visit(child, depth + 1);
			}
			newLine ||= isBlock;
		};
		enter(root);
		visit(root, 0);
		return { text, pieces };
	},

	range(pieces, start, end) {
		/** @type {(i: number) => EarshotPiece} */
		const pieceAt = (i) => {
			let [low, high] = [0, pieces.length];
			while (high - low > 1) {
				const middle = (low + high) >> 1;
				if (pieces[middle].at <= i) low = middle;
				else high = middle;
			}
			return pieces[low];
		};
		const [first, final] = [pieceAt(start), pieceAt(end - 1)];
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
