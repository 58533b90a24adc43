// The seams between the page shim's files (extension/page/*.js), which are classic scripts and so
// share globals. Only for the type checker; nothing of it ships.

import type * as M from "./messages";

declare global {
  /** Some text as it stands in a node: `text[at, at + length)` is `node.data[from, from + length)`. */
  interface EarshotPiece {
    node: Text;
    from: number;
    at: number;
    length: number;
  }

  /** An element's visible text and where it came from; offsets are UTF-16 units. */
  interface EarshotReading {
    text: string;
    pieces: EarshotPiece[];
  }

  interface EarshotText {
    /** What is not the visible text of somebody who wrote something: a selector. */
    SKIP: string;
    /** The element that shows a node: its parent, or the host of its shadow root. */
    up(node: Node): Element | null;
    /** `Element.closest` through open shadow roots. */
    closest(from: Element | null, selector: string): Element | null;
    /** The nearest element around that is a block by its tag. */
    block(element: Element): Element;
    /** Is the element's own text rendered? */
    shown(element: Element): boolean;
    /** Yields the text nodes under `root` in which the global `prefilter` hit, chunk by chunk. */
    search(root: Node, prefilter: RegExp, meet: (element: Element) => void): Generator<Text[], void>;
    /** Visible text without what matches `without`; stops soon after `limit` units. */
    read(root: Element, without: string, limit: number): EarshotReading;
    /** The place of `text[start, end)` in the page. */
    range(reading: EarshotReading, start: number, end: number): StaticRange | null;
    /** Where a range is on the screen; nothing if its nodes have changed. */
    rects(range: StaticRange): DOMRect[];
  }

  /** The post around a hit, and the selector that found it ("": none did, it is a block). */
  interface EarshotSpot {
    post: Element;
    selector: string;
    /** The hits that led here. */
    hits: Set<Text>;
  }

  interface EarshotPosts {
    profileFor(profiles: M.SiteProfile[], host: string): M.SiteProfile | undefined;
    around(profile: M.SiteProfile | undefined, element: Element): EarshotSpot;
    /** What stands around the text, as written. */
    context(profile: M.SiteProfile | undefined, spot: EarshotSpot): Omit<M.Post, "id" | "text">;
    /** At most 300 units of the block around a mention, and where the mention is in them. */
    quote(text: string, mention: M.HeardMention): { quote: string; from: number; start: number; end: number };
  }

  /** A post that was heard, or waits for it. */
  interface EarshotEntry {
    source: Element;
    spot: EarshotSpot;
    reading: EarshotReading;
    /** Where the post's text starts in the reading's: 0 unless the reading was too long. */
    base: number;
    key: string;
    post: M.Post;
    mentions: M.HeardMention[];
    marks: EarshotMark[];
    asked: number;
  }

  /** A mention in the page. */
  interface EarshotMark {
    entry: EarshotEntry;
    mention: M.HeardMention;
    /** Unique in the frame, stable while shown. */
    key: string;
    /** The highlight it is painted with. */
    name: string;
    range: StaticRange | null;
  }

  interface EarshotPainter {
    add(mark: EarshotMark): void;
    remove(mark: EarshotMark): void;
    flash(mark: EarshotMark): void;
    /** Whether another copy of Earshot paints here by now: the one that came with an update. */
    replaced(): boolean;
    destroy(): void;
  }

  /** What the card may ask of the shim. */
  interface EarshotActions {
    /** Whether the extension is still there; tidies up if not. */
    isAlive(): boolean;
    /** The mentions of the posts around a node. */
    marksAround(node: Node): EarshotMark[];
    /** All mentions in reading order. */
    inOrder(): EarshotMark[];
    reveal(mark: EarshotMark): void;
    keep(mark: EarshotMark): Promise<EarshotReply>;
    notUs(mark: EarshotMark): Promise<EarshotReply>;
    openPanel(): Promise<EarshotReply>;
  }

  /** An answer from the background; null: nobody answered. */
  type EarshotReply = { ok?: any; error?: M.ErrorReply } | null;

  interface EarshotCard {
    close(): void;
    /** Says once and for all that the extension has gone. */
    farewell(): void;
  }
}
