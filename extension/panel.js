// @ts-check
// Loads the panel, which is WebAssembly: crates/earshot-panel.

import init from "./wasm/earshot_panel.js";

try {
  await init();
} catch (error) {
  // Without the module there is no translated text to say it with.
  document.body.textContent = `Earshot cannot start. Install it again. (${error})`;
}
