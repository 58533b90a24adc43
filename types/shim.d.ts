// The seams between the page shim's files (extension/page/*.js), which are classic scripts and so
// share globals: what each function promises, in one place. For the type checker and for readers;
// nothing of it ships.

import type * as M from "./messages";

declare global {
  /** The page kit made ready. */
  interface EarshotKit extends M.PageKit {
    /** The reader for this site. */
    reader: EarshotReader;
    /** The prefilter. */
    all: RegExp;
    /** The same, sticky. */
    strict: RegExp;
    /** For text whose words are not told apart yet. */
    loose: RegExp;
  }
  type EarshotReader = M.SiteReader;
  type EarshotMention = M.HeardMention;
  type EarshotOrder = M.PanelOrder;
  /** What can be done with a mention. */
  type EarshotDeed = "keep" | "notUs" | "isUs" | "takeBack";
  /** A request before the page it comes from is added. */
  type EarshotRequest =
    | { type: "hear"; posts: M.Post[] }
    | { type: EarshotDeed; post: M.Post; start: number }
    | ({ type: "count" } & M.Counts)
    | { type: "openPanel" };
  /** An answer; null: nobody answered. */
  type EarshotReply = { ok?: any; error?: M.ErrorReply } | null;

  /** Visible text as it stands in a node: `text[at, end)` begins at `node.data[from]`. */
  interface EarshotPiece {
    node: Text;
    from: number;
    at: number;
    end: number;
  }

  /** text.js: reads text and finds its way back. Offsets are UTF-16 units. */
  interface EarshotText {
    /** Tags that do not end a word, from the kit. */
    inline: Set<string>;
    /** The element that shows a node: its parent, or the host of its shadow root. */
    up(node: Node): Element | null;
    /** `Element.closest` through open shadow roots. */
    closest(from: Element, selector: string): Element | null;
    /** The nearest element around, or the element itself, that is a block by its tag. */
    block(element: Element): Element;
    /** Is the element's own text rendered? */
    shown(element: Element): boolean;
    /**
     * Searches all text under `root` and yields, stretch by stretch, the text nodes in which a hit may
     * start; may be paused at each yield, whatever the page does then. Open shadow roots are not
     * entered, `meet` gets them.
     */
    search(root: any, kit: EarshotKit, meet: (root: ShadowRoot) => void): Generator<Text[], void>;
    /**
     * The visible text of an element as its reader sees it, through open shadow roots and slots:
     * white space collapsed, a line feed between blocks, emoji images as emoji. Leaves out what in
     * it matches `skip`, a selector, and what is beyond a million units or 600 elements deep.
     */
    read(root: Element, skip: string): { text: string; pieces: EarshotPiece[] };
    /** The place of `text[start, end)` in the page; `pieces` are not empty. */
    range(pieces: EarshotPiece[], start: number, end: number): StaticRange;
    /** Where a range is on the screen; nothing if the page has changed its text. */
    rects(range: StaticRange): DOMRect[];
  }

  /** Do two text nodes touch without a space, but in different boxes? */
  type EarshotApart = (a: Text, b: Text) => boolean;
  /** Adds the text of a node that `box` shows to what was read. */
  type EarshotAdd = (node: Text, box: Element) => void;
  /** Reads a node and what is in it. */
  type EarshotVisit = (node: Node, depth: number) => void;
  type EarshotFields = Partial<Record<"lang" | M.FieldReader["name"], string>>;

  /** Where a hit is. */
  interface EarshotSpot {
    /** What is read: the post around it, or its text, where the profile tells that apart. */
    post: Element;
    /** The post with all that stands around its text. */
    whole: Element;
    /** What in the post is not of the post: a selector. */
    without: string;
    /** That, and what is nobody's text. */
    skip: string;
  }

  /** posts.js: the post around a hit. */
  interface EarshotPosts {
    /** The nearest match of the profile's first selector that has one, else the block around. */
    around(reader: EarshotReader, element: Element): EarshotSpot;
    /** What the profile finds in a post, but not in a post inside it. */
    context(reader: EarshotReader, spot: EarshotSpot): Omit<M.Post, "id" | "text">;
  }

  /** A post that was heard, or waits for it. */
  interface EarshotEntry {
    spot: EarshotSpot;
    post: M.Post;
    /** The answer. */
    mentions: EarshotMention[];
    /** All of them, and those that are painted. */
    all: EarshotMark[];
    marks: EarshotMark[];
    pieces: EarshotPiece[];
    isPainted?: boolean;
    /** Where the post's text starts in what was read: 0 unless that was too long. */
    base: number;
  }

  /** A mention in the page. */
  interface EarshotMark {
    entry: EarshotEntry;
    mention: EarshotMention;
    /** Unique in the frame, stable while shown. */
    key: string;
    /** The highlight it is painted with. */
    name: keyof M.Counts;
    range: StaticRange;
  }

  /** paint.js: paints. */
  interface EarshotPainter {
    add(mark: EarshotMark): unknown;
    remove(mark: EarshotMark): unknown;
    /** Lights a mention up for a moment. */
    flash(mark: EarshotMark): void;
  }

  /** What the shim knows. */
  interface EarshotState {
    /** What to look for, and how; none: nothing to do here. */
    kit?: EarshotKit;
    /** The work under way, and the timers of the next slice and of `publish`. */
    job?: Generator;
    timer?: number;
    publishing?: number;
    /** The entries read from a post's element: more than one if it is long. */
    byPost: WeakMap<Node, EarshotEntry[]>;
  }

  type EarshotSets = [
    /** Where to look for hits. */
    dirty: Set<Node>,
    /** What to read, for the first time or again, by post. */
    stale: Map<Element, EarshotSpot>,
    /** All entries there are. */
    active: Set<EarshotEntry>,
    /** Those nobody was asked about yet, near the window or not known to be. */
    urgent: Set<EarshotEntry>,
    waiting: Set<EarshotEntry>,
    /** Posts near the window, while something waits to be heard or painted. */
    near: Set<Element>,
    /** Posts not yet under observation for that. */
    unseen: Set<Element>,
    /** Entries to be painted. */
    pending: Set<EarshotEntry>,
    /** Panels that show this tab. */
    ports: Set<chrome.runtime.Port>,
  ];

  /** shim.js, in the order of things. */
  interface EarshotShim {
    /** Whether the extension is still there. If it was updated or removed, the shim leaves. */
    isAlive(): boolean;
    /** Sends a request. */
    ask(request: EarshotRequest): Promise<EarshotReply>;
    /** Reads a post. What says what it said keeps its answer; opens entries for the rest, drops what is gone. */
    look(spot: EarshotSpot): void;
    /** An entry for a new post. */
    open(spot: EarshotSpot, post: M.Post): EarshotEntry;
    /** Paints an entry's mentions, and nothing else of it. */
    show(entry: EarshotEntry, mentions: EarshotMention[]): void;
    drop(entry: EarshotEntry): void;
    /** Asks about what waits, what is near the window first. */
    hear(): Promise<void>;
    /** Follows the changes in a document or shadow root. */
    watch(root: Node): void;
    /** All there is to do; may be paused at each yield. */
    work(): Generator;
    /** Paints what is pending. */
    flush(): void;
    /**
     * What came near the window is asked about first, and painted with all that is pending. What has no
     * box of its own may be anywhere, and counts as near.
     */
    see(changes: IntersectionObserverEntry[]): void;
    /** No longer observes what is near. */
    forget(): void;
    /** The entries of the posts around a node, the nearest first. */
    around(node: Node | null): Generator<EarshotEntry>;
    /** Plans a slice of work, in so many milliseconds. */
    wake(delay: number): void;
    /** Works until the time is up. Posts are put under observation together: each frame with a new one looks at all. */
    slice(deadline: IdleDeadline): void;
    /** Starts, if there is something to do and somebody who sees it. */
    go(): void;
    /** Back to doing nothing; what is painted stays. */
    stop(): void;
    /** Starts anew with a kit. */
    use(stored: any): void;
    /** Counts for the badge, lists for the panel: the first time at once, then soon. */
    publish(): void;
    tell(port: chrome.runtime.Port): void;
    /** All mentions in reading order, by their boxes: the tree, which counts siblings, is slow to tell. */
    inOrder(): EarshotMark[];
    /** Scrolls to a mention and flashes it. */
    reveal(mark: EarshotMark): void;
    /** Does something with a mention, and asks anew what follows from it. */
    act(type: EarshotDeed, mark: EarshotMark): Promise<EarshotReply>;
  }

  /** A button that reports what goes wrong, else is `done`. */
  type EarshotButton = (label: string, act: () => Promise<EarshotReply>, done: () => void) => HTMLElement;

  interface EarshotCardState {
    /** The mention on the card. */
    shown?: EarshotMark;
    /** The mention reached by keyboard, until something else is done. */
    current?: EarshotMark;
    /** What had the focus before the card took it; none: the pointer opened it. */
    before?: any;
    /** The timer of a pointer at rest. */
    resting?: number;
  }

  /** card.js: `text` translates, `signal` ends all listening. */
  type EarshotCardMaker = (
    text: (key: string, detail?: string) => string,
    shim: EarshotShim,
    signal: AbortSignal,
  ) => {
    close(): void;
    /** Gives the card its style sheet. */
    dress(css: string): void;
    /** Says that the extension has gone. */
    farewell(): void;
  };

  interface EarshotCard {
    /** An element with children. */
    make(tag: string, ...children: (Node | string)[]): HTMLElement;
    /** Shows a box beside a place, or at the bottom. */
    put(box: HTMLElement, rect?: DOMRect): void;
    /** Says something at the bottom. */
    say(message: string): void;
    close(): void;
    /** The verdict in words, with its confidence. */
    verdictOf(mark: EarshotMark): string;
    /** Opens the card of a mention; takes the focus if opened by keyboard. */
    open(mark: EarshotMark, byKeyboard: boolean): void;
    /** To the next mention in reading order. */
    next(): void;
  }
}
