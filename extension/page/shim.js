// The page shim: looks for hits in idle slices, asks what they are, paints the answers, follows the page.
// It decides nothing, changes no node, and without a hit sends nothing.

/** @type {boolean} */
var earshotShim = globalThis.earshotShim ?? (() => {
const [SLICE_MS, GATHER_MS] = [8, 150];
const [MAX_IN_FLIGHT, MAX_LISTED] = [2, 500];

const { SKIP, block, closest, range, read, search, shown, up } = earshotText;
const { around, context, quote } = earshotPosts;
const api = globalThis.browser ?? chrome;
const gone = new AbortController();
const { signal } = gone;
const frame = Math.random().toString(36).slice(2);
// about:blank and srcdoc belong to their maker's host.
const host = `.${URL.parse(self.origin)?.hostname ?? location.hostname}`;
/** @type {EarshotState} */
let { kit, profile, prefilter, paint, job, timer, publishing, byPost } = { prefilter: /^/g, byPost: new WeakMap() };
/** @type {EarshotSets} */
const [dirty, stale, active, waiting, ports] = [new Set(), new Map(), new Set(), new Set(), new Set()];
let [running, inFlight, lastId, counted] = [false, 0, 0, ""];

const page = () => ({ url: location.href, title: document.title });

/** @type {EarshotShim} */
const shim = {
	isAlive() {
		if (!api.runtime?.id && !signal.aborted) {
			gone.abort();
			stop();
			active.forEach(drop);
			card.close();
			if (paint) card.farewell();
		}
		return !signal.aborted;
	},

	async ask(request) {
		try {
			return (await api.runtime.sendMessage({ ...request, page: page() })) ?? null;
		} catch {
			isAlive();
			return null;
		}
	},

	look(spot) {
		stale.delete(spot.post);
		const old = byPost.get(spot.post) ?? [];
		const max = kit?.maxPostLength ?? 0;
		const { text, pieces } = read(spot.post, spot.without);
		const entries = [];
		let to = 0;
		for (const { index } of spot.post.isConnected ? text.matchAll(prefilter) : []) {
			if (index < to) continue;
			let base = 0;
			to = text.length;
			if (to > max) {
				// Of a post too long for one message, the lines with a hit.
				base = Math.max(text.lastIndexOf("\n", index) + 1, index - max / 2);
				to = Math.min((text.indexOf("\n", index) + 1 || to + 1) - 1, base + max);
			}
			const part = text.slice(base, to);
			const at = old.findIndex(({ post }) => post.text === part);
			const entry = at < 0 ? shim.open(spot, part) : old.splice(at, 1)[0];
			show(Object.assign(entry, { base, pieces }), entry.mentions);
			entries.push(entry);
		}
		byPost.set(spot.post, entries);
		old.forEach(drop);
	},

	open(spot, text) {
		const post = { id: ++lastId, text, ...context(profile, spot) };
		const entry = { spot, post, mentions: [], marks: [], pieces: [], base: 0 };
		active.add(entry);
		waiting.add(entry);
		return entry;
	},

	show(entry, mentions) {
		if (mentions.length || entry.marks.length) publish();
		for (const mark of entry.marks) paint?.remove(mark);
		entry.mentions = mentions;
		entry.marks = mentions.map((mention) => ({
			entry,
			mention,
			key: `${entry.post.id}.${mention.start}`,
			name: mention.verdict.unsure ? "unsure" : mention.verdict.label,
			range: range(entry.pieces, entry.base + mention.start, entry.base + mention.end),
		}));
		for (const mark of entry.marks) paint?.add(mark);
	},

	drop(entry) {
		active.delete(entry);
		waiting.delete(entry);
		show(entry, []);
	},

	async hear() {
		if (!kit || !running || !waiting.size || inFlight >= MAX_IN_FLIGHT) return;
		const batch = [...waiting].slice(0, kit.maxPosts);
		for (const entry of batch) waiting.delete(entry);
		inFlight++;
		hear();
		const reply = await ask({ type: "hear", posts: batch.map(({ post }) => post) });
		inFlight--;
		for (const [i, entry] of batch.entries()) {
			if (!active.has(entry)) continue;
			// The background was stopped: ask again when something happens.
			if (!reply) waiting.add(entry);
			else show(entry, reply.ok?.posts[i]?.mentions ?? []);
		}
		if (reply) hear();
	},

	watch(root) {
		observer.observe(root, { childList: true, characterData: true, subtree: true });
		dirty.add(root);
	},

	*work() {
		for (const { spot } of active) if (!spot.post.isConnected) stale.set(spot.post, spot);
		while (dirty.size || stale.size) {
			for (const spot of stale.values()) yield shim.look(spot);
			const [root] = dirty;
			dirty.delete(root);
			for (const hit of root?.isConnected ? search(root, prefilter, watch) : []) {
				const element = hit && up(hit);
				const spot = element && !closest(element, SKIP) && shown(element) && around(profile, element);
				if (spot) stale.set(spot.post, spot);
				yield;
			}
		}
	},

	wake(delay) {
		if (running) timer ||= setTimeout(requestIdleCallback, delay, shim.slice, { timeout: 500 });
	},

	slice(deadline) {
		timer = 0;
		if (!running) return;
		job ??= shim.work();
		const end = performance.now() + Math.min(SLICE_MS, deadline.timeRemaining() || SLICE_MS);
		let done;
		do done = job.next().done;
		while (!done && performance.now() < end);
		hear();
		if (done) job = undefined;
		else wake(0);
	},

	go() {
		if (running || !kit || document.hidden) return;
		running = true;
		paint ??= earshotPaint();
		// What is in view goes first: the posts down the middle of the window.
		for (let y = 50; y < innerHeight; y += 100) {
			const { post, without } = around(profile, document.elementFromPoint(innerWidth / 2, y) ?? document.documentElement);
			if (without !== earshotText.BLOCK) dirty.add(post);
		}
		for (const { spot } of active) stale.set(spot.post, spot);
		watch(document);
		wake(0);
	},

	stop() {
		running = false;
		observer.disconnect();
		dirty.clear();
		stale.clear();
		clearTimeout(timer);
		timer = 0;
		job = undefined;
	},

	use(stored) {
		const isHost = (/** @type {string} */ one) => host.endsWith(`.${one}`);
		stop();
		card.close();
		active.forEach(drop);
		[byPost, kit] = [new WeakMap(), undefined];
		if (!stored?.prefilter || stored.paused || stored.offHosts.some(isHost)) return;
		kit = stored;
		profile = kit?.profiles.find(({ hosts }) => !hosts.length || hosts.some(isHost));
		prefilter = new RegExp(stored.prefilter.source, `${stored.prefilter.flags}g`);
		shim.go();
	},

	publish() {
		publishing ||= setTimeout(() => {
			const counts = { negative: 0, neutral: 0, positive: 0, unsure: 0 };
			publishing = 0;
			paint?.flush();
			for (const { marks } of active) for (const { name } of marks) counts[name]++;
			const now = Object.values(counts).join();
			if (now !== counted) ask({ type: "count", ...counts });
			counted = now;
			ports.forEach(tell);
			// The more there is, the dearer is each repaint.
		}, counted ? Math.max(GATHER_MS, active.size / 2) : 0);
	},

	tell(port) {
		const marks = inOrder();
		const mentions = marks.slice(0, MAX_LISTED).map(({ key, entry: { post }, mention }) => {
			return { ...mention, ...quote(post.text, mention), key, verdict: { ...mention.verdict, evidence: [] }, author: post.author };
		});
		port.postMessage({ type: "mentions", frame, top: window === top, page: page(), mentions, total: marks.length });
	},

	inOrder() {
		const entries = [...active].sort((a, b) => {
			const order = a.spot.post.compareDocumentPosition(b.spot.post);
			return (order & 2) - (order & 4); // preceding, following
		});
		return entries.flatMap(({ marks }) => marks);
	},

	reveal(mark) {
		up(mark.range.startContainer)?.scrollIntoView({ block: "center" });
		paint?.flash(mark);
	},

	async act(type, { entry, mention }) {
		const { post, mentions } = entry;
		if (type === "notUs") mentions.splice(mentions.indexOf(mention), 1);
		show(entry, mentions);
		const reply = await ask({ type, post, start: mention.start });
		if (type === "keep" && reply?.ok) mention.kept = true;
		publish();
		return reply;
	},
};
const { isAlive, ask, show, drop, hear, watch, wake, stop, publish, tell, inOrder } = shim;
const card = earshotCard(api.i18n.getMessage, shim, signal);

const observer = new MutationObserver((records) => {
	if (!isAlive()) return;
	for (const { type, target, addedNodes } of records) {
		for (const node of type === "childList" ? addedNodes : [target]) {
			// What comes into a block may join a word in it.
			const at = node instanceof Element ? node : up(node);
			dirty.add(at ? block(at) : node);
		}
		for (let at = /** @type {Node | null} */ (target); at; at = up(at)) for (const { spot } of byPost.get(at) ?? []) stale.set(spot.post, spot);
	}
	wake(GATHER_MS);
});
const rescan = () => {
	dirty.add(document);
	wake(GATHER_MS);
};
// No event tells of text shown by a style, or a late shadow root; both mostly follow a click.
addEventListener("click", rescan, { capture: true, signal });
globalThis.navigation?.addEventListener("currententrychange", rescan, { signal });
document.addEventListener("visibilitychange", () => isAlive() && (document.hidden ? stop() : shim.go()), { signal });
api.runtime.onConnect.addListener((port) => {
	if (port.name !== "panel") return;
	ports.add(port);
	port.onDisconnect.addListener(() => ports.delete(port));
	port.onMessage.addListener((/** @type {EarshotOrder} */ order) => {
		const mark = order.frame === frame && inOrder().find(({ key }) => key === order.key);
		if (mark) order.type === "show" ? shim.reveal(mark) : shim.act("keep", mark);
	});
	tell(port);
});
api.storage.onChanged.addListener((changes) => {
	if (changes["page-kit"]) shim.use(changes["page-kit"].newValue);
});
api.storage.local.get("page-kit").then((stored) => shim.use(stored["page-kit"]));
// Injected twice, it runs once.
return true;
})();
