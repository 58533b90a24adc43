// The card over a mention: brand, verdict, the words that carried it, and what can be done. It
// stands in a closed shadow root in the top layer, only while shown, where styles and scripts of
// the page cannot reach it, and believes only a real user's events.

/** @type {EarshotCardMaker} */
var earshotCard = (text, shim, signal) => {
	const REST_MS = 250;
	const GAP = 8;
	// Shape and colour of a verdict.
	/** @type {Record<string, string[]>} */
	const TONES = {
		negative: ["▼", "#c62828, #ff8a80"],
		neutral: ["●", "#4f6479, #a9bdd2"],
		positive: ["▲", "#18743f, #6fd694"],
		unsure: ["◆", "#8a5d00, #f0bd55"],
	};
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(`
:host { all: initial !important; position: fixed !important; inset: 0 !important; pointer-events: none !important;
	color-scheme: light dark !important; font: 14px/1.45 system-ui, sans-serif !important }
section { position: absolute; box-sizing: border-box; width: min(340px, 100vw - 16px); padding: 14px; border-radius: 14px;
	pointer-events: auto; overflow-wrap: anywhere; color: light-dark(#1b2430, #e8edf4); background: light-dark(#fff, #1d242e);
	border: 1px solid #8886; box-shadow: 0 8px 30px #0004 }
header, nav { display: flex; gap: 8px }
header :last-child { margin-left: auto }
q { display: block; quotes: none; margin: 8px 0; max-height: 9em; overflow: auto }
u { text-decoration: none; border-radius: 3px; background: color-mix(in srgb, var(--tone) 28%, #0000) }
i { font-style: normal; color: var(--tone) }
p { margin: 0 0 8px; font-size: 13px }
p:empty { display: none }
button { font: inherit; padding: 5px 12px; border-radius: 8px; cursor: pointer; color: inherit; background: none; border: 1px solid #8889 }
button:first-child { color: #fff; background: #2457c5 }
button:focus-visible { outline: 3px solid #6c9bff; outline-offset: 2px }`);
	const host = document.createElement("earshot-card");
	host.popover = "manual";
	const root = host.attachShadow({ mode: "closed" });
	root.adoptedStyleSheets = [sheet];
	// An orphan cannot translate any more.
	const farewell = text("updated");
	/** `shown` is on the card; `current` was reached by keyboard, until something else is done. @type {Record<string, EarshotMark | undefined>} */
	let { shown, current } = {};
	/** @type {Element | null} */ let before = null;
	let resting = 0;

	/** @param {string} tag @param {(Node | string)[]} children */
	const make = (tag, ...children) => {
		const element = document.createElement(tag);
		element.append(...children);
		return element;
	};

	/** @param {HTMLElement} box @param {DOMRect} [rect] put it there, else at the bottom */
	const put = (box, rect) => {
		root.replaceChildren(box);
		document.documentElement.append(host);
		host.showPopover();
		const { width, height } = box.getBoundingClientRect();
		const { bottom, top, left } = rect ?? { bottom: innerHeight, top: innerHeight, left: (innerWidth - width) / 2 };
		const y = bottom + height + GAP < innerHeight ? bottom + GAP : top - height - GAP;
		box.style.top = `${Math.max(GAP, y)}px`;
		box.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
	};

	/** @param {string} message */
	const say = (message) => {
		const box = make("section");
		box.role = "status";
		box.addEventListener("click", close);
		put(box);
		// A screen reader reads what comes into a status, not what came with it.
		box.textContent = message;
		put(box);
	};

	const close = () => {
		const back = root.activeElement && before;
		host.remove();
		if (back instanceof HTMLElement) back.focus({ preventScroll: true });
		[shown, before] = [undefined, null];
	};

	/** @param {EarshotMark} mark */
	const verdictOf = ({ name, mention: { verdict } }) => `${text(`verdict_${name}`)} · ${Math.round(100 * verdict.probabilities[verdict.label])} %`;

	/** @param {EarshotMark} mark the quote: the mention bold, what speaks for the verdict lit */
	const quoted = ({ entry, mention }) => {
		const { quote, from } = earshotPosts.quote(entry.post.text, mention);
		const lit = mention.verdict.evidence.filter(({ weight }) => weight > 0);
		const q = make("q");
		let at = from;
		for (const word of [...lit, mention].sort((a, b) => a.start - b.start)) {
			if (word.start < at || word.end > from + quote.length) continue;
			q.append(quote.slice(at - from, word.start - from), make(word === mention ? "b" : "u", quote.slice(word.start - from, word.end - from)));
			at = word.end;
		}
		q.append(quote.slice(at - from));
		return q;
	};

	/** @param {EarshotMark} mark @param {boolean} byKeyboard */
	const open = (mark, byKeyboard) => {
		const { brand, verdict, kept } = mark.mention;
		const [shape, tone] = TONES[mark.name];
		const status = make("p");
		status.role = "status";
		/** @param {string} label @param {() => Promise<EarshotReply>} act @param {(button: HTMLElement) => void} done */
		const button = (label, act, done) => {
			const element = make("button", text(label));
			element.addEventListener("click", async (event) => {
				if (!event.isTrusted || !shim.isAlive()) return;
				const reply = await act();
				if (reply && !reply.error) done(element);
				else status.textContent = text(`error_${reply?.error?.code ?? "noAnswer"}`);
			});
			return element;
		};
		const keep = button(kept ? "kept" : "keep", () => shim.keep(mark), () => {
			keep.textContent = text("kept");
			status.textContent = text("keptWhere");
		});
		const flags = /** @type {const} */ (["mixed", "unsure", "irony"]).filter((flag) => verdict[flag]);
		const icon = make("i", shape);
		icon.ariaHidden = "true";
		const box = make(
			"section",
			make("header", icon, make("b", brand), make("span", verdictOf(mark))),
			quoted(mark),
			...flags.map((flag) => make("p", text(`flag_${flag}`))),
			status,
			make("nav", keep, button("notUs", () => shim.notUs(mark), close), button("openEarshot", () => shim.ask({ type: "openPanel" }), close)),
		);
		box.style.setProperty("--tone", `light-dark(${tone})`);
		box.role = "dialog";
		box.ariaLabel = `Earshot: ${brand}, ${verdictOf(mark)}`;
		[shown, before] = [mark, byKeyboard ? document.activeElement : null];
		put(box, earshotText.rects(mark.range)[0]);
		if (byKeyboard) keep.focus();
	};

	const next = () => {
		const marks = shim.inOrder();
		const at = (marks.findIndex(({ key }) => key === current?.key) + 1) % marks.length;
		if (!marks.length) return;
		close();
		current = marks[at];
		shim.reveal(current);
		say(`${at + 1}/${marks.length} ${current.mention.brand}: ${verdictOf(current)}. ${text("enterOpens")}`);
	};

	addEventListener("keydown", (event) => {
		const { code, altKey, shiftKey, ctrlKey, metaKey, isTrusted } = event;
		if (!isTrusted || /^(Alt|Shift|Control|Meta)/.test(code)) return;
		const bare = !ctrlKey && !metaKey;
		if (code === "KeyN" && altKey && shiftKey && bare) next();
		else if (code === "Escape" && host.isConnected) close();
		else if (code === "Enter" && current && !shown && !altKey && bare) open(current, true);
		else {
			if (current && !shown) close();
			if (!shown) current = undefined;
			return;
		}
		event.preventDefault();
		event.stopImmediatePropagation();
	}, { capture: true, signal });

	addEventListener("pointermove", (event) => {
		clearTimeout(resting);
		const { clientX: x, clientY: y, target, isTrusted } = event;
		const [inner] = event.composedPath();
		if (!isTrusted || target === host) return;
		resting = setTimeout(() => {
			const mark = shim.marksAround(/** @type {Node} */ (inner)).find(({ range }) =>
				earshotText.rects(range).some((r) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom));
			if (!mark && shown && !before) close();
			else if (mark && mark.key !== shown?.key && shim.isAlive()) open(mark, false);
		}, REST_MS);
	}, { capture: true, passive: true, signal });

	return { close, farewell: () => say(farewell) };
};
