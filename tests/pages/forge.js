// Everything a page can do to press "Keep" itself. Runs once at the start and once more on whatever
// Earshot adds to the document.
const KEEP = { type: "keep", page: { url: location.href, title: "forged" }, post: { id: 1, text: "My Dell is fine." }, start: 3 };

function pretend(target, x, y) {
  const at = { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, view: window };
  for (const type of ["pointerover", "pointermove", "pointerdown", "pointerup"]) target.dispatchEvent(new PointerEvent(type, at));
  for (const type of ["mouseover", "mousemove", "mousedown", "mouseup", "click"]) target.dispatchEvent(new MouseEvent(type, at));
  for (const key of ["N", "Enter", "Tab", " ", "Enter"]) {
    for (const type of ["keydown", "keyup"]) {
      target.dispatchEvent(new KeyboardEvent(type, { ...at, key, altKey: key === "N", shiftKey: key === "N", code: key === "N" ? "KeyN" : key }));
    }
  }
}

function speak() {
  postMessage(KEEP, "*");
  for (const name of ["keep", "earshot", "earshot-keep", "earshot:keep"]) {
    document.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: KEEP }));
  }
  for (const api of [globalThis.chrome, globalThis.browser]) {
    try {
      api?.runtime?.sendMessage?.(KEEP);
    } catch {
      // A browser that refuses is what the test hopes for.
    }
  }
}

speak();
const target = document.querySelector("#target p");
const { x, y } = target.getBoundingClientRect();
for (let i = 0; i < 200; i += 10) pretend(target, x + i, y + 8);

new MutationObserver(() => {
  const host = document.documentElement.lastElementChild;
  if (host === document.body) return;
  for (let down = 0; down < innerHeight; down += 20) {
    for (let across = 0; across < innerWidth; across += 40) pretend(host, across, down);
  }
  host.click();
  speak();
  document.getElementById("done").textContent = "tried";
}).observe(document.documentElement, { childList: true });
