// The card over a mention: in a closed shadow root, out of reach of the page; it believes only a real user.

/** @type {EarshotCardMaker} */
var earshotCard = (text, shim, signal) => {
const [GAP, REST_MS] = [8, 250];
const host = document.createElement("earshot-card");
host.popover = "manual";
const root = host.attachShadow({ mode: "closed" });
const sheet = new CSSStyleSheet();
root.adoptedStyleSheets = [sheet];
// An orphan cannot translate.
const farewell = text("updated");
/** @type {EarshotCardState} */
let { shown, current, before, resting } = {};

/** @type {EarshotCard} */
const card = {
	make(tag, ...children) {
		const element = document.createElement(tag);
		element.append(...children);
		return element;
	},

	put(box, rect) {
		root.replaceChildren(box);
		document.documentElement.append(host);
		host.showPopover();
		if (!rect) return;
		const { width, height } = box.getBoundingClientRect();
		const below = rect.bottom + GAP + height < innerHeight;
		const top = below ? rect.bottom + GAP : Math.max(GAP, rect.top - height - GAP);
		box.style.inset = `${top}px auto auto ${Math.max(GAP, Math.min(rect.left, innerWidth - width - GAP))}px`;
	},

	say(message) {
		const box = make("section");
		box.role = "status";
		box.addEventListener("click", close);
		put(box);
		// Screen readers read what comes into a status, not what came with it.
		box.textContent = message;
	},

	close() {
		const back = root.activeElement && before;
		host.remove();
		back?.focus({ preventScroll: true });
		shown = before = undefined;
	},

	verdictOf({ name, mention: { verdict } }) {
		return text(`verdict_${name}`, `${Math.round(100 * verdict.probabilities[verdict.label])}`);
	},

	open(mark, byKeyboard) {
		const { brand, verdict, kept, reason, quote } = mark.mention;
		const status = make("p");
		status.role = "status";
		/** @type {EarshotButton} */
		const button = (label, act, done) => {
			const element = make("button", text(label));
			element.addEventListener("click", async ({ isTrusted }) => {
				if (!isTrusted || !shim.isAlive()) return;
				const reply = await act();
				if (reply && !reply.error) done();
				else status.textContent = text(`error_${reply?.error?.code ?? "noAnswer"}`);
			});
			return element;
		};
		const keep = button(kept ? "kept" : "keep", () => shim.act("keep", mark), () => {
			keep.textContent = text("kept");
			status.textContent = text("keptWhere");
		});
		const undo = button("undo", () => shim.act("takeBack", mark), close);
		const not = button("notUs", () => shim.act("notUs", mark), () => {
			not.replaceWith(undo);
			status.textContent = text("learnt");
			undo.focus();
		});
		const box = make("section",
			make("header", make("b", brand), make("span", verdictOf(mark))),
			make("ul", ...[...verdict.intents, ...verdict.topics].map((facet) => make("li", text(`facet_${facet}`)))),
			...Object.entries(verdict).filter(([, on]) => on === true).map(([flag]) => make("em", text(`flag_${flag}`))),
			make("p", ...quote.map(({ text, light }) => (light ? make(light === "mention" ? "b" : "u", text) : text))),
			make("small", text(`reason_${reason.code}`, reason.detail)),
			make("nav", keep, not, button("openEarshot", () => shim.ask({ type: "openPanel" }), close)),
			status,
		);
		box.className = mark.name;
		box.role = "dialog";
		box.ariaLabel = `Earshot: ${brand}, ${verdictOf(mark)}`;
		shown = mark;
		before = byKeyboard ? document.activeElement : null;
		put(box, earshotText.rects(mark.range)[0]);
		if (byKeyboard) keep.focus();
	},

	next() {
		const marks = shim.inOrder().filter((mark) => !mark.mention.doubtful);
		const at = (marks.findIndex(({ key }) => key === current?.key) + 1) % marks.length;
		if (!marks.length) return;
		close();
		current = marks[at];
		shim.reveal(current);
		say(`${at + 1}/${marks.length} ${current.mention.brand}: ${verdictOf(current)}. ${text("enterOpens")}`);
	},
};
const { make, put, say, close, verdictOf, open } = card;

addEventListener("keydown", (event) => {
	const { code, altKey, shiftKey, ctrlKey, metaKey, isTrusted } = event;
	if (!isTrusted || ctrlKey || metaKey || /^(Alt|Shift)/.test(code)) return;
	if (code === "KeyN" && altKey && shiftKey) card.next();
	else if (code === "Escape" && host.isConnected) close();
	else if (/Enter$/.test(code) && current && !shown) open(current, true);
	else {
		if (!shown) current = void close();
		return;
	}
	event.preventDefault();
	event.stopImmediatePropagation();
}, { capture: true, signal });

addEventListener("pointermove", (event) => {
	clearTimeout(resting);
	const { clientX: x, clientY: y, isTrusted } = event;
	const [inner] = /** @type {Element[]} */ (event.composedPath());
	if (!isTrusted || inner === host) return;
	resting = setTimeout(() => {
		const marks = [...shim.around(inner)].flatMap(({ marks }) => marks);
		const mark = marks.find(({ range }) => earshotText.rects(range).some((r) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom));
		if (!mark && shown && !before) close();
		else if (mark && mark.key !== shown?.key && shim.isAlive()) open(mark, false);
	}, REST_MS);
}, { capture: true, signal });

return { close, dress: (css) => sheet.replaceSync(css), farewell: () => say(farewell) };
};
