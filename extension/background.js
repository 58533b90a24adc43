// @ts-check
/**
 * The background's entry. Registers every listener synchronously, because the
 * browser forgets listeners that come late, and lets each call wait until the
 * WebAssembly is ready. It decides nothing but how the panel opens: that has
 * to happen inside the user's gesture, before anything is awaited.
 */

import init, * as background from "./wasm/earshot_background.js";

/** @type {typeof chrome & { sidebarAction?: { open(): Promise<void> } }} */
const api = /** @type {any} */ (globalThis).browser ?? globalThis.chrome;

const MODEL = "model/judge.bin";

/**
 * Where the two parts meet in which Chromium reads the model, side by side, in
 * two thirds of the time. Firefox gives whole files only.
 */
const HALF = 8 << 20;

/** Messages that cannot be answered without the model. */
const JUDGED = ["hear", "try"];

/**
 * The model, once something is to be judged: it is read while the WebAssembly
 * is still being compiled.
 * @type {Promise<ArrayBuffer[]> | undefined}
 */
let model;

let compiled = false;
const ready = init().then(() => {
  compiled = true;
  if (model) background.onFileComing(MODEL, model);
  model = undefined; // nobody is to hold it twice
});

/** @returns {Promise<ArrayBuffer[]>} */
async function readModel() {
  const url = api.runtime.getURL(MODEL);
  const read = async (/** @type {Record<string, string>} */ headers) =>
    (await fetch(url, { headers })).arrayBuffer();
  if (!url.startsWith("chrome")) return [await read({})];
  const [first, rest] = await Promise.all([
    read({ Range: `bytes=0-${HALF - 1}` }),
    // A file that ends before is damaged; whoever reads it says so.
    read({ Range: `bytes=${HALF}-` }).catch(() => new ArrayBuffer(0)),
  ]);
  return first.byteLength === HALF ? [first, rest] : [first];
}

function askForModel() {
  if (compiled || model) return;
  model = readModel();
  // Whoever waits for it says what is wrong.
  model.catch(() => {});
}

/**
 * Opens the panel beside `tab`: Chromium's side panel, Firefox's sidebar, or,
 * where the browser sees no gesture (Firefox does not carry one over from a
 * page), a tab of its own.
 * @param {chrome.tabs.Tab | undefined} tab
 * @returns {Promise<unknown>}
 */
function openPanel(tab) {
  const opened = api.sidePanel
    ? api.sidePanel.open({ windowId: tab?.windowId ?? chrome.windows.WINDOW_ID_CURRENT })
    : api.sidebarAction?.open();
  return Promise.resolve(opened).catch(() =>
    api.tabs.create({ url: api.runtime.getURL("panel.html"), index: (tab?.index ?? 0) + 1 }),
  );
}

api.action.onClicked.addListener((tab) => void openPanel(tab));

/** How many messages are being answered. */
let answering = 0;

/**
 * Tells of pages that are left, as long as there is something to answer: a
 * listener that always stands would wake the background with every page.
 * @param {number} tab
 * @param {{ status?: string }} change
 */
function onUpdated(tab, { status }) {
  if (status === "loading") background.onLeft(tab);
}

api.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== api.runtime.id) return false;
  if (JUDGED.includes(message?.type)) askForModel();
  const opening = message?.type === "openPanel" ? openPanel(sender.tab) : null;
  answering++;
  Promise.resolve(opening)
    .then(() => ready)
    .then(() => {
      api.tabs.onUpdated.addListener(onUpdated);
      return background.onMessage(message, sender);
    })
    .catch((error) => ({ error: { code: "browserRefused", detail: String(error) } }))
    .then((answer) => {
      if (!--answering) api.tabs.onUpdated.removeListener(onUpdated);
      respond(answer);
    });
  return true;
});

api.runtime.onInstalled.addListener(() => void ready.then(() => background.onInstalled()));
api.runtime.onStartup.addListener(() => void ready.then(() => background.onStartup()));
api.permissions.onAdded.addListener(
  ({ origins = [] }) => void ready.then(() => background.onSitesAdded(origins)),
);
api.permissions.onRemoved.addListener(
  () => void ready.then(() => background.onSitesRemoved()),
);
