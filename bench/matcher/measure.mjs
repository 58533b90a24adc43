// Measures the matcher as WebAssembly: node measure.mjs MODULE TEXTS
// Prints JSON like the native program: milliseconds for compiling, megabytes a
// second for each text.
import { readFile } from "node:fs/promises";

const RUNS = 5;
const [path, texts] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(await readFile(path));
const { compile, choose, find } = instance.exports;

/** The median of the milliseconds a call takes. @param {() => number} run */
function milliseconds(run) {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[RUNS >> 1];
}

const compile_ms = milliseconds(compile);
const rates = Array.from({ length: Number(texts) }, (_, text) => choose(text) / 1e3 / milliseconds(find));
console.log(JSON.stringify({ compile_ms, rates }));
