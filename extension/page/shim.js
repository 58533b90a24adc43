// The page shim's life: takes the page kit, looks for hits in idle slices, asks the background what
// they are, has the answers painted, follows the page, serves card, panel and badge, and goes. It
// decides nothing, changes no node of the page, and without a hit sends nothing.

/** @type {boolean | undefined} */
var earshotRuns;

var earshotShim = () => {
	const SLICE_MS = 8;
	const GATHER_MS = 150;
	const MAX_IN_FLIGHT = 2;
	// Enough text for one message, in UTF-16 units.
	const MAX_MESSAGE = 100_000;
	const MAX_HEARD = 500;
	const MAX_LISTED = 500;
	// A block of no more children is searched whole when something comes: it may join a word.
	const MANY_CHILDREN = 100;

	const { block, closest, up } = earshotText;
	const api = globalThis.browser ?? chrome;
	const gone = new AbortController();
	const frame = Math.random().toString(36).slice(2);
	// A frame without an address (about:blank, srcdoc) belongs to its maker's host.
	const host = `.${URL.parse(self.origin)?.hostname ?? location.hostname}`;
	/** @type {EarshotState} */
	let { kit, profile, prefilter, paint, job, bySource, long, ...state } = {
		bySource: new WeakMap(),
		long: new WeakSet(),
		dirty: new Set(),
		stale: new Map(),
		active: new Set(),
		waiting: new Set(),
		heard: new Map(),
		late: new Set(),
		ports: new Set(),
	};
	const { dirty, stale, active, waiting, heard, late, ports } = state;
	let [running, timer, publishing, inFlight, lastId, counted] = [false, 0, 0, 0, 0, "0,0,0,0"];

	/** @type {EarshotShim} */
	const shim = {
		isAlive() {
			if (api.runtime?.id) return true;
			if (!gone.signal.aborted) {
				gone.abort();
				stop();
				clearTimeout(publishing);
				card.close();
				if (paint && !paint.destroy()) card.farewell();
			}
			return false;
		},

		async ask(request) {
			const page = { url: location.href, title: document.title, lang: document.documentElement.lang || undefined };
			try {
				return (await api.runtime.sendMessage({ ...request, page })) ?? null;
			} catch {
				isAlive();
				return null;
			}
		},

		consider(hit) {
			const element = up(hit);
			if (!element || closest(element, earshotText.SKIP)) return;
			if (!earshotText.shown(element)) return sight.observe(element);
			const spot = earshotPosts.around(profile, element);
			if (long.has(spot.source)) spot.source = block(element);
			stale.set(spot.source, spot);
		},

		look(spot) {
			const { source, selector } = spot;
			const old = bySource.get(source) ?? [];
			stale.delete(source);
			bySource.delete(source);
			if (kit && prefilter && source.isConnected) {
				const max = kit.maxPostLength;
				const whole = long.has(source);
				const { text, pieces } = earshotText.read(source, selector, whole ? Infinity : max);
				const tooLong = text.length > max;
				if (tooLong && !whole) {
					long.add(source);
					dirty.add(source);
				}
				const entries = [];
				let to = 0;
				for (const { index } of tooLong && !whole ? [] : text.matchAll(prefilter)) {
					if (index < to) continue;
					// All of it is one post; of a block too long for that, what surrounds each hit.
					const base = tooLong ? Math.max(0, index - (max >> 1)) : 0;
					to = base + max;
					const part = text.slice(base, to);
					// What says what it said keeps its answer.
					const at = old.findIndex(({ post }) => post.text === part);
					const entry = at < 0 ? open(spot, part) : old.splice(at, 1)[0];
					entry.base = base;
					entry.pieces = pieces.filter((piece) => piece.at < to && base < piece.end);
					show(entry, entry.mentions);
					entries.push(entry);
				}
				bySource.set(source, entries);
			}
			old.forEach(drop);
		},

		open(spot, text) {
			const post = { id: 0, text, ...earshotPosts.context(profile, spot) };
			const key = JSON.stringify(post);
			const mentions = heard.get(key);
			const entry = { spot, key, post: { ...post, id: ++lastId }, mentions: mentions ?? [], marks: [], pieces: [], base: 0 };
			active.add(entry);
			if (!mentions) waiting.add(entry);
			return entry;
		},

		show(entry, mentions) {
			for (const mark of entry.marks) paint?.remove(mark);
			if (mentions.length || entry.marks.length) publish();
			entry.mentions = mentions;
			entry.marks = mentions.map((mention) => ({
				entry,
				mention,
				key: `${entry.post.id}.${mention.start}`,
				name: mention.verdict.unsure ? "unsure" : mention.verdict.label,
				range: earshotText.range(entry.pieces, entry.base + mention.start, entry.base + mention.end),
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
			const batch = [];
			let size = 0;
			// In the order found: what is in view was looked at first.
			for (const entry of waiting) {
				if (batch.length >= kit.maxPosts || size > MAX_MESSAGE) break;
				waiting.delete(entry);
				batch.push(entry);
				size += entry.post.text.length;
			}
			inFlight++;
			hear();
			const reply = await ask({ type: "hear", posts: batch.map(({ post }) => post) });
			inFlight--;
			for (const [i, entry] of batch.entries()) {
				if (!active.has(entry)) continue;
				// A background stopped half-way is asked again when something happens next.
				if (!reply) waiting.add(entry);
				const mentions = reply?.ok?.posts[i].mentions;
				if (!mentions) continue;
				if (heard.size >= MAX_HEARD) heard.clear();
				heard.set(entry.key, mentions);
				show(entry, mentions);
			}
			if (reply) hear();
		},

		watch(root) {
			observer.observe(root, { childList: true, characterData: true, subtree: true });
			dirty.add(root);
		},

		meet(element) {
			if (element.shadowRoot) watch(element.shadowRoot);
			else if (element.localName.includes("-") || (element.localName === "div" && !element.firstChild)) late.add(element);
		},

		*work(find) {
			for (const element of [...late]) {
				late.delete(element);
				if (element.isConnected) meet(element);
			}
			for (const { spot } of active) if (!spot.source.isConnected) stale.set(spot.source, spot);
			while (dirty.size || stale.size) {
				for (const spot of stale.values()) yield look(spot);
				for (const root of dirty) {
					dirty.delete(root);
					if (root.isConnected) for (const hits of earshotText.search(root, find, meet)) yield hits.forEach(consider);
					break;
				}
			}
		},

		wake(delay) {
			if (running) timer ||= setTimeout(() => requestIdleCallback(slice, { timeout: 500 }), delay);
		},

		slice(deadline) {
			timer = 0;
			if (!running || !prefilter) return;
			job ??= work(prefilter);
			const end = performance.now() + (deadline.didTimeout ? SLICE_MS : Math.min(SLICE_MS, deadline.timeRemaining()));
			let done;
			do done = job.next().done;
			while (!done && performance.now() < end);
			hear();
			if (done) job = undefined;
			else wake(0);
		},

		go() {
			if (running || !prefilter || document.hidden) return;
			running = true;
			paint ??= earshotPaint();
			// What is in view goes first: the posts down the middle of the window.
			for (let y = 50; y < innerHeight; y += 100) {
				const element = document.elementFromPoint(innerWidth / 2, y);
				const spot = element && earshotPosts.around(profile, element);
				if (spot?.selector) dirty.add(spot.post);
			}
			for (const { spot } of active) stale.set(spot.source, spot);
			watch(document);
			wake(0);
		},

		// Back to doing nothing; what is painted stays.
		stop() {
			running = false;
			observer.disconnect();
			sight.disconnect();
			for (const set of [dirty, stale, late]) set.clear();
			clearTimeout(timer);
			timer = 0;
			job = undefined;
		},

		use(stored) {
			const isHost = (/** @type {string} */ one) => host.endsWith(`.${one}`);
			stop();
			card.close();
			active.forEach(drop);
			heard.clear();
			[bySource, long, kit, prefilter] = [new WeakMap(), new WeakSet(), stored, undefined];
			if (!kit?.prefilter || kit.paused || kit.offHosts.some(isHost)) return;
			profile = kit.profiles.find(({ hosts }) => !hosts.length || hosts.some(isHost));
			prefilter = new RegExp(kit.prefilter.source, `${kit.prefilter.flags}g`);
			go();
		},

		publish() {
			publishing ||= setTimeout(() => {
				publishing = 0;
				const counts = { negative: 0, neutral: 0, positive: 0, unsure: 0 };
				for (const { marks } of active) for (const { name } of marks) counts[name]++;
				const now = Object.values(counts).join();
				if (now !== counted) ask({ type: "count", ...counts });
				counted = now;
				ports.forEach(tell);
			}, GATHER_MS);
		},

		tell(port) {
			const marks = inOrder();
			const mentions = marks.slice(0, MAX_LISTED).map(({ key, entry: { post }, mention }) => {
				const { quote, start, end } = earshotPosts.quote(post.text, mention);
				return { ...mention, key, quote, start, end, verdict: { ...mention.verdict, evidence: [] }, author: post.author };
			});
			const page = { url: location.href, title: document.title };
			port.postMessage({ type: "mentions", frame, top: window === top, page, mentions, total: marks.length });
		},

		inOrder() {
			// FOLLOWING makes it negative, PRECEDING positive.
			const places = [...active].sort(({ spot: { source: a } }, { spot: { source: b } }) => (a.compareDocumentPosition(b) & 2) - (a.compareDocumentPosition(b) & 4));
			return places.flatMap(({ marks }) => marks);
		},

		marksAround(node) {
			const marks = [];
			for (let at = node instanceof Element ? node : up(node); at; at = up(at)) {
				for (const entry of bySource.get(at) ?? []) marks.push(...entry.marks);
			}
			return marks;
		},

		reveal(mark) {
			up(mark.range.startContainer)?.scrollIntoView({ block: "center" });
			paint?.flash(mark);
		},

		async keep({ entry: { post }, mention }) {
			const reply = await ask({ type: "keep", post, start: mention.start });
			if (reply?.ok) mention.kept = true;
			publish();
			return reply;
		},

		notUs({ entry, mention }) {
			// The list is the one in `heard`: should the post come again, it stays unpainted.
			entry.mentions.splice(entry.mentions.indexOf(mention), 1);
			show(entry, entry.mentions);
			return ask({ type: "notUs", post: entry.post, start: mention.start });
		},
	};
	const { isAlive, ask, consider, look, open, show, drop, hear, watch, meet, work, wake, slice, go, stop, use, publish, tell, inOrder } = shim;
	const card = earshotCard(api.i18n.getMessage, shim, gone.signal);

	const observer = new MutationObserver((records) => {
		if (!isAlive()) return;
		for (const { type, target, addedNodes } of records) {
			for (const node of type === "childList" ? addedNodes : [target]) {
				const at = node instanceof Element ? node : up(node);
				const box = at && block(at);
				dirty.add(box && box.childNodes.length <= MANY_CHILDREN ? box : node);
			}
			for (let at = target instanceof Element ? target : up(target); at; at = up(at)) {
				const entry = bySource.get(at)?.[0];
				if (entry) stale.set(at, entry.spot);
			}
		}
		wake(GATHER_MS);
	});
	// Hits that were not rendered when they were found wait here until they are.
	const sight = new IntersectionObserver((entries) => {
		for (const { target, isIntersecting } of entries) {
			if (!isIntersecting) continue;
			sight.unobserve(target);
			dirty.add(target);
			wake(0);
		}
	});
	// No event tells of a shadow root attached to an old element: these do for it.
	for (const type of ["load", "click", "scrollend"]) addEventListener(type, () => wake(GATHER_MS), { capture: true, ...gone });
	document.addEventListener("visibilitychange", () => isAlive() && (document.hidden ? stop() : go()), gone);
	globalThis.navigation?.addEventListener("currententrychange", () => {
		wake(GATHER_MS);
		if (active.size) publish();
	}, gone);
	api.runtime.onConnect.addListener((port) => {
		if (port.name !== "panel") return;
		ports.add(port);
		port.onDisconnect.addListener(() => ports.delete(port));
		port.onMessage.addListener((/** @type {EarshotOrder} */ order) => {
			const mark = order.frame === frame && inOrder().find(({ key }) => key === order.key);
			if (mark) (order.type === "show" ? shim.reveal : shim.keep)(mark);
		});
		tell(port);
	});
	api.storage.onChanged.addListener((changes) => {
		if (changes["page-kit"]) use(changes["page-kit"].newValue);
	});
	api.storage.local.get("page-kit").then((stored) => use(stored["page-kit"]));
};

// Injected twice (registered, and into open tabs when a site is granted), it runs once.
if (!earshotRuns) {
	earshotRuns = true;
	earshotShim();
}
