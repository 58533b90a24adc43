// Reads text out of a page and finds its way back: fast rough text to look for hits in, and the
// exact visible text of the few places that had one. Decides nothing, changes nothing.

/** @type {EarshotText} */
var earshotText = (() => {
  /** Tags that do not end a word. All others, custom elements too, end a line. */
  const INLINE = new Set(
    ("a abbr b bdi bdo big cite data del dfn em font i img ins label mark q s small span slot strike strong sub " +
      "sup time tt u var wbr").split(" "),
  );
  const SKIP =
    "head,script,style,noscript,textarea,input,select,code,pre,kbd,samp,svg,[hidden]," +
    "[contenteditable]:not([contenteditable=false]),[role=textbox],.sr-only,.visually-hidden";
  const MUTE = new Set(["script", "style", "noscript", "textarea"]);
  const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}/u;
  /** What HTML shows as one space. */
  const SPACES = /[ \t\n\r\f]{2,}|[\t\n\r\f]/g;
  /** The prefilter runs over about so many units: far below a millisecond. */
  const CHUNK = 32_000;
  /** Longer nodes are searched in parts that overlap by more than a name's length. */
  const LONG = 200_000;
  const OVERLAP = 1_000;
  /** Deeper nesting is an attack on our stack. */
  const MAX_DEPTH = 400;

  /** @type {EarshotText["up"]} */
  const up = (node) => {
    const parent = node instanceof ShadowRoot ? node : node.parentNode;
    return parent instanceof ShadowRoot ? parent.host : node.parentElement;
  };

  /** @type {EarshotText["closest"]} */
  const closest = (from, selector) => {
    for (let at = from; at; at = up(at.getRootNode())) {
      const found = at.closest(selector);
      if (found) return found;
    }
    return null;
  };

  /** @type {EarshotText["block"]} */
  const block = (element) => {
    for (let at = up(element); at && INLINE.has(element.localName); at = up(at)) element = at;
    return element;
  };

  /** @type {EarshotText["shown"]} */
  const shown = (element) => {
    if (element.checkVisibility({ visibilityProperty: true })) return true;
    const parent = up(element);
    return !!parent && getComputedStyle(element).display === "contents" && shown(parent);
  };

  /** Do two text nodes touch without a space? @param {string} before @param {string} after */
  const touch = (before, after) => /\S$/.test(before.slice(-1)) && /^\S/.test(after);

  /**
   * Does a box end between two neighbours? Tags say yes cheaply; only a "no" is checked with the
   * computed style: a span may be a block, or the child of a flex box or grid.
   * @param {Text} before @param {Text} after
   */
  const apart = (before, after) => {
    for (const [from, to] of /** @type {const} */ ([[before, after], [after, before]])) {
      for (let at = up(from); at && !at.contains(to); at = up(at)) {
        if (!INLINE.has(at.localName) || !/^inline$|contents/.test(getComputedStyle(at).display)) return true;
      }
    }
    return false;
  };

  // A NodeIterator, since it survives whatever the page does while we pause at a yield.
  /** @type {EarshotText["search"]} */
  const search = function* (root, prefilter, meet) {
    const iterator = document.createNodeIterator(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    /** @type {string[]} */ let parts = [];
    /** @type {Text[]} */ let nodes = [];
    /** @type {number[]} */ let starts = [];
    let size = 0;
    let newLine = true;
    /** @type {Node | null} */ let mute = null;

    const hits = () => {
      const found = new Set();
      let i = 0;
      for (const { index } of parts.join("").matchAll(prefilter)) {
        while ((starts[i + 1] ?? Infinity) <= index) i++;
        found.add(nodes[i]);
      }
      [parts, nodes, starts, size] = [[], [], [], 0];
      return [...found];
    };

    for (let node; (node = iterator.nextNode()); ) {
      if (node instanceof Element) {
        const tag = node.localName;
        if (!INLINE.has(tag)) newLine = true;
        if (MUTE.has(tag)) mute = node;
        meet(node);
        continue;
      }
      if (!(node instanceof Text) || node.parentNode === mute) continue;
      const data = node.data.includes("\n") ? node.data.replace(SPACES, " ") : node.data;
      const last = nodes.at(-1);
      if (newLine || (last && touch(last.data, data) && apart(last, node))) {
        if (size > CHUNK) yield hits();
        size += parts.push("\n") && 1;
        newLine = false;
      }
      for (let from = 0; from < data.length; from += LONG) {
        const part = data.slice(from, from + LONG + OVERLAP);
        nodes.push(node);
        starts.push(size);
        parts.push(part);
        size += part.length;
        if (size > LONG) yield hits();
      }
    }
    yield hits();
  };

  /** @type {EarshotText["read"]} */
  const read = (root, without, limit) => {
    /** @type {EarshotPiece[]} */ const pieces = [];
    /** @type {Map<Element, boolean>} */ const visible = new Map();
    let text = "";
    let space = true;
    let newLine = false;
    /** @type {Text | undefined} */ let last;

    /** @param {Text} node @param {number} from @param {number} to */
    const put = (node, from, to) => {
      if (space && node.data[from] === " ") from++;
      if (from >= to) return;
      pieces.push({ node, from, at: text.length, length: to - from });
      text += node.data.slice(from, to);
      space = node.data[to - 1] === " ";
    };
    /** @param {string} gap */
    const fill = (gap) => {
      text += gap;
      space = true;
    };
    /** @param {Text} node */
    const add = (node) => {
      const { data } = node;
      const parent = up(node);
      if (!parent || ((space || newLine) && !data.trim())) return;
      if (!visible.has(parent)) visible.set(parent, shown(parent));
      if (!visible.get(parent)) return;
      if (text && (newLine || (last && !space && touch(last.data, data) && apart(last, node)))) fill("\n");
      newLine = false;
      last = node;
      const asWritten = data.includes("\n") && /pre|break/.test(getComputedStyle(parent).whiteSpace);
      let from = 0;
      for (const run of asWritten ? [] : data.matchAll(SPACES)) {
        put(node, from, run.index);
        if (!space) fill(" ");
        from = run.index + run[0].length;
      }
      put(node, from, data.length);
    };
    /** @param {Node} node @param {number} depth */
    const visit = (node, depth) => {
      if (text.length > limit || depth > MAX_DEPTH) return;
      if (node instanceof Text) return add(node);
      if (!(node instanceof Element)) return;
      const isBlock = !INLINE.has(node.localName);
      newLine ||= isBlock;
      if (depth && (node.matches(SKIP) || (without && node.matches(without)))) return;
      if (node instanceof HTMLImageElement && node.alt.length <= 16 && EMOJI.test(node.alt)) text += node.alt;
      const slotted = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
      for (const child of slotted.length ? slotted : (node.shadowRoot ?? node).childNodes) visit(child, depth + 1);
      newLine ||= isBlock;
    };
    visit(root, 0);
    return { text, pieces };
  };

  /** @type {EarshotText["range"]} */
  const range = ({ pieces }, start, end) => {
    /** The last piece that starts at or before `at`, by halving. @param {number} at */
    const pieceAt = (at) => {
      let low = 0;
      for (let high = pieces.length; low < high; ) {
        const middle = (low + high) >> 1;
        if ((pieces[middle]?.at ?? 0) <= at) low = middle + 1;
        else high = middle;
      }
      return pieces[low - 1];
    };
    const [first, final] = [pieceAt(start), pieceAt(end - 1)];
    return first && final ? new StaticRange({
      startContainer: first.node,
      startOffset: first.from + Math.min(start - first.at, first.length),
      endContainer: final.node,
      endOffset: final.from + Math.min(end - final.at, final.length),
    }) : null;
  };

  /** @type {EarshotText["rects"]} */
  const rects = ({ startContainer, startOffset, endContainer, endOffset }) => {
    const live = document.createRange();
    try {
      live.setStart(startContainer, startOffset);
      live.setEnd(endContainer, endOffset);
    } catch {
      return [];
    }
    return [...live.getClientRects()];
  };

  return { SKIP, up, closest, block, shown, search, read, range, rects };
})();
