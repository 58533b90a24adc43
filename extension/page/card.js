// The card over a mention: brand, verdict, the words that carried it, and what can be done. It
// stands in a closed shadow root in the top layer, only while shown, where page styles and scripts
// cannot reach; it believes only events of a real user.

var earshotCard = (() => {
  const STYLE = `
:host { all: initial !important; position: fixed !important; inset: 0 !important; pointer-events: none !important;
  color-scheme: light dark !important; font: 14px/1.45 system-ui, sans-serif !important }
div { position: absolute; box-sizing: border-box; width: min(340px, 100vw - 16px); padding: 14px; border-radius: 14px;
  pointer-events: auto; color: light-dark(#1b2430, #e8edf4); background: light-dark(#fff, #1d242e);
  border: 1px solid light-dark(#d9e0e8, #3a4553); box-shadow: 0 8px 30px #0004; overflow-wrap: anywhere }
header { display: flex; gap: 8px; font-weight: 600 }
header span:last-child { margin-inline-start: auto; font-weight: 400; opacity: .75 }
p { margin: 8px 0 0 }
q { display: block; quotes: none; margin-top: 8px; max-height: 9em; overflow: auto }
q b { text-decoration: underline 2px; text-underline-offset: 3px }
mark { color: inherit; border-radius: 3px; background: color-mix(in srgb, var(--tone) 28%, transparent) }
i { font-style: normal; color: var(--tone) }
small { display: block; margin-top: 6px; opacity: .8 }
nav { display: flex; gap: 8px; margin-top: 12px }
button { font: inherit; padding: 5px 12px; border-radius: 8px; cursor: pointer; color: inherit; background: none;
  border: 1px solid light-dark(#b9c4d0, #55626f) }
button:first-child { color: #fff; background: #2457c5; border-color: #2457c5 }
button:disabled { opacity: .6; cursor: default }
button:focus-visible { outline: 3px solid light-dark(#2457c5, #8fb2ff); outline-offset: 2px }
@media (prefers-reduced-motion: no-preference) { div { animation: in .12s } @keyframes in { from { opacity: 0 } } }`;
  /** Colour (light, dark) and shape of a verdict. @type {Record<string, [string, string]>} */
  const TONES = {
    negative: ["light-dark(#c62828, #ff8a80)", "▼"],
    neutral: ["light-dark(#4f6479, #a9bdd2)", "●"],
    positive: ["light-dark(#18743f, #6fd694)", "▲"],
    unsure: ["light-dark(#8a5d00, #f0bd55)", "◆"],
  };
  const REST_MS = 250;
  const GAP = 8;

  /**
   * @param {(key: string, values?: string | string[]) => string} text translates
   * @param {EarshotActions} actions
   * @param {AbortSignal} signal ends all listening
   * @returns {EarshotCard}
   */
  const create = (text, actions, signal) => {
    // An orphan cannot translate any more.
    const farewell = [text("updated"), text("closeCard")];
    const host = document.createElement("earshot-card");
    const root = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    host.popover = "manual";
    /** @type {EarshotMark | null} The mention on the card. */ let shown = null;
    /** @type {EarshotMark | null} The one reached by keyboard, until something else is done. */ let current = null;
    /** @type {Element | null} */ let before = null;
    let byPointer = false;

    /** @param {string} tag @param {...(Node | string)} children */
    const make = (tag, ...children) => {
      const element = document.createElement(tag);
      element.append(...children);
      return element;
    };
    /** @param {string} label @param {() => void} act */
    const button = (label, act) => {
      const element = /** @type {HTMLButtonElement} */ (make("button", label));
      element.addEventListener("click", (event) => {
        if (event.isTrusted && actions.isAlive()) act();
      });
      return element;
    };
    /** @param {HTMLElement} box @param {DOMRect | undefined} rect */
    const put = (box, rect) => {
      root.replaceChildren(box);
      document.documentElement.append(host);
      host.showPopover();
      const { width, height } = box.getBoundingClientRect();
      const room = rect && innerHeight - rect.bottom > height + GAP;
      const top = !rect ? innerHeight - height - 2 * GAP : room ? rect.bottom + GAP : rect.top - height - GAP;
      box.style.top = `${Math.max(GAP, top)}px`;
      box.style.left = `${Math.max(GAP, Math.min(rect?.left ?? (innerWidth - width) / 2, innerWidth - width - GAP))}px`;
    };
    const close = () => {
      const had = host.isConnected && root.activeElement;
      host.remove();
      if (had && before instanceof HTMLElement) before.focus({ preventScroll: true });
      shown = before = null;
    };

    /** The quote with the mention and the words that speak for the verdict lit. @param {EarshotMark} mark */
    const quoted = ({ entry, mention }) => {
      const { quote, from, start, end } = earshotPosts.quote(entry.post.text, mention);
      const lit = mention.verdict.evidence.filter(({ weight }) => weight > 0).map((word) => ({ tag: "mark", start: word.start - from, end: word.end - from }));
      const q = make("q");
      let at = 0;
      for (const word of [...lit, { tag: "b", start, end }].sort((a, b) => a.start - b.start)) {
        if (word.start < at || word.end > quote.length) continue;
        q.append(quote.slice(at, word.start), make(word.tag, quote.slice(word.start, word.end)));
        at = word.end;
      }
      q.append(quote.slice(at));
      return q;
    };

    /** @param {EarshotMark} mark */
    const describe = ({ name, mention: { verdict } }) => [
      text(`verdict_${name}`),
      text("confidence", `${Math.round(100 * verdict.probabilities[verdict.label])}`),
    ];

    /** @param {EarshotMark} mark @param {boolean} focus */
    const open = (mark, focus) => {
      const rect = earshotText.rects(/** @type {StaticRange} */ (mark.range))[0];
      if (!rect) return;
      const { brand, verdict } = mark.mention;
      const [tone, shape] = TONES[mark.name] ?? ["", ""];
      const [word = "", sure = ""] = describe(mark);
      const icon = make("i", shape);
      icon.ariaHidden = "true";
      const status = make("p");
      status.role = "status";
      /** @param {EarshotReply} reply @param {string} done */
      const tell = (reply, done) => {
        status.textContent = reply?.ok !== undefined ? done : text(`error_${reply?.error?.code ?? "noAnswer"}`);
        return !reply?.error && !!reply;
      };
      const keep = button(text(mark.mention.kept ? "kept" : "keep"), async () => {
        if (!tell(await actions.keep(mark), text("keptWhere"))) return;
        keep.textContent = text("kept");
        keep.ariaDisabled = "true";
      });
      const nav = make("nav", keep, button(text("notUs"), async () => {
        if (tell(await actions.notUs(mark), text("notUsDone"))) close();
      }), button(text("openEarshot"), async () => tell(await actions.openPanel(), "")));
      const flags = /** @type {const} */ (["mixed", "unsure", "irony"]).filter((flag) => verdict[flag]).map((flag) => make("small", text(`flag_${flag}`)));
      const box = make("div", make("header", icon, make("span", brand), make("span", `${word} · ${sure}`)), quoted(mark), ...flags, nav, status);
      box.style.setProperty("--tone", tone);
      box.role = "dialog";
      box.ariaLabel = `Earshot: ${brand}, ${word}`;
      [shown, byPointer] = [mark, !focus];
      if (focus) before = document.activeElement;
      put(box, rect);
      if (focus) keep.focus();
    };

    /** The next mention in reading order, announced. */
    const next = () => {
      const marks = actions.inOrder().filter(({ range }) => range);
      const at = marks.findIndex(({ key }) => key === current?.key);
      const mark = marks[(at + 1) % marks.length];
      if (!mark) return;
      close();
      actions.reveal(mark);
      const status = make("div");
      status.role = "status";
      put(status, undefined);
      current = mark;
      requestAnimationFrame(() => {
        const [word, sure] = describe(mark);
        status.textContent = `${mark.mention.brand}: ${word}, ${sure} (${marks.indexOf(mark) + 1}/${marks.length}). ${text("enterOpens")}`;
      });
    };

    addEventListener("keydown", (event) => {
      if (!event.isTrusted) return;
      const { code, altKey, shiftKey, ctrlKey, metaKey } = event;
      const plain = !altKey && !ctrlKey && !metaKey;
      let used = true;
      if (code === "KeyN" && altKey && shiftKey && !ctrlKey && !metaKey) next();
      else if (code === "Escape" && host.isConnected) close();
      else if (code === "Enter" && plain && current && !shown) open(current, true);
      else if (/^Arrow/.test(code) && root.activeElement) {
        const buttons = [...root.querySelectorAll("button")];
        const to = buttons.indexOf(/** @type {any} */ (root.activeElement)) + (/Right|Down/.test(code) ? 1 : -1);
        buttons.at(to % buttons.length)?.focus();
      } else used = false;
      if (used) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else if (!/^(Alt|Shift|Control|Meta)/.test(code)) current = shown && current;
    }, { capture: true, signal });

    /** @type {PointerEvent | null} */ let moved = null;
    let resting = 0;
    addEventListener("pointermove", (event) => {
      if (!event.isTrusted) return;
      if (!moved) requestAnimationFrame(look);
      moved = event;
    }, { capture: true, passive: true, signal });
    const look = () => {
      const event = moved;
      moved = null;
      clearTimeout(resting);
      if (!event || event.target === host) return;
      const target = event.composedPath()[0] ?? event.target;
      const mark = target instanceof Node && actions.marksAround(target).find(({ range }) => range && earshotText.rects(range).some((r) =>
        r.left <= event.clientX && event.clientX <= r.right && r.top <= event.clientY && event.clientY <= r.bottom));
      if (mark ? mark !== shown : shown && byPointer) resting = setTimeout(() => (mark ? actions.isAlive() && open(mark, false) : close()), REST_MS);
    };

    return {
      close,
      farewell() {
        host.remove();
        const [message, label] = farewell;
        put(make("div", make("p", message ?? ""), make("nav", make("button", label ?? ""))), undefined);
        root.querySelector("button")?.addEventListener("click", close);
      },
    };
  };

  return { create };
})();
