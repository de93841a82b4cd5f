// The search worker. Each page's search box names it to the theme in place of the theme's own, which would fetch a whole index: it
// only says there that it is ready. Our own scripts ask it: each question has an id and gets its own answer, as plain data. Nothing
// is fetched before the first question.

const SETUP = 0; // of the theme
const READY = 1;

const here = self.location.href;
let engine = null;

/** It is fetched before it is loaded: loading stops the worker for as long as the line takes. */
async function loadLunr(language) {
  const address = new URL(`../../search/lunr-${language}.js`, here);
  await (await fetch(address, { priority: "low" })).arrayBuffer();
  importScripts(address);
  return self.lunr;
}

async function openEngine(index) {
  const folder = new URL(`../../search/${index}/`, here);
  const early = fetch(new URL("root.idx", folder), { signal: AbortSignal.timeout(15000) }); // beside the scripts
  early.catch(() => {}); // the store reports it
  const get = (url, options) => (url.href.endsWith("/root.idx") ? early : fetch(url, options));
  const { openSearch } = await import("./engine.js");
  return openSearch(folder, loadLunr, get);
}

async function answer({ id, index, query, limit }) {
  try {
    engine ??= openEngine(index);
    postMessage({ id, found: await (await engine).ask(query, limit) });
  } catch (reason) {
    engine = null; // tried again with the next question
    postMessage({ id, failed: String(reason) });
  }
}

addEventListener("message", ({ data }) => {
  if (data.type === SETUP) postMessage({ type: READY });
  if (data.id) answer(data);
});
