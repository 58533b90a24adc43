// The page shim: looks for hits, asks what they are, paints the answers, follows the page. It decides nothing.

/** @type {boolean} */
var earshotShim = globalThis.earshotShim ?? (() => {
const [SLICE_MS, GATHER_MS] = [8, 150];
const [MAX_IN_FLIGHT, MAX_LISTED, MAX_UNSEEN] = [2, 500, 500];

const { block, closest, inline, range, read, search, shown, up } = earshotText;
const { around, context } = earshotPosts;
const paint = earshotPaint;
const api = globalThis.browser ?? chrome;
const gone = new AbortController(), { signal } = gone;
const frame = Math.random().toString(36).slice(2);
// about:blank and srcdoc belong to their maker's host.
const host = `.${URL.parse(self.origin)?.hostname ?? location.hostname}`;
/** @type {EarshotState} */
let { kit, job, timer, publishing, byPost } = { byPost: new WeakMap() };
/** @type {EarshotSets} */
const [dirty, stale, active, urgent, waiting, near, unseen, pending, ports] = [new Set(), new Map(), new Set(), new Set(), new Set(), new Set(), new Set(), new Set(), new Set()];
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
			if (kit) card.farewell();
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
		if (!kit) return;
		stale.delete(spot.post);
		const old = byPost.get(spot.post) ?? [];
		const max = kit.maxPostLength;
		const { text, pieces } = read(spot.post, spot.skip);
		const entries = [];
		let to = 0;
		for (const { index } of spot.post.isConnected ? text.matchAll(kit.all) : []) {
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
			const entry = at < 0 ? shim.open(spot, { id: ++lastId, text: part, ...context(kit.reader, spot) }) : old.splice(at, 1)[0];
			show(Object.assign(entry, { base, pieces }), entry.mentions);
			entries.push(entry);
		}
		byPost.set(spot.post, entries);
		old.forEach(drop);
		if (entries.some((entry) => !entry.isPainted)) unseen.add(spot.post);
	},

	open(spot, post) {
		const entry = { spot, post, mentions: [], all: [], marks: [], pieces: [], base: 0 };
		active.add(entry);
		(near.has(spot.post) ? urgent : waiting).add(entry);
		return entry;
	},

	show(entry, mentions) {
		if (mentions.length || entry.marks.length) publish();
		entry.marks.forEach(paint.remove);
		entry.mentions = mentions;
		entry.all = mentions.map((mention) => ({
			entry,
			mention,
			key: `${entry.post.id}.${mention.start}`,
			name: mention.verdict.unsure ? "unsure" : mention.verdict.label,
			range: range(entry.pieces, entry.base + mention.start, entry.base + mention.end),
		}));
		entry.marks = entry.all.filter((mark) => !mark.mention.doubtful);
		if (mentions.length) pending.add(entry);
		if (entry.isPainted || near.has(entry.spot.post)) flush();
	},

	flush() {
		for (const entry of pending) {
			entry.isPainted = true;
			entry.marks.forEach(paint.add);
		}
		pending.clear();
	},

	drop(entry) {
		show(entry, []);
		for (const set of [active, urgent, waiting, pending]) set.delete(entry);
	},

	async hear() {
		// Clicks are urgent in a hidden page, too.
		if (!kit || !(running || urgent.size) || inFlight >= MAX_IN_FLIGHT) return;
		const batch = [...urgent, ...waiting].slice(0, kit.maxPosts);
		if (!batch.length) return;
		inFlight++;
		for (const entry of batch) urgent.delete(entry) || waiting.delete(entry);
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
		for (const spot of stale.values()) yield shim.look(spot);
		for (const root of dirty) {
			dirty.delete(root);
			if (!kit || !root.isConnected) continue;
			const { reader } = kit;
			for (const hits of search(root, kit, watch)) {
				for (const hit of hits) {
					const element = up(hit);
					const spot = element && !closest(element, reader.skip) && shown(element) && around(reader, element);
					if (spot) stale.set(spot.post, spot);
					yield;
				}
				for (const spot of stale.values()) yield shim.look(spot);
				yield;
			}
		}
	},

	see(changes) {
		for (const { target, isIntersecting, boundingClientRect: { width, height } } of changes) {
			const isNear = isIntersecting || !(width || height);
			near[isNear ? "add" : "delete"](target);
			for (const entry of (isNear && byPost.get(target)) || []) {
				if (waiting.delete(entry)) urgent.add(entry);
				if (pending.has(entry)) flush();
			}
		}
		hear();
	},

	forget() {
		view.disconnect();
		near.clear();
		unseen.clear();
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
		if (done || unseen.size > MAX_UNSEEN || !near.size) {
			for (const post of unseen) view.observe(post);
			unseen.clear();
		}
		if (done) job = void hear();
		else wake(0);
	},

	go() {
		if (running || !kit || document.hidden) return;
		running = true;
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
		forget();
		[byPost, kit] = [new WeakMap(), undefined];
		if (!stored?.prefilter || stored.paused || stored.offHosts.some(isHost)) return;
		const { source, loose, flags } = stored.prefilter;
		kit = {
			...stored,
			reader: stored.readers.find((/** @type {EarshotReader} */ { hosts }) => !hosts.length || hosts.some(isHost)),
			all: RegExp(source, `${flags}g`),
			strict: RegExp(source, `${flags}y`),
			loose: RegExp(loose, `${flags}g`),
		};
		for (const tag of stored.inline) inline.add(tag);
		card.dress(stored.cardStyle);
		shim.go();
	},

	publish() {
		publishing ||= setTimeout(() => {
			const counts = { negative: 0, neutral: 0, positive: 0, unsure: 0 };
			publishing = 0;
			for (const { marks } of active) for (const { name } of marks) counts[name]++;
			const now = Object.values(counts).join();
			if (now !== counted) ask({ type: "count", ...counts });
			counted = now;
			ports.forEach(tell);
			// What is not near the window is painted at once: each repaint of a big page is dear.
			if (job || inFlight || urgent.size || waiting.size) return;
			flush();
			forget();
		}, counted ? Math.max(GATHER_MS, active.size / 2) : 0);
	},

	tell(port) {
		const marks = inOrder();
		const mentions = marks.slice(0, MAX_LISTED).map(({ key, entry: { post }, mention }) => ({ ...mention, key, author: post.author }));
		port.postMessage({ type: "mentions", frame, top: window === top, page: page(), mentions, total: marks.length });
	},

	inOrder() {
		const entries = [...active].map((entry) => ({ entry, y: entry.spot.post.getBoundingClientRect().y }));
		return entries.sort((a, b) => a.y - b.y).flatMap(({ entry }) => entry.all);
	},

	*around(node) {
		for (let at = node; at; at = up(at)) yield* byPost.get(at) ?? [];
	},

	reveal(mark) {
		up(mark.range.startContainer)?.scrollIntoView({ block: "center" });
		paint.flash(mark);
	},

	async act(type, { entry, mention }) {
		const reply = await ask({ type, post: entry.post, start: mention.start });
		// What was learnt counts for all.
		if (reply && !reply.error) for (const one of type === "keep" ? [entry] : active) urgent.add(one);
		hear();
		return reply;
	},
};
const { isAlive, ask, show, flush, drop, forget, hear, watch, wake, stop, publish, tell, inOrder } = shim;
const card = earshotCard(api.i18n.getMessage, shim, signal);

const observer = new MutationObserver((records) => {
	if (!isAlive()) return;
	for (const { type, target, addedNodes } of records) {
		for (const node of type === "childList" ? addedNodes : [target]) {
			// What comes into a block may join a word in it.
			const at = node instanceof Element ? node : up(node);
			if (at) dirty.add(block(at));
		}
		for (const { spot } of shim.around(target)) stale.set(spot.post, spot);
	}
	wake(GATHER_MS);
});
// A window more on each side, also in scrollers.
const view = new IntersectionObserver(shim.see, /** @type {any} */ ({ rootMargin: "100%", scrollMargin: "100%" }));
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
		if (mark) order.type === "show" ? shim.reveal(mark) : shim.act(order.type, mark);
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
