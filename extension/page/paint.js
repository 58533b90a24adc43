// Paints mentions with the CSS Custom Highlight API, one highlight per verdict; highlight.css says
// how they look. Ranges live beside the page: no node is added, changed or wrapped.

var earshotPaint = (() => {
  /** More ranges would make the browser's own painting slow; further mentions are only counted. */
  const MAX_PAINTED = 5_000;
  const FLASH_MS = 1_600;

  /** @returns {EarshotPainter} */
  const create = () => {
    /** @type {Map<string, Highlight>} */ const own = new Map();
    for (const name of ["negative", "neutral", "positive", "unsure", "flash"]) {
      own.set(name, new Highlight());
      CSS.highlights.set(`earshot-${name}`, /** @type {Highlight} */ (own.get(name)));
    }
    let painted = 0;
    return {
      add({ name, range }) {
        if (!range || painted >= MAX_PAINTED) return;
        own.get(name)?.add(range);
        painted++;
      },
      remove({ name, range }) {
        if (range && own.get(name)?.delete(range)) painted--;
      },
      flash({ range }) {
        if (!range) return;
        own.get("flash")?.add(range);
        setTimeout(() => own.get("flash")?.delete(range), FLASH_MS);
      },
      replaced: () => CSS.highlights.get("earshot-flash") !== own.get("flash"),
      destroy() {
        for (const [name, highlight] of own) {
          highlight.clear();
          if (CSS.highlights.get(`earshot-${name}`) === highlight) CSS.highlights.delete(`earshot-${name}`);
        }
      },
    };
  };

  return { create };
})();
