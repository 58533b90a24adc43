// The page shim's life: takes the page kit, looks for hits in idle slices, asks the background what
// they are, has the answers painted, follows the page, serves panel and badge, and goes. It decides
// nothing, changes no node of the page, and where there is no hit it sends nothing.

/** @type {boolean | undefined} */
var earshotRuns;

var earshotShim = () => {
  /** The longest work in one go. */
  const SLICE_MS = 8;
  /** How long changes are gathered. */
  const GATHER_MS = 150;
  /** When to look again for shadow roots attached to known elements: nothing tells us of them. */
  const LATE_MS = 2_000;
  const MAX_LATE = 1_000;
  const MAX_IN_FLIGHT = 2;
  /** Enough text for one message, and in all remembered answers, in UTF-16 units. */
  const MAX_MESSAGE = 100_000;
  const MAX_REMEMBERED = 500_000;
  /** With more changes than this, looking everywhere is cheaper. */
  const MAX_DIRTY = 500;
  /** Into a parent with more children, only what was added is searched. */
  const MANY_CHILDREN = 100;
  const MAX_LISTED = 500;

  /** @type {typeof chrome} */
  const api = /** @type {any} */ (globalThis).browser ?? chrome;
  const gone = new AbortController();
  const frame = Math.random().toString(36).slice(2);
  // A frame without an address (about:blank, srcdoc) belongs to its maker's host.
  const host = URL.parse(self.origin)?.hostname ?? location.hostname;

  /** @type {import("../../types/messages").PageKit | undefined} */ let kit;
  /** @type {import("../../types/messages").SiteProfile | undefined} */ let profile;
  /** @type {RegExp | null} */ let prefilter = null;
  /** @type {EarshotPainter | undefined} */ let paint;
  let running = false;

  /** Where to look for hits. @type {Set<Node>} */ const dirty = new Set();
  /** What to read, once more or for the first time. @type {Map<Element, EarshotSpot>} */ const stale = new Map();
  /** Too long for one message: their blocks are posts instead. @type {WeakSet<Element>} */ let long = new WeakSet();
  /** @type {WeakMap<Element, EarshotEntry[]>} */ let bySource = new WeakMap();
  /** @type {Set<EarshotEntry>} */ const active = new Set();
  /** @type {Set<EarshotEntry>} */ const waiting = new Set();
  /** Answers by post, oldest first. @type {Map<string, EarshotEntry["mentions"]>} */ const heard = new Map();
  let remembered = 0;
  let inFlight = 0;
  let lastId = 0;

  const page = () => ({ url: location.href, title: document.title, lang: document.documentElement.lang || undefined });

  /** @param {import("../../types/messages").PageRequest} request @returns {Promise<EarshotReply>} */
  const ask = async (request) => {
    try {
      return (await api.runtime.sendMessage(request)) ?? null;
    } catch {
      isAlive();
      return null;
    }
  };

  // ---- From a hit to paint

  /** @param {Text} hit */
  const consider = (hit) => {
    const element = earshotText.up(hit);
    if (!element || earshotText.closest(element, earshotText.SKIP)) return;
    if (!earshotText.shown(element)) return sight.observe(element);
    const spot = earshotPosts.around(profile, element);
    const source = long.has(spot.post) ? earshotText.block(element) : spot.post;
    if (!stale.has(source)) stale.set(source, spot);
    stale.get(source)?.hits.add(hit);
  };

  /** Reads a source; a post that says what it said keeps its answer. @param {Element} source @param {EarshotSpot} spot */
  const look = (source, spot) => {
    stale.delete(source);
    const old = bySource.get(source) ?? [];
    bySource.delete(source);
    if (!kit || !prefilter || !source.isConnected) return old.forEach(drop);
    const max = long.has(source) ? Infinity : kit.maxPostLength;
    const reading = earshotText.read(source, spot.selector, max);
    if (reading.text.length > max) {
      long.add(source);
      if (!spot.hits.size) dirty.add(source);
      spot.hits.forEach(consider);
      return old.forEach(drop);
    }
    spot.hits.clear();
    const entries = [];
    for (const { from, text } of parts(reading.text, kit.maxPostLength, prefilter)) {
      const at = old.findIndex(({ post }) => post.text === text);
      const known = at < 0 ? undefined : old.splice(at, 1)[0];
      if (known) {
        const before = known.reading.pieces;
        const same = known.base === from && before.length === reading.pieces.length &&
          reading.pieces.every(({ node, from }, i) => node === before[i]?.node && from === before[i]?.from);
        Object.assign(known, { reading, base: from });
        if (!same) show(known, known.mentions);
      }
      entries.push(known ?? open(source, spot, reading, from, text));
    }
    old.forEach(drop);
    if (entries.length) bySource.set(source, entries);
  };

  /** What to send of a text: all; of one too long, the blocks with a hit. @param {string} text @param {number} max @param {RegExp} find */
  const parts = function* (text, max, find) {
    let to = -1;
    for (const { index } of text.matchAll(find)) {
      if (index < to) continue;
      let from = 0;
      to = text.length;
      if (to > max) {
        from = Math.max(text.lastIndexOf("\n", index) + 1, index - max / 2);
        to = Math.min((text.indexOf("\n", index) + 1 || to + 1) - 1, from + max);
      }
      yield { from, text: text.slice(from, to) };
    }
  };

  /** @param {Element} source @param {EarshotSpot} spot @param {EarshotReading} reading @param {number} base @param {string} text */
  const open = (source, spot, reading, base, text) => {
    const post = { text, ...earshotPosts.context(profile, spot) };
    const key = JSON.stringify(post);
    /** @type {EarshotEntry} */
    const entry = { source, spot, reading, base, key, post: { id: ++lastId, ...post }, mentions: [], marks: [], asked: 0 };
    active.add(entry);
    const answer = heard.get(key);
    if (answer) show(entry, answer);
    else waiting.add(entry);
    return entry;
  };

  /** @param {EarshotEntry} entry @param {EarshotEntry["mentions"]} mentions */
  const show = (entry, mentions) => {
    for (const mark of entry.marks) paint?.remove(mark);
    if (mentions.length || entry.marks.length) publish();
    entry.mentions = mentions;
    entry.marks = mentions.map((mention) => ({
      entry,
      mention,
      key: `${entry.post.id}.${mention.start}`,
      name: mention.verdict.unsure ? "unsure" : mention.verdict.label,
      range: earshotText.range(entry.reading, entry.base + mention.start, entry.base + mention.end),
    }));
    for (const mark of entry.marks) paint?.add(mark);
  };

  /** @param {EarshotEntry} entry */
  const drop = (entry) => {
    active.delete(entry);
    waiting.delete(entry);
    show(entry, []);
  };

  /** Asks about what waits, in the order found: what is in view was looked at first. */
  const hear = () => {
    while (kit && running && waiting.size && inFlight < MAX_IN_FLIGHT) {
      /** @type {Map<number, EarshotEntry>} */ const batch = new Map();
      let size = 0;
      for (const entry of waiting) {
        if (batch.size >= kit.maxPosts || size > MAX_MESSAGE) break;
        waiting.delete(entry);
        entry.asked++;
        batch.set(entry.post.id, entry);
        size += entry.post.text.length;
      }
      inFlight++;
      ask({ type: "hear", page: page(), posts: [...batch.values()].map(({ post }) => post) }).then((reply) => {
        inFlight--;
        for (const { id, mentions } of reply?.ok?.posts ?? []) {
          const entry = batch.get(id);
          if (!entry || !active.has(entry)) continue;
          remember(entry.key, mentions);
          show(entry, mentions);
        }
        // A background that was stopped half-way is asked once more.
        if (!reply) for (const entry of batch.values()) if (entry.asked < 2 && active.has(entry)) waiting.add(entry);
        hear();
      });
    }
  };

  /** @param {string} key @param {EarshotEntry["mentions"]} mentions */
  const remember = (key, mentions) => {
    if (!heard.has(key)) remembered += key.length;
    heard.set(key, mentions);
    for (const oldest of heard.keys()) {
      if (remembered <= MAX_REMEMBERED) break;
      heard.delete(oldest);
      remembered -= oldest.length;
    }
  };

  // ---- Following the page

  const observer = new MutationObserver((records) => {
    if (!isAlive()) return;
    for (const { target, addedNodes } of records) {
      // A word may be joined by what comes or goes beside it.
      if (target.childNodes.length < MANY_CHILDREN) dirty.add(target.parentNode && target instanceof Text ? target.parentNode : target);
      else for (const node of addedNodes) dirty.add(node);
      for (let at = earshotText.up(target) ; at; at = earshotText.up(at)) restale(at);
      if (target instanceof Element) restale(target);
    }
    if (dirty.size > MAX_DIRTY) lookEverywhere();
    lookedLate = false;
    wake(GATHER_MS);
  });

  /** Hits that were not rendered when they were found wait here until they are. */
  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      sight.unobserve(target);
      dirty.add(target);
    }
    wake(0);
  });

  /** @param {Element} element */
  const restale = (element) => {
    const entry = bySource.get(element)?.[0];
    if (entry) stale.set(element, entry.spot);
  };

  const lookEverywhere = () => {
    dirty.clear();
    dirty.add(document);
    for (const root of roots) dirty.add(root);
    for (const { source } of active) restale(source);
  };

  /** @type {Set<ShadowRoot>} */ const roots = new Set();
  /** Elements that may get a shadow root later. @type {Set<Element>} */ const late = new Set();
  let lookedLate = false;

  /** @param {Element} element */
  const meet = (element) => {
    const root = element.shadowRoot;
    if (root && !roots.has(root)) {
      roots.add(root);
      watch(root);
    }
    const may = !root && (element.localName.includes("-") || (element.localName === "div" && !element.firstChild));
    if (!may) late.delete(element);
    else if (late.size < MAX_LATE) late.add(element);
  };

  /** @param {Document | ShadowRoot} root */
  const watch = (root) => {
    observer.observe(root, { childList: true, characterData: true, subtree: true });
    dirty.add(root);
  };

  /** All there is to do; may be paused at any yield. @param {RegExp} find */
  const work = function* (find) {
    for (const element of late) if (element.isConnected) meet(element); else late.delete(element);
    for (const root of roots) if (!root.isConnected) roots.delete(root);
    for (const { source } of active) if (!source.isConnected) restale(source);
    while (dirty.size || stale.size) {
      for (const [source, spot] of stale) yield look(source, spot);
      const [root] = dirty;
      if (!root) continue;
      dirty.delete(root);
      if (!root.isConnected) continue;
      for (const hits of earshotText.search(root, find, meet)) {
        hits.forEach(consider);
        yield;
        for (const [source, spot] of stale) yield look(source, spot);
      }
    }
  };

  /** @type {Generator | null} */ let job = null;
  let timer = 0;

  /** @param {number} delay */
  const wake = (delay) => {
    if (running && !timer) timer = setTimeout(() => requestIdleCallback(slice, { timeout: 500 }), delay);
  };

  /** @param {IdleDeadline} deadline */
  const slice = (deadline) => {
    timer = 0;
    if (!running || !prefilter) return;
    job ??= work(prefilter);
    const end = performance.now() + (deadline.didTimeout ? SLICE_MS : Math.min(SLICE_MS, deadline.timeRemaining()));
    let done;
    do done = job.next().done; while (!done && performance.now() < end);
    hear();
    if (!done) return wake(0);
    job = null;
    if (lookedLate || !late.size) return;
    lookedLate = true;
    setTimeout(wake, LATE_MS, 0);
  };

  const go = () => {
    if (running || !prefilter || document.hidden) return;
    running = true;
    paint ??= earshotPaint.create();
    // What is in view goes first: the posts down the middle of the window.
    for (const part of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const element = document.elementFromPoint(innerWidth / 2, innerHeight * part);
      const { post } = (element && earshotPosts.around(profile, element)) ?? {};
      if (post && post.getBoundingClientRect().height < innerHeight * 2) dirty.add(post);
    }
    for (const { source } of active) restale(source);
    watch(document);
    wake(0);
  };

  /** Back to doing nothing; what is painted stays. */
  const stop = () => {
    running = false;
    observer.disconnect();
    sight.disconnect();
    for (const set of [dirty, stale, roots, late]) set.clear();
    clearTimeout(timer);
    timer = 0;
    job = null;
  };

  /** @param {import("../../types/messages").PageKit | undefined} next */
  const use = (next) => {
    stop();
    card.close();
    active.forEach(drop);
    heard.clear();
    remembered = 0;
    [bySource, long, kit, prefilter] = [new WeakMap(), new WeakSet(), next, null];
    if (!next?.prefilter || next.paused || next.offHosts.includes(host)) return;
    profile = earshotPosts.profileFor(next.profiles, host);
    prefilter = new RegExp(next.prefilter.source, next.prefilter.flags + "g");
    go();
  };

  // ---- Badge and panel

  let counted = "0,0,0,0";
  let publishing = 0;
  /** @type {Set<chrome.runtime.Port>} */ const ports = new Set();

  const publish = () => {
    publishing ||= setTimeout(() => {
      publishing = 0;
      const counts = { negative: 0, neutral: 0, positive: 0, unsure: 0 };
      for (const { mentions } of active) for (const { verdict } of mentions) counts[verdict.unsure ? "unsure" : verdict.label]++;
      const now = Object.values(counts).join();
      if (now !== counted) ask({ type: "count", ...counts });
      counted = now;
      ports.forEach(tell);
    }, GATHER_MS);
  };

  const inOrder = () => {
    /** @param {Element} element */
    const outermost = (element) => {
      for (let up; (up = earshotText.up(element.getRootNode())); ) element = up;
      return element;
    };
    const shown = [...active].filter(({ marks }) => marks.length).sort((a, b) => {
      if (a.source === b.source) return a.base - b.base;
      const apart = a.source.getRootNode() !== b.source.getRootNode();
      const [x, y] = apart ? [outermost(a.source), outermost(b.source)] : [a.source, b.source];
      return x.compareDocumentPosition(y) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
    });
    return shown.flatMap(({ marks }) => marks);
  };

  /** @param {chrome.runtime.Port} port */
  const tell = (port) => {
    const marks = inOrder();
    const mentions = marks.slice(0, MAX_LISTED).map(({ key, entry, mention }) => {
      const { from, ...quote } = earshotPosts.quote(entry.post.text, mention);
      const { brand, verdict, kept } = mention;
      return { key, brand, ...quote, verdict: { ...verdict, evidence: [] }, kept, author: entry.post.author };
    });
    port.postMessage({ type: "mentions", frame, top: window === top, page: page(), mentions, total: marks.length });
  };

  /** @param {chrome.runtime.Port} port */
  const connect = (port) => {
    if (port.name !== "panel") return;
    ports.add(port);
    port.onDisconnect.addListener(() => ports.delete(port));
    port.onMessage.addListener((/** @type {import("../../types/messages").PanelOrder} */ order) => {
      const mark = order.frame === frame && inOrder().find(({ key }) => key === order.key);
      if (mark) actions[order.type === "show" ? "reveal" : "keep"](mark);
    });
    tell(port);
  };

  // ---- What the user does

  /** @param {EarshotMark} mark */
  const place = ({ entry, mention }) => ({ page: page(), post: entry.post, start: mention.start });

  /** @type {EarshotActions} */
  const actions = {
    isAlive: () => isAlive(),
    inOrder,
    marksAround(node) {
      const marks = [];
      for (let at = node instanceof Element ? node : earshotText.up(node); at; at = earshotText.up(at)) {
        for (const entry of bySource.get(at) ?? []) marks.push(...entry.marks);
      }
      return marks;
    },
    reveal(mark) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const element = mark.range && earshotText.up(mark.range.startContainer);
      element?.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
      paint?.flash(mark);
    },
    async keep(mark) {
      const reply = await ask({ type: "keep", ...place(mark) });
      if (reply?.ok) mark.mention.kept = true;
      publish();
      return reply;
    },
    notUs(mark) {
      const reply = ask({ type: "notUs", ...place(mark) });
      // The list is the one in `heard`: should the page show the post again, this stays unpainted.
      mark.entry.mentions.splice(mark.entry.mentions.indexOf(mark.mention), 1);
      show(mark.entry, mark.entry.mentions);
      return reply;
    },
    openPanel: () => ask({ type: "openPanel" }),
  };
  const card = earshotCard.create(api.i18n.getMessage, actions, gone.signal);

  // ---- Coming and going

  /** Whether the extension is still there. If it was updated or removed, we leave. */
  const isAlive = () => {
    if (api.runtime?.id) return true;
    if (!gone.signal.aborted) {
      gone.abort();
      stop();
      clearTimeout(publishing);
      if (active.size && !paint?.replaced()) card.farewell();
      else card.close();
      active.clear();
      paint?.destroy();
    }
    return false;
  };

  document.addEventListener("visibilitychange", () => {
    if (!isAlive()) return;
    if (document.hidden) stop();
    else go();
  }, gone);
  /** @type {any} */ (globalThis).navigation?.addEventListener("currententrychange", () => {
    wake(GATHER_MS);
    if (active.size) publish();
  }, gone);
  api.runtime.onConnect.addListener(connect);
  api.storage.onChanged.addListener((changes, area) => {
    if (area === "local" && changes["page-kit"]) use(/** @type {any} */ (changes["page-kit"].newValue));
  });
  api.storage.local.get("page-kit").then((stored) => use(/** @type {any} */ (stored["page-kit"])));
};

// Injected twice (registered, and into open tabs when a site is granted), it runs once.
if (!earshotRuns) {
  earshotRuns = true;
  earshotShim();
}
